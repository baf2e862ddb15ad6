import BrokerAPI
import GRDB
import Primitives

/// The stream numbers that senders' devices gave up, by mailbox.
enum SkippedRows {
    struct Known: Sendable {
        let files: SignedFiles
        let position: UInt64
    }

    struct Listed: Sendable {
        let place: DeliveryNumber
        let known: Known
    }

    static func find(
        _ database: Database, mailbox: Int64, device: KeyID, number: Int64
    ) throws -> Known? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT statement, signature, entry, position FROM skipped
                WHERE mailbox = ? AND device = ? AND number = ?
                """, arguments: [mailbox, Blob(device.digest), number])
        return try row.map(known)
    }

    static func count(_ database: Database, mailbox: Int64, device: KeyID) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM skipped WHERE mailbox = ? AND device = ?",
            arguments: [mailbox, Blob(device.digest)]) ?? 0
    }

    /// Gives it the next place in its mailbox.
    static func insert(
        _ database: Database, mailbox: Int64, device: KeyID, number: Int64, _ files: SignedFiles,
        position: UInt64
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO skipped
                  (mailbox, place, device, number, statement, signature, entry, position)
                VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM skipped WHERE mailbox = ?),
                  ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                mailbox, mailbox, Blob(device.digest), number, Blob(files.statement),
                Blob(files.signature), Blob(files.entry), Int64(clamping: position),
            ])
    }

    /// In the order of their places, until one of the limits is reached.
    static func list(
        _ database: Database, mailbox: Int64, after: DeliveryNumber, limit: Int
    ) throws -> [Listed] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT place, statement, signature, entry, position FROM skipped
                WHERE mailbox = ? AND place > ? ORDER BY place LIMIT ?
                """, arguments: [mailbox, after.value, limit])
        var listed: [Listed] = []
        var size = 0
        while size < BrokerLimits.pageBytes, let row = try rows.next() {
            let known = try known(row)
            size += known.files.statement.count
            listed.append(
                Listed(
                    place: try row.value("place") { (value: Int64) in DeliveryNumber(value) },
                    known: known))
        }
        return listed
    }

    private static func known(_ row: Row) throws -> Known {
        Known(
            files: SignedFiles(
                statement: try row.bytes("statement"), signature: try row.bytes("signature"),
                entry: try row.bytes("entry")),
            position: try row.value("position") { (value: Int64) in UInt64(exactly: value) })
    }
}
