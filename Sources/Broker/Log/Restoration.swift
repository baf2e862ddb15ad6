import GRDB
package import Primitives

/// That the record of what was signed is not the one that a broker left: it came out of a backup, or was
/// made anew. Until it is settled nothing new is signed. (`deploy/README.md`, section "Restore")
package struct Restoration: Sendable, Equatable {
    /// When it was put back.
    package let time: Timestamp
    /// Entries in the log then.
    package let size: UInt64

    package init(time: Timestamp, size: UInt64) {
        (self.time, self.size) = (time, size)
    }

    /// Marks the store of checkpoints in this folder.
    package func record(in folder: String) throws(StoreError) {
        do {
            try CheckpointStore(folder: folder).set(self)
        } catch {
            throw StoreError(error)
        }
    }

    static let table = """
        CREATE TABLE IF NOT EXISTS restoration (
          id INTEGER PRIMARY KEY CHECK (id = 0),
          time INTEGER NOT NULL,
          size INTEGER NOT NULL
        ) STRICT
        """

    static func find(_ database: Database) throws -> Restoration? {
        // A store of an earlier version that is only looked at has no such table.
        guard try database.tableExists("restoration"),
            let row = try Row.fetchOne(
                database, sql: "SELECT time, size FROM restoration WHERE id = 0")
        else { return nil }
        return Restoration(
            time: try row.value("time") { Timestamp(secondsSinceEpoch: $0) },
            size: try row.value("size") { (value: Int64) in UInt64(exactly: value) })
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO restoration (id, time, size) VALUES (0, ?, ?)",
            arguments: [time.secondsSinceEpoch, Int64(clamping: size)])
    }

    static func remove(_ database: Database) throws {
        try database.execute(sql: "DELETE FROM restoration")
    }
}
