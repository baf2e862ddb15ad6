import GRDB

/// How many payloads lie here and how many bytes they have: by sender, and by mailbox and sender.
///
/// Kept by the database itself as payloads come and go, so that no way of erasing one can forget it; counting
/// them anew for each deposit would read all of them.
enum HeldRows {
    /// Payloads and their bytes.
    struct Amount: Sendable, Equatable {
        var bytes: Int64
        var objects: Int64

        static let nothing = Amount(bytes: 0, objects: 0)
    }

    /// Stands for no mailbox: the row counts each deposit of a sender once.
    private static let everywhere: Int64 = 0

    /// What an organisation has deposited and nobody has erased.
    static func amount(_ database: Database, sender: Int64) throws -> Amount {
        try amount(database, mailbox: everywhere, sender: sender)
    }

    /// The part of it that lies in one mailbox.
    static func amount(
        _ database: Database, mailbox: Int64, sender: Int64
    ) throws -> Amount {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT bytes, objects FROM held WHERE mailbox = ? AND sender = ?"),
            arguments: [mailbox, sender])
        return row.map(amount) ?? .nothing
    }

    /// What lies in a mailbox, of all senders.
    static func amount(_ database: Database, mailbox: Int64) throws -> Amount {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT coalesce(sum(bytes), 0) AS bytes, coalesce(sum(objects), 0) AS objects
                    FROM held WHERE mailbox = ?
                    """), arguments: [mailbox])
        return row.map(amount) ?? .nothing
    }

    /// What lies here at all.
    static func amount(_ database: Database) throws -> Amount {
        try amount(database, mailbox: everywhere)
    }

    /// How many senders, and how many mailboxes, hold at least so much.
    static func count(
        _ database: Database, sendersFrom sender: Amount, mailboxesFrom mailbox: Amount
    ) throws -> (senders: Int64, mailboxes: Int64) {
        let senders = try Int64.fetchOne(
            database,
            sql: "SELECT count(*) FROM held WHERE mailbox = ? AND (bytes >= ? OR objects >= ?)",
            arguments: [everywhere, sender.bytes, sender.objects])
        let mailboxes = try Int64.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM (SELECT 1 FROM held WHERE mailbox <> ? GROUP BY mailbox
                  HAVING sum(bytes) >= ? OR sum(objects) >= ?)
                """, arguments: [everywhere, mailbox.bytes, mailbox.objects])
        return (senders ?? 0, mailboxes ?? 0)
    }

    private static func amount(_ row: Row) -> Amount {
        Amount(bytes: row["bytes"], objects: row["objects"])
    }

    /// For `Schema`: never edited. A payload counts from the moment it has a row until that is removed; its
    /// deliveries are written before it.
    static let tables = [
        """
        CREATE TABLE held (
          mailbox INTEGER NOT NULL,
          sender INTEGER NOT NULL REFERENCES organisation,
          bytes INTEGER NOT NULL,
          objects INTEGER NOT NULL,
          PRIMARY KEY (mailbox, sender)
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO held (mailbox, sender, bytes, objects)
          SELECT 0, sender, sum(payloadSize), count(*)
          FROM payload JOIN deposit ON deposit.id = payload.deposit GROUP BY sender
        """,
        """
        INSERT INTO held (mailbox, sender, bytes, objects)
          SELECT mailbox, sender, sum(payloadSize), count(*)
          FROM payload JOIN deposit ON deposit.id = payload.deposit
            JOIN delivery ON delivery.deposit = deposit.id
          GROUP BY mailbox, sender
        """,
        """
        CREATE TRIGGER payloadHeld AFTER INSERT ON payload BEGIN
          INSERT INTO held (mailbox, sender, bytes, objects)
            SELECT 0, sender, payloadSize, 1 FROM deposit WHERE id = NEW.deposit
            UNION ALL
            SELECT delivery.mailbox, sender, payloadSize, 1
            FROM deposit JOIN delivery ON delivery.deposit = deposit.id WHERE id = NEW.deposit
          ON CONFLICT (mailbox, sender)
            DO UPDATE SET bytes = bytes + excluded.bytes, objects = objects + 1;
        END
        """,
        """
        CREATE TRIGGER payloadReleased AFTER DELETE ON payload BEGIN
          UPDATE held SET objects = objects - 1,
            bytes = bytes - (SELECT payloadSize FROM deposit WHERE id = OLD.deposit)
          WHERE sender = (SELECT sender FROM deposit WHERE id = OLD.deposit)
            AND mailbox IN (SELECT 0 UNION ALL
              SELECT mailbox FROM delivery WHERE deposit = OLD.deposit);
        END
        """,
        // Of uploads that were begun before this version nobody remembers whose they are.
        "ALTER TABLE upload ADD COLUMN organisation INTEGER",
        "CREATE INDEX uploadOfOrganisation ON upload (organisation)",
    ]
}
