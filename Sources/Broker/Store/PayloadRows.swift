import BrokerAPI
import GRDB
import Primitives

/// Where the payload of a deposit is.
enum PayloadRows {
    enum Place: Sendable {
        case bytes([UInt8])
        case file(UploadID)
    }

    static func insert(_ database: Database, deposit: Int64, _ place: Place) throws {
        let (bytes, file): (Blob?, Blob?) =
            switch place {
            case .bytes(let bytes): (Blob(bytes), nil)
            case .file(let name): (nil, Blob(name.bytes))
            }
        try database.cachedStatement(
            sql: "INSERT INTO payload (deposit, bytes, file) VALUES (?, ?, ?)"
        ).execute(arguments: [deposit, bytes, file])
    }

    /// Nil when it was erased.
    static func place(_ database: Database, deposit: Int64) throws -> Place? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT bytes, file FROM payload WHERE deposit = ?"),
            arguments: [deposit])
        guard let row else { return nil }
        if let bytes: Blob = row["bytes"] { return .bytes(bytes.bytes) }
        return .file(try row.value("file") { (blob: Blob) in UploadID(bytes: blob.bytes) })
    }

    /// Forgets payload and preview; gives back the file that is to be removed after the commit.
    static func erase(_ database: Database, deposit: Int64) throws -> UploadID? {
        try database.execute(sql: "DELETE FROM preview WHERE deposit = ?", arguments: [deposit])
        guard case .file(let name) = try place(database, deposit: deposit) else {
            try database.execute(
                sql: "DELETE FROM payload WHERE deposit = ?", arguments: [deposit])
            return nil
        }
        try database.execute(sql: "DELETE FROM payload WHERE deposit = ?", arguments: [deposit])
        return name
    }

    /// What a file must be: at least so long, and of this digest once it is whole.
    struct Content: Sendable {
        let size: Int64
        /// Nil while it is still coming.
        let digest: SHA256Digest?
    }

    /// Every file that a row refers to, and what it must be.
    static func contents(_ database: Database) throws -> [UploadID: Content] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT file, payloadSize AS size, payloadDigest AS digest
                FROM payload JOIN deposit ON id = deposit
                WHERE file IS NOT NULL UNION ALL SELECT id, offset, NULL FROM upload
                """)
        var contents: [UploadID: Content] = [:]
        while let row = try rows.next() {
            let name = try row.value("file") { (blob: Blob) in UploadID(bytes: blob.bytes) }
            let digest = try row["digest"] == nil ? nil : DepositRows.digest(row, "digest")
            contents[name] = Content(size: row["size"], digest: digest)
        }
        return contents
    }

    /// Every file that a row refers to, as a payload or as an upload.
    static func fileNames(_ database: Database) throws -> Set<UploadID> {
        let names = try Blob.fetchCursor(
            database,
            sql: "SELECT file FROM payload WHERE file IS NOT NULL UNION ALL SELECT id FROM upload")
        var known: Set<UploadID> = []
        while let name = try names.next() {
            if let name = UploadID(bytes: name.bytes) { known.insert(name) }
        }
        return known
    }
}
