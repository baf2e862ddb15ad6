import GRDB

/// The tables. A published version is never edited: a later one adds to it.
///
/// Names of cases, people and files occur nowhere; what is stored in clear is what the outer
/// statement says.
enum Schema {
    private static let first = "1"
    private static let withLog = "2"
    private static let withExpiry = "3"
    private static let withSkipped = "4"
    private static let withDisposal = "5"
    private static let withConsent = "6"
    private static let withRelay = "7"
    private static let withLostRelays = "8"
    private static let withHeld = "9"
    private static let withSuccession = "10"
    private static let withBlocks = "11"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(first) { database in
            for table in organisations + deposits + lanes + uploads {
                try database.execute(sql: table)
            }
        }
        migrator.registerMigration(withLog) { database in
            for statement in log { try database.execute(sql: statement) }
        }
        migrator.registerMigration(withExpiry) { database in
            try database.execute(sql: openDeliveries)
        }
        migrator.registerMigration(withSkipped) { database in
            try database.execute(sql: skipped)
        }
        migrator.registerMigration(withDisposal) { database in
            try database.execute(sql: disposals)
        }
        migrator.registerMigration(withConsent) { database in
            for statement in ConsentRows.tables { try database.execute(sql: statement) }
        }
        migrator.registerMigration(withRelay) { database in
            for statement in RelayRows.tables { try database.execute(sql: statement) }
        }
        migrator.registerMigration(withLostRelays) { database in
            try database.execute(sql: "ALTER TABLE relay ADD isLost INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration(withHeld) { database in
            for statement in HeldRows.tables { try database.execute(sql: statement) }
        }
        migrator.registerMigration(withSuccession) { database in
            try database.execute(sql: LogSuccessionRows.table)
        }
        migrator.registerMigration(withBlocks) { database in
            try database.execute(sql: BlockRows.table)
        }
        return migrator
    }

    /// Creates or brings up to date what is in the file.
    ///
    /// - Throws: `StoreError.schemaTooNew` when the file has versions that this program lacks.
    static func migrate(_ pool: DatabasePool) throws {
        if try pool.read(migrator.hasBeenSuperseded) { throw StoreError.schemaTooNew }
        try migrator.migrate(pool)
    }

    private static let organisations = [
        """
        CREATE TABLE organisation (
          id INTEGER PRIMARY KEY,
          fingerprint BLOB NOT NULL UNIQUE,
          name TEXT NOT NULL UNIQUE,
          version INTEGER NOT NULL,
          file BLOB NOT NULL,
          admitted INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE mailbox (
          id INTEGER PRIMARY KEY,
          organisation INTEGER NOT NULL REFERENCES organisation,
          local TEXT NOT NULL,
          last INTEGER NOT NULL,
          UNIQUE (organisation, local)
        ) STRICT
        """,
    ]

    private static let deposits = [
        """
        CREATE TABLE deposit (
          id INTEGER PRIMARY KEY,
          sender INTEGER NOT NULL REFERENCES organisation,
          consignment BLOB NOT NULL,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          digest BLOB NOT NULL,
          acceptance BLOB NOT NULL,
          acceptanceSignature BLOB NOT NULL,
          acceptanceEntry BLOB NOT NULL,
          acceptanceDigest BLOB NOT NULL,
          previewSize INTEGER NOT NULL,
          payloadSize INTEGER NOT NULL,
          payloadDigest BLOB NOT NULL,
          received INTEGER NOT NULL,
          deadline INTEGER NOT NULL,
          UNIQUE (sender, consignment)
        ) STRICT
        """,
        """
        CREATE TABLE preview (
          deposit INTEGER PRIMARY KEY REFERENCES deposit,
          bytes BLOB NOT NULL
        ) STRICT
        """,
        // Either the bytes or the name of a file; no row after the payload was erased.
        """
        CREATE TABLE payload (
          deposit INTEGER PRIMARY KEY REFERENCES deposit,
          bytes BLOB,
          file BLOB UNIQUE,
          CHECK ((bytes IS NULL) <> (file IS NULL))
        ) STRICT
        """,
    ]

