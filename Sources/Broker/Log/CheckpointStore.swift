import GRDB
import Primitives
import TransparencyLog

/// The latest head that was, or may have been, signed: one row in a database of its own.
///
/// It is written, by compare-and-swap and with a flush, before the head is signed. It never goes
/// back: nothing puts an old one in the place of one that is there, which would let the broker sign a
/// second history. One that comes out of a backup, because there is none, says so (``Restoration``).
final class CheckpointStore: Sendable {
    static let fileName = "checkpoints.db"

    private let queue: DatabaseQueue

    /// Opens the store; a new one has no head.
    init(folder: String) throws {
        try FileCalls.makeFolder(folder)
        queue = try DatabaseSettings.openCheckpoints(folder + "/" + Self.fileName)
        try queue.write(Self.takeRoom)
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS head (
                      id INTEGER PRIMARY KEY CHECK (id = 0),
                      key TEXT NOT NULL,
                      size INTEGER NOT NULL,
                      root BLOB NOT NULL
                    ) STRICT
                    """)
            try database.execute(sql: Restoration.table)
            try ShownAhead.create(database)
        }
        try FileCalls.flushFolder(folder)
    }

    /// The putting back after which nothing new was signed yet; nil when there is none.
    func restoration() throws -> Restoration? { try queue.read(Restoration.find) }

    func set(_ restoration: Restoration) throws {
        try queue.write { try restoration.insert($0) }
    }

    /// What was put back is known to be the newest: it is signed on.
    func settleRestoration() throws { try queue.write(Restoration.remove) }

    /// Checkpoints of ours that witnesses have shown and that the log did not continue.
    func shownAhead() throws -> [[UInt8]] { try queue.read(ShownAhead.all) }

    func keepShownAhead(_ note: [UInt8]) throws {
        try queue.write { try ShownAhead.insert($0, note) }
    }

    /// The log continues it now.
    func forgetShownAhead(_ checkpoint: VerifiedCheckpoint) throws {
        try queue.write { try ShownAhead.remove($0, checkpoint) }
    }

    /// Makes the write-ahead log as long as it ever gets, and so ``advance(from:to:)`` succeed on a
    /// full disk too: what the main transaction has stored can always be signed.
    private static func takeRoom(_ database: Database) throws {
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS room (id INTEGER PRIMARY KEY, bytes BLOB) STRICT")
        try database.execute(
            sql: "INSERT OR REPLACE INTO room (id, bytes) VALUES (0, zeroblob(?))",
            arguments: [DatabaseSettings.pagesOfCheckpointLog * 3 / 2 * 4096])
    }

    /// The head, and the key that signs.
    func head() throws -> (head: LogHead, key: String)? { try queue.read(Self.head) }

    /// The head of the store in a folder, which is only looked at; nil where there is none.
    static func head(in folder: String) throws -> (head: LogHead, key: String)? {
        try DatabaseSettings.openToRead(folder + "/" + fileName)?.read { database in
            try database.tableExists("head") ? try head(database) : nil
        }
    }

    static func shownAhead(in folder: String) throws -> [[UInt8]] {
        try DatabaseSettings.openToRead(folder + "/" + fileName)?.read(ShownAhead.all) ?? []
    }

    static func head(_ database: Database) throws -> (head: LogHead, key: String)? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT key, size, root FROM head WHERE id = 0")
        else { return nil }
        let size = try row.value("size") { (value: Int64) in UInt64(exactly: value) }
        return (LogHead(size: size, root: try DepositRows.digest(row, "root")), row["key"])
    }

    /// Begins with the log without entries.
    func begin(key: String) throws {
        let head = LogHead.empty
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO head (id, key, size, root) VALUES (0, ?, ?, ?)",
                arguments: [key, Int64(clamping: head.size), Blob(head.root)])
        }
    }

    /// The same head, signed by the key of the log that continues the one before.
    ///
    /// - Throws: `LogFault.overtaken` when another key signs.
    func handOver(from old: String, to new: String) throws {
        try queue.write { database in
            try database.execute(
                sql: "UPDATE head SET key = ? WHERE id = 0 AND key = ?", arguments: [new, old])
            guard database.changesCount == 1 else { throw StoreError.log(.overtaken) }
        }
    }

    /// Goes from one head to the next, durably.
    ///
    /// - Throws: `LogFault.overtaken` when the head is another one.
    func advance(from old: LogHead, to new: LogHead) throws {
        try queue.write { database in
            try database.execute(
                sql: "UPDATE head SET size = ?, root = ? WHERE id = 0 AND size = ? AND root = ?",
                arguments: [
                    Int64(clamping: new.size), Blob(new.root), Int64(clamping: old.size),
                    Blob(old.root),
                ])
            guard database.changesCount == 1 else { throw StoreError.log(.overtaken) }
        }
    }
}
