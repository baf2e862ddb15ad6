import BrokerAPI
import Custody
import GRDB
import Primitives

/// What senders said about their own copies of what they deposited.
enum DisposalRows {
    struct Known: Sendable {
        let files: SignedFiles
        let position: UInt64
    }

    static func find(_ database: Database, deposit: Int64, signer: KeyID) throws -> Known? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT statement, signature, entry, position FROM disposal
                WHERE deposit = ? AND signer = ?
                """, arguments: [deposit, Blob(signer.digest)]
        ).map(known)
    }

    static func count(_ database: Database, deposit: Int64) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM disposal WHERE deposit = ?", arguments: [deposit])
            ?? 0
    }

    static func insert(
        _ database: Database, deposit: Int64, signer: KeyID, _ files: SignedFiles,
        position: UInt64
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO disposal (deposit, signer, statement, signature, entry, position)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                deposit, Blob(signer.digest), Blob(files.statement), Blob(files.signature),
                Blob(files.entry), Int64(clamping: position),
            ])
    }

    /// In the order in which they were recorded; of no mailbox.
    static func all(_ database: Database, deposit: Int64) throws -> [EvidenceRows.Listed] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT statement, signature, entry, position FROM disposal
                WHERE deposit = ? ORDER BY position
                """, arguments: [deposit]
        ).map { row in
            let known = try known(row)
            return EvidenceRows.Listed(
                name: Event.disposal.rawValue, mailbox: nil, files: known.files,
                position: known.position)
        }
    }

    private static func known(_ row: Row) throws -> Known {
        Known(
            files: try DepositRows.statement(row),
            position: try row.value("position") { (value: Int64) in UInt64(exactly: value) })
    }
}
