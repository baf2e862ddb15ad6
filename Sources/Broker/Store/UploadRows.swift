import BrokerAPI
import GRDB
import Primitives

/// Uploads that no deposit has taken yet.
enum UploadRows {
    /// - Parameter organisation: the row of the organisation whose device begins it.
    static func insert(_ database: Database, _ upload: Upload, organisation: Int64) throws {
        try database.execute(
            sql: """
                INSERT INTO upload (id, owner, length, offset, metadata, expires, organisation)
                VALUES (?, ?, ?, 0, ?, ?, ?)
                """,
            arguments: [
                Blob(upload.id.bytes), Blob(upload.owner.digest), upload.lengthInBytes,
                upload.metadata?.fieldValue, upload.expires.secondsSinceEpoch, organisation,
            ])
    }

    /// What an organisation has begun, by the lengths that it has announced.
    static func announced(_ database: Database, organisation: Int64) throws -> HeldRows.Amount {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT coalesce(sum(length), 0) AS bytes, count(*) AS objects
                    FROM upload WHERE organisation = ?
                    """), arguments: [organisation])
        return row.map { .init(bytes: $0["bytes"], objects: $0["objects"]) } ?? .nothing
    }

    static func find(_ database: Database, _ id: UploadID) throws -> Upload? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT owner, length, offset, metadata, expires FROM upload WHERE id = ?",
            arguments: [Blob(id.bytes)])
        guard let row else { return nil }
        return Upload(
            id: id,
            owner: try row.value("owner") { (blob: Blob) in
                KeyID("SHA256:" + Base64.encodeUnpadded(blob.bytes))
            },
            lengthInBytes: row["length"], offset: row["offset"],
            metadata: (row["metadata"] as String?).flatMap { UploadMetadata($0) },
            expires: try row.value("expires") { Timestamp(secondsSinceEpoch: $0) })
    }

    static func count(_ database: Database, owner: KeyID) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM upload WHERE owner = ?",
            arguments: [Blob(owner.digest)]) ?? 0
    }

    static func setOffset(_ database: Database, _ id: UploadID, _ offset: Int64) throws -> Bool {
        try database.execute(
            sql: "UPDATE upload SET offset = ? WHERE id = ?",
            arguments: [offset, Blob(id.bytes)])
        return database.changesCount == 1
    }

    static func remove(_ database: Database, _ id: UploadID) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM upload WHERE id = ?", arguments: [Blob(id.bytes)])
        return database.changesCount == 1
    }

    /// Forgets what has expired; gives back the files to remove.
    static func removeExpired(_ database: Database, now: Timestamp) throws -> [UploadID] {
        try Blob.fetchAll(
            database, sql: "DELETE FROM upload WHERE expires <= ? RETURNING id",
            arguments: [now.secondsSinceEpoch]
        ).compactMap { UploadID(bytes: $0.bytes) }
    }
}
