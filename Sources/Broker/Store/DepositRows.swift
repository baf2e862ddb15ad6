import BrokerAPI
import GRDB
import Primitives

/// Deposits, each with its statement and the acceptance that was given for it.
enum DepositRows {
    /// What the answer to a retry needs.
    struct Known: Sendable {
        let id: Int64
        let statement: SignedFiles
        let acceptance: SignedFiles
        /// Of the first of its entries in the log.
        let position: UInt64
    }

    /// A deposit with everything that a lane's evidence is compared with.
    struct Terms: Sendable {
        let id: Int64
        let digest: SHA256Digest
        let acceptanceDigest: SHA256Digest
        let statement: SignedFiles
    }

    private static let selectKnown = """
        SELECT id, statement, signature, entry,
          acceptance, acceptanceSignature, acceptanceEntry, position
        FROM deposit
        """

    static func find(
        _ database: Database, sender: Int64, consignment: ConsignmentID
    ) throws -> Known? {
        try Row.fetchOne(
            database.cachedStatement(sql: selectKnown + " WHERE sender = ? AND consignment = ?"),
            arguments: [sender, Blob(consignment.bytes)]
        ).map(known)
    }

    static func find(_ database: Database, id: Int64) throws -> Known? {
        try Row.fetchOne(
            database.cachedStatement(sql: selectKnown + " WHERE id = ?"), arguments: [id]
        ).map(known)
    }

    private static func known(_ row: Row) throws -> Known {
        Known(
            id: row["id"], statement: try statement(row), acceptance: try acceptance(row),
            position: try row.value("position") { (value: Int64) in UInt64(exactly: value) })
    }

    static func setPosition(_ database: Database, deposit: Int64, _ position: UInt64) throws {
        try database.cachedStatement(sql: "UPDATE deposit SET position = ? WHERE id = ?")
            .execute(arguments: [Int64(clamping: position), deposit])
    }

    /// Inserts the deposit; nil when its sender used the identifier before.
    static func insert(_ database: Database, _ deposit: CheckedDeposit) throws -> Int64? {
        try database.cachedStatement(
            sql: """
                INSERT INTO deposit (sender, consignment, statement, signature, entry, digest,
                  acceptance, acceptanceSignature, acceptanceEntry, acceptanceDigest,
                  previewSize, payloadSize, payloadDigest, received, deadline)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sender, consignment) DO NOTHING
                """
        ).execute(arguments: [
            deposit.sender, Blob(deposit.consignment.bytes), Blob(deposit.files.statement),
            Blob(deposit.files.signature), Blob(deposit.files.entry), Blob(deposit.digest),
            Blob(deposit.acceptance.statement), Blob(deposit.acceptance.signature),
            Blob(deposit.acceptance.entry), Blob(.of(deposit.acceptance.statement)),
            deposit.preview.count, deposit.payload.sizeInBytes, Blob(deposit.payload.digest),
            deposit.received.secondsSinceEpoch, deposit.deadline.secondsSinceEpoch,
        ])
        guard database.changesCount == 1 else { return nil }
        let id = database.lastInsertedRowID
        try database.cachedStatement(sql: "INSERT INTO preview (deposit, bytes) VALUES (?, ?)")
            .execute(arguments: [id, Blob(deposit.preview)])
        return id
    }

    static func terms(_ database: Database, deposit: Int64) throws -> Terms? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT id, statement, signature, entry, digest, acceptanceDigest
                    FROM deposit WHERE id = ?
                    """),
            arguments: [deposit])
        guard let row else { return nil }
        return Terms(
            id: row["id"], digest: try digest(row, "digest"),
            acceptanceDigest: try digest(row, "acceptanceDigest"), statement: try statement(row))
    }

    static func preview(_ database: Database, deposit: Int64) throws -> [UInt8]? {
        try Blob.fetchOne(
            database.cachedStatement(sql: "SELECT bytes FROM preview WHERE deposit = ?"),
            arguments: [deposit])?.bytes
    }

    static func payload(
        _ database: Database, deposit: Int64
    ) throws -> (digest: SHA256Digest, sizeInBytes: Int64)? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT payloadDigest, payloadSize FROM deposit WHERE id = ?"),
            arguments: [deposit])
        guard let row else { return nil }
        return (try digest(row, "payloadDigest"), row["payloadSize"])
    }

    static func digest(_ row: Row, _ column: String) throws -> SHA256Digest {
        try row.value(column) { (blob: Blob) in SHA256Digest(bytes: blob.bytes) }
    }

    static func statement(_ row: Row) throws -> SignedFiles {
        SignedFiles(
            statement: try row.bytes("statement"), signature: try row.bytes("signature"),
            entry: try row.bytes("entry"))
    }

    static func acceptance(_ row: Row) throws -> SignedFiles {
        SignedFiles(
            statement: try row.bytes("acceptance"),
            signature: try row.bytes("acceptanceSignature"),
            entry: try row.bytes("acceptanceEntry"))
    }
}
