import BrokerAPI
import Custody
import GRDB
import Primitives

/// Statements about consent, by mailbox, in the order in which they were recorded.
enum ConsentRows {
    /// What is said about consent, beside the lanes. `about` is the withdrawal: its own digest, or that
    /// of the one that is answered.
    static let tables = [
        """
        CREATE TABLE consent (
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          place INTEGER NOT NULL,
          deposit INTEGER NOT NULL REFERENCES deposit,
          event TEXT NOT NULL,
          about BLOB NOT NULL,
          digest BLOB NOT NULL,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (mailbox, place),
          UNIQUE (deposit, mailbox, digest)
        ) STRICT, WITHOUT ROWID
        """
    ]

    struct Known: Sendable {
        let event: String
        /// The withdrawal that it is, or answers.
        let about: SHA256Digest
        let files: SignedFiles
        let position: UInt64
    }

    struct Listed: Sendable {
        let place: DeliveryNumber
        let mailbox: MailboxAddress
        let known: Known
    }

    static func find(
        _ database: Database, deposit: Int64, mailbox: Int64, digest: SHA256Digest
    ) throws -> Known? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT event, about, statement, signature, entry, position FROM consent
                WHERE deposit = ? AND mailbox = ? AND digest = ?
                """, arguments: [deposit, mailbox, Blob(digest)]
        ).map(known)
    }

    /// How many withdrawals there are of a lane, or answers to one of them.
    static func count(
        _ database: Database, deposit: Int64, mailbox: Int64, _ event: Event,
        about: SHA256Digest?
    ) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM consent
                WHERE deposit = ?1 AND mailbox = ?2 AND event = ?3 AND (?4 IS NULL OR about = ?4)
                """, arguments: [deposit, mailbox, event.rawValue, about.map { Blob($0) }]) ?? 0
    }

    /// Gives it the next place in its mailbox.
    static func insert(
        _ database: Database, _ consent: CheckedConsent, position: UInt64
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO consent (mailbox, place, deposit, event, about, digest, statement,
                  signature, entry, position)
                VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM consent WHERE mailbox = ?1),
                  ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """,
            arguments: [
                consent.mailbox, consent.deposit.id, consent.event.rawValue, Blob(consent.about),
                Blob(consent.digest), Blob(consent.files.statement),
                Blob(consent.files.signature), Blob(consent.files.entry),
                Int64(clamping: position),
            ])
    }

    /// Of one mailbox, in the order of its places.
    static func list(
        _ database: Database, mailbox: Int64, _ query: DeliveryQuery
    ) throws -> [Listed] {
        try listed(
            Row.fetchCursor(
                database,
                sql: columns + """
                     , consent.place AS listed \(source) WHERE consent.mailbox = ? AND place > ?
                    ORDER BY place LIMIT ?
                    """, arguments: [mailbox, query.after.value, query.limit]))
    }

    /// Of one deposit, in all its mailboxes: its places are counted for this list alone.
    static func list(
        _ database: Database, deposit: Int64, _ query: DeliveryQuery
    ) throws -> [Listed] {
        try listed(
            Row.fetchCursor(
                database,
                sql: """
                    SELECT * FROM (\(columns), row_number() OVER (ORDER BY position) AS listed
                      \(source) WHERE consent.deposit = ?)
                    WHERE listed > ? ORDER BY listed LIMIT ?
                    """, arguments: [deposit, query.after.value, query.limit]))
    }

    private static let columns = """
        SELECT consent.event, consent.about, consent.statement, consent.signature, consent.entry,
          consent.position, mailbox.local, organisation.name
        """
    private static let source = """
        FROM consent JOIN mailbox ON mailbox.id = consent.mailbox
          JOIN organisation ON organisation.id = mailbox.organisation
        """

    /// Until a page is full.
    private static func listed(_ rows: RowCursor) throws -> [Listed] {
        var listed: [Listed] = []
        var size = 0
        while size < BrokerLimits.pageBytes, let row = try rows.next() {
            let known = try known(row)
            size += known.files.statement.count
            listed.append(
                Listed(
                    place: try row.value("listed") { (value: Int64) in DeliveryNumber(value) },
                    mailbox: try row.value("local") { (local: String) in
                        MailboxAddress("\(local)@\(row["name"] as String)")
                    },
                    known: known))
        }
        return listed
    }

    private static func known(_ row: Row) throws -> Known {
        Known(
            event: row["event"], about: try DepositRows.digest(row, "about"),
            files: try DepositRows.statement(row),
            position: try row.value("position") { (value: Int64) in UInt64(exactly: value) })
    }
}
