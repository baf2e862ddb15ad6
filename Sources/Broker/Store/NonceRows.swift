import BrokerAPI
import GRDB
import Primitives

/// Nonces on disk: many in one row, so that remembering them costs a commit next to nothing.
enum NonceRows {
    /// Those that could still be replayed, as (creation time, entries).
    static func load(_ database: Database, after now: Timestamp) throws -> [NonceBatch] {
        let oldest = now.secondsSinceEpoch - BrokerLimits.nonceRetentionSeconds
        let rows = try Row.fetchAll(
            database, sql: "SELECT newest, entries FROM nonces WHERE newest >= ?",
            arguments: [oldest])
        return try rows.map { row in
            NonceBatch(newest: row["newest"], entries: try row.bytes("entries"))
        }
    }

    static func insert(_ database: Database, _ batch: NonceBatch) throws {
        try database.cachedStatement(sql: "INSERT INTO nonces (newest, entries) VALUES (?, ?)")
            .execute(arguments: [batch.newest, Blob(batch.entries)])
    }

    static func prune(_ database: Database, before oldest: Int64) throws {
        try database.cachedStatement(sql: "DELETE FROM nonces WHERE newest < ?")
            .execute(arguments: [oldest])
    }
}
