import GRDB
import Primitives
import TransparencyLog

/// Checkpoints of ours that witnesses have shown and that the log did not continue.
///
/// They are kept over every start, and over a restore, until the log continues each: the witness that
/// has shown one may be away the next time, and others may have seen less.
enum ShownAhead {
    /// Only what our own key has signed gets here; the largest stay.
    private static let limit = 64

    private static let table = """
        CREATE TABLE IF NOT EXISTS shown (
          size INTEGER NOT NULL,
          root BLOB NOT NULL,
          note BLOB NOT NULL,
          PRIMARY KEY (size, root)
        ) STRICT, WITHOUT ROWID
        """

    /// Makes the table, with what an earlier version has kept: one note, in a table of its own.
    static func create(_ database: Database) throws {
        try database.execute(sql: table)
        guard try database.tableExists("shownAhead") else { return }
        let notes = try Blob.fetchAll(database, sql: "SELECT note FROM shownAhead")
        for note in notes { try insert(database, note.bytes) }
        try database.execute(sql: "DROP TABLE shownAhead")
    }

    /// Every note that is kept, those of the largest trees first.
    static func all(_ database: Database) throws -> [[UInt8]] {
        // A store of an earlier version that is only looked at has the other table, or none.
        if try database.tableExists("shown") {
            return try Blob.fetchAll(
                database, sql: "SELECT note FROM shown ORDER BY size DESC LIMIT ?",
                arguments: [limit]
            ).map(\.bytes)
        }
        guard try database.tableExists("shownAhead") else { return [] }
        return try Blob.fetchAll(database, sql: "SELECT note FROM shownAhead").map(\.bytes)
    }

    /// Keeps a note; what is no checkpoint at all says nothing.
    static func insert(_ database: Database, _ note: [UInt8]) throws {
        guard let claimed = try? UnverifiedCheckpoint(parsing: note).claimed else { return }
        try database.execute(
            sql: "INSERT OR IGNORE INTO shown (size, root, note) VALUES (?, ?, ?)",
            arguments: [Int64(clamping: claimed.size), Blob(claimed.root), Blob(note)])
        try database.execute(
            sql: """
                DELETE FROM shown WHERE (size, root) NOT IN
                (SELECT size, root FROM shown ORDER BY size DESC LIMIT ?)
                """,
            arguments: [limit])
    }

    static func remove(_ database: Database, _ checkpoint: VerifiedCheckpoint) throws {
        try database.execute(
            sql: "DELETE FROM shown WHERE size = ? AND root = ?",
            arguments: [Int64(clamping: checkpoint.size), Blob(checkpoint.root)])
    }

    /// Those that this log's key has signed, or one before it; others were not kept here by us.
    static func verified(_ notes: [[UInt8]], _ keys: LogKeys) -> [VerifiedCheckpoint] {
        notes.compactMap { try? keys.verify(UnverifiedCheckpoint(parsing: $0)) }
    }
}
