import BrokerAPI
import GRDB
import Primitives

/// From whom a mailbox takes nothing new, as those who open it have said.
enum BlockRows {
    /// For `Schema`: never edited. By fingerprint, since who is blocked need not be served here.
    static let table = """
        CREATE TABLE block (
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          sender BLOB NOT NULL,
          since INTEGER NOT NULL,
          PRIMARY KEY (mailbox, sender)
        ) STRICT, WITHOUT ROWID
        """

    /// - Returns: false when it is blocked already; the time of then stays.
    static func insert(
        _ database: Database, mailbox: Int64, sender: Fingerprint, since: Timestamp
    ) throws -> Bool {
        try database.execute(
            sql:
                "INSERT INTO block (mailbox, sender, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [mailbox, Blob(sender.digest), since.secondsSinceEpoch])
        return database.changesCount == 1
    }

    /// - Returns: false when it is not blocked.
    static func remove(
        _ database: Database, mailbox: Int64, sender: Fingerprint
    ) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM block WHERE mailbox = ? AND sender = ?",
            arguments: [mailbox, Blob(sender.digest)])
        return database.changesCount == 1
    }

    static func contains(
        _ database: Database, mailbox: Int64, sender: Fingerprint
    ) throws -> Bool {
        try Int.fetchOne(
            database.cachedStatement(sql: "SELECT 1 FROM block WHERE mailbox = ? AND sender = ?"),
            arguments: [mailbox, Blob(sender.digest)]) != nil
    }

    static func count(_ database: Database, mailbox: Int64) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM block WHERE mailbox = ?", arguments: [mailbox])
            ?? 0
    }

    /// Those of a mailbox, the oldest first.
    static func list(_ database: Database, mailbox: Int64) throws -> [BlockedSender] {
        try Row.fetchAll(
            database,
            sql: "SELECT sender, since FROM block WHERE mailbox = ? ORDER BY since, sender",
            arguments: [mailbox]
        ).map { row in
            BlockedSender(
                fingerprint: try row.value("sender") { (blob: Blob) in
                    SHA256Digest(bytes: blob.bytes).map { Fingerprint($0) }
                },
                since: try row.value("since") { Timestamp(secondsSinceEpoch: $0) })
        }
    }
}
