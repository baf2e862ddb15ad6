import BrokerAPI
import GRDB
import Primitives

/// Nonces on disk: many in one row, so that remembering them costs a commit next to nothing.
enum NonceRows {
    /// All that are kept, the newest first, up to so many entries; and the last row.
    ///
    /// Not by the calendar: a process that was started with a wrong clock would forget what can be
    /// replayed once the clock is right.
    static func load(
        _ database: Database, atMost limit: Int
    ) throws -> (batches: [NonceBatch], last: Int64) {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, newest, entries FROM nonces ORDER BY id DESC")
        var batches: [NonceBatch] = []
        var (last, count): (Int64, Int) = (0, 0)
        while let row = try rows.next() {
            let batch = NonceBatch(newest: row["newest"], entries: try row.bytes("entries"))
            last = max(last, row["id"])
            count += batch.entries.count / NonceStore.entrySize
            guard count <= limit else { break }
            batches.append(batch)
        }
        return (batches, last)
    }

    /// - Returns: the row.
    @discardableResult
    static func insert(_ database: Database, _ batch: NonceBatch) throws -> Int64 {
        try database.cachedStatement(sql: "INSERT INTO nonces (newest, entries) VALUES (?, ?)")
            .execute(arguments: [batch.newest, Blob(batch.entries)])
        return database.lastInsertedRowID
    }

    static func remove(_ database: Database, _ ids: ClosedRange<Int64>) throws {
        try database.cachedStatement(sql: "DELETE FROM nonces WHERE id BETWEEN ? AND ?")
            .execute(arguments: [ids.lowerBound, ids.upperBound])
    }
}
