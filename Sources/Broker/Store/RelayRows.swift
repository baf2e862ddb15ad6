import Custody
import GRDB
import Primitives

/// Deliveries to mailboxes at other brokers: what is still to be done for each, and when.
enum RelayRows {
    /// What is to be handed to the home brokers of mailboxes that are elsewhere, as it began: `Schema` adds to it.
    static let tables = [
        """
        CREATE TABLE relay (
          deposit INTEGER NOT NULL REFERENCES deposit,
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          peer TEXT NOT NULL,
          state TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          isUncertain INTEGER NOT NULL,
          due INTEGER NOT NULL,
          PRIMARY KEY (deposit, mailbox)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX relayDue ON relay (peer, due) WHERE state <> 'done'",
    ]

    static func insert(
        _ database: Database, deposit: Int64, mailbox: Int64, peer: OrganisationName,
        due: Timestamp
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO relay (deposit, mailbox, peer, state, attempts, isUncertain, due)
                VALUES (?, ?, ?, ?, 0, 0, ?)
                """,
            arguments: [
                deposit, mailbox, peer.text, RelayJob.State.waiting.rawValue,
                due.secondsSinceEpoch,
            ])
    }

    /// Those whose time has come for one peer: what is not handed on before what is only asked about, the
    /// longest waiting first.
    static func due(
        _ database: Database, peer: OrganisationName, now: Timestamp, limit: Int
    ) throws -> [RelayJob] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT relay.deposit, relay.mailbox, relay.state, relay.attempts,
                  relay.isUncertain, deposit.consignment, deposit.deadline,
                  sender.fingerprint, mailbox.local, receiver.name
                FROM relay JOIN deposit ON deposit.id = relay.deposit
                  JOIN organisation AS sender ON sender.id = deposit.sender
                  JOIN mailbox ON mailbox.id = relay.mailbox
                  JOIN organisation AS receiver ON receiver.id = mailbox.organisation
                WHERE relay.state <> 'done' AND relay.due <= ? AND relay.peer = ?
                ORDER BY relay.state <> 'waiting', relay.due LIMIT ?
                """,
            arguments: [now.secondsSinceEpoch, peer.text, limit]
        ).map { try job($0, peer) }
    }

    private static func job(_ row: Row, _ peer: OrganisationName) throws -> RelayJob {
        RelayJob(
            peer: peer,
            sender: try row.value("fingerprint") { (blob: Blob) in
                SHA256Digest(bytes: blob.bytes).map(Fingerprint.init)
            },
            consignment: try row.value("consignment") { (blob: Blob) in
                ConsignmentID(bytes: blob.bytes)
            },
            deadline: try row.value("deadline") { (seconds: Int64) in
                Timestamp(secondsSinceEpoch: seconds)
            },
            state: try row.value("state") { (text: String) in RelayJob.State(rawValue: text) },
            isUncertain: row["isUncertain"], attempts: row["attempts"],
            place: DeliveryRows.Place(deposit: row["deposit"], mailbox: row["mailbox"]),
            address: try row.value("local") { (local: String) in
                MailboxAddress("\(local)@\(row["name"] as String)")
            })
    }

    static func standing(
        _ database: Database, _ place: DeliveryRows.Place
    ) throws -> (state: RelayJob.State, isUncertain: Bool)? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT state, isUncertain FROM relay WHERE deposit = ? AND mailbox = ?",
            arguments: [place.deposit, place.mailbox])
        guard let row else { return nil }
        let state = try row.value("state") { (text: String) in RelayJob.State(rawValue: text) }
        return (state, row["isUncertain"])
    }

    /// Of everything that waits: it may have been sent. A home broker is asked about each at once.
    static func doubtAll(_ database: Database) throws {
        try database.execute(
            sql: "UPDATE relay SET isUncertain = 1, due = 0 WHERE state = 'waiting'")
    }

    static func set(
        _ database: Database, _ place: DeliveryRows.Place, state: RelayJob.State,
        attempts: Int, isUncertain: Bool, due: Timestamp
    ) throws {
        try database.execute(
            sql: """
                UPDATE relay SET state = ?, attempts = ?, isUncertain = ?, due = ?
                WHERE deposit = ? AND mailbox = ?
                """,
            arguments: [
                state.rawValue, attempts, isUncertain, due.secondsSinceEpoch, place.deposit,
                place.mailbox,
            ])
    }

    /// Whether its home broker says that it does not have what it has accepted.
    ///
    /// - Returns: whether that is new.
    static func setLost(
        _ database: Database, _ place: DeliveryRows.Place, _ isLost: Bool
    ) throws -> Bool {
        try database.execute(
            sql:
                "UPDATE relay SET isLost = ?1 WHERE deposit = ?2 AND mailbox = ?3 AND isLost <> ?1",
            arguments: [isLost, place.deposit, place.mailbox])
        return database.changesCount > 0
    }

    /// What has not ended, peer by peer; empty for a database of a version without relays.
    static func standings(_ database: Database) throws -> [RelayStanding] {
        guard try database.tableExists("relay"),
            try database.columns(in: "relay").contains(where: { $0.name == "isLost" })
        else { return [] }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT peer, sum(state = 'waiting') AS waiting,
                  sum(state = 'waiting' AND attempts >= ?) AS stuck,
                  sum(state = 'unknown') AS unknown, sum(state = 'there') AS there,
                  sum(state = 'there' AND isLost) AS lost
                FROM relay WHERE state <> 'done' GROUP BY peer ORDER BY peer LIMIT ?
                """,
            arguments: [RelayStanding.stuckAttempts, RelayStanding.mostPeers]
        ).map { row in
            RelayStanding(
                peer: row["peer"], waiting: count(row, "waiting"), stuck: count(row, "stuck"),
                unknown: count(row, "unknown"), there: count(row, "there"),
                lost: count(row, "lost"))
        }
    }

    private static func count(_ row: Row, _ name: String) -> UInt64 {
        UInt64(clamping: (row[name] as Int64?) ?? 0)
    }
}