    private static let lanes = [
        """
        CREATE TABLE delivery (
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          number INTEGER NOT NULL,
          deposit INTEGER NOT NULL REFERENCES deposit,
          state TEXT NOT NULL,
          PRIMARY KEY (mailbox, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX deliveryOfDeposit ON delivery (deposit)",
        """
        CREATE TABLE stream (
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          device BLOB NOT NULL,
          number INTEGER NOT NULL,
          PRIMARY KEY (mailbox, device, number)
        ) STRICT, WITHOUT ROWID
        """,
        // isLate: it came after the end of the lane; kept, and part of nothing.
        """
        CREATE TABLE evidence (
          id INTEGER PRIMARY KEY,
          deposit INTEGER NOT NULL REFERENCES deposit,
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          event TEXT NOT NULL,
          signer BLOB NOT NULL,
          digest BLOB NOT NULL,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          isLate INTEGER NOT NULL,
          recorded INTEGER NOT NULL,
          UNIQUE (deposit, mailbox, digest)
        ) STRICT
        """,
    ]

    /// Stream numbers that were given up. Each stands in `stream` too, so that nothing takes it.
    private static let skipped = """
        CREATE TABLE skipped (
          mailbox INTEGER NOT NULL REFERENCES mailbox,
          place INTEGER NOT NULL,
          device BLOB NOT NULL,
          number INTEGER NOT NULL,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (mailbox, place),
          UNIQUE (mailbox, device, number)
        ) STRICT, WITHOUT ROWID
        """

    /// What senders said about their own copies, which is on no lane.
    private static let disposals = """
        CREATE TABLE disposal (
          deposit INTEGER NOT NULL REFERENCES deposit,
          signer BLOB NOT NULL,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (deposit, signer)
        ) STRICT, WITHOUT ROWID
        """

    /// What has not ended, to find what is past its deadline without reading what has.
    private static let openDeliveries = """
        CREATE INDEX openDelivery ON delivery (deposit, mailbox)
          WHERE state IN ('available', 'acknowledged', 'handed-over')
        """

    /// The audit log. `LogBackfill` enters what older versions accepted.
    private static let log = [
        // Positions begin at 0 and have no gaps; no row is ever changed or removed.
        """
        CREATE TABLE logEntry (
          position INTEGER PRIMARY KEY,
          entry BLOB NOT NULL
        ) STRICT
        """,
        // Full tiles only: 256 hashes.
        """
        CREATE TABLE logTile (
          level INTEGER NOT NULL,
          number INTEGER NOT NULL,
          hashes BLOB NOT NULL,
          PRIMARY KEY (level, number)
        ) STRICT
        """,
        // One row: the roots of the complete subtrees, the largest first.
        """
        CREATE TABLE logEdge (
          id INTEGER PRIMARY KEY CHECK (id = 0),
          size INTEGER NOT NULL,
          subtrees BLOB NOT NULL
        ) STRICT
        """,
        // Where the versions of an organisation's record are entered.
        """
        CREATE TABLE logRecord (
          organisation INTEGER NOT NULL REFERENCES organisation,
          version INTEGER NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (organisation, version)
        ) STRICT, WITHOUT ROWID
        """,
        // The first of the three entries of a deposit.
        "ALTER TABLE deposit ADD COLUMN position INTEGER",
        // Null for what came late: it is part of nothing.
        "ALTER TABLE evidence ADD COLUMN position INTEGER",
    ]

    private static let uploads = [
        """
        CREATE TABLE upload (
          id BLOB PRIMARY KEY,
          owner BLOB NOT NULL,
          length INTEGER NOT NULL,
          offset INTEGER NOT NULL,
          metadata TEXT,
          expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX uploadOfOwner ON upload (owner)",
        // Nonces of verified requests, 16 bytes each, many in a row; newest is a creation time.
        """
        CREATE TABLE nonces (
          id INTEGER PRIMARY KEY,
          newest INTEGER NOT NULL,
          entries BLOB NOT NULL
        ) STRICT
        """,
    ]
}
