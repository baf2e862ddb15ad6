import GRDB
import Primitives

/// Admitted organisations and the mailboxes that their records name.
enum OrganisationRows {
    struct Row: Sendable {
        let id: Int64
        let fingerprint: Fingerprint
        let file: [UInt8]
    }

    static func allWithMailboxes(_ store: BrokerStore) throws -> [(Row, [String: Int64])] {
        try store.pool.read { database in
            try all(database).map { ($0, try mailboxes(database, organisation: $0.id)) }
        }
    }

    static func all(_ database: Database) throws -> [Row] {
        try GRDB.Row.fetchAll(
            database, sql: "SELECT id, fingerprint, file FROM organisation ORDER BY id"
        ).map { row in
            Row(
                id: row["id"],
                fingerprint: try row.value("fingerprint") { (blob: Blob) in
                    SHA256Digest(bytes: blob.bytes).map { Fingerprint($0) }
                },
                file: try row.bytes("file"))
        }
    }

    /// The version of the newest record that is stored; 0 before there is one.
    static func version(_ database: Database, _ fingerprint: Fingerprint) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT version FROM organisation WHERE fingerprint = ?",
            arguments: [Blob(fingerprint.digest)]) ?? 0
    }

    /// Stores the newest file of an organisation, and a row for each of its mailboxes.
    ///
    /// Mailboxes that a newer record leaves out keep their rows and numbers.
    static func store(
        _ database: Database, fingerprint: Fingerprint, name: OrganisationName, version: Int64,
        file: [UInt8], mailboxes: [String], now: Timestamp
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO organisation (fingerprint, name, version, file, admitted)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (fingerprint) DO UPDATE SET version = excluded.version,
                  file = excluded.file
                """,
            arguments: [
                Blob(fingerprint.digest), name.text, version, Blob(file), now.secondsSinceEpoch,
            ])
        for local in mailboxes {
            try database.execute(
                sql: """
                    INSERT INTO mailbox (organisation, local, last)
                    SELECT id, ?, 0 FROM organisation WHERE fingerprint = ?
                    ON CONFLICT DO NOTHING
                    """,
                arguments: [local, Blob(fingerprint.digest)])
        }
    }

    /// The mailboxes of an organisation: local part and row.
    private static func mailboxes(_ database: Database, organisation: Int64) throws -> [String:
        Int64]
    {
        let rows = try GRDB.Row.fetchAll(
            database, sql: "SELECT id, local FROM mailbox WHERE organisation = ?",
            arguments: [organisation])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["local"], $0["id"]) })
    }
}
