package import BrokerAPI
import GRDB
import Primitives
package import Timestamping

/// Batches of checkpoints for the authorities, and what they gave.
///
/// What is lost of it can be collected again, with a later time.
extension WitnessedStore {
    static let timeTables = [
        """
        CREATE TABLE IF NOT EXISTS batch (
          size INTEGER PRIMARY KEY,
          note BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE IF NOT EXISTS stamp (
          size INTEGER NOT NULL REFERENCES batch,
          authority TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          last INTEGER,
          failure TEXT,
          isGap INTEGER NOT NULL,
          token BLOB,
          received INTEGER,
          UNIQUE (size, authority)
        ) STRICT
        """,
        "CREATE INDEX IF NOT EXISTS stampedOfSize ON stamp (size) WHERE token IS NOT NULL",
        """
        CREATE INDEX IF NOT EXISTS stampWaiting ON stamp (size)
        WHERE token IS NULL AND isGap = 0
        """,
    ]

    /// The size of the newest batch; 0 before there is one.
    func newestBatch() throws(StoreError) -> UInt64 {
        do {
            return try queue.read { database in
                UInt64(
                    clamping: try Int64.fetchOne(database, sql: "SELECT max(size) FROM batch") ?? 0)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes a batch of a checkpoint; nothing happens when there is one of this size.
    func begin(
        _ note: [UInt8], size: UInt64, authorities: Set<AuthorityName>
    ) throws(StoreError) {
        do {
            try queue.write { database in
                try database.execute(
                    sql: "INSERT OR IGNORE INTO batch (size, note) VALUES (?, ?)",
                    arguments: [Int64(clamping: size), Blob(note)])
                for authority in authorities {
                    try database.execute(
                        sql: """
                            INSERT OR IGNORE INTO stamp (size, authority, attempts, isGap)
                            VALUES (?, ?, 0, 0)
                            """,
                        arguments: [Int64(clamping: size), authority.text])
                }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Keeps what became of asking; the first token of an authority over a checkpoint stays.
    func record(_ stamps: [StampRecord], now: Timestamp) throws(StoreError) {
        do {
            try queue.write { database in
                for stamp in stamps { try Self.update(database, stamp, now) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static func update(
        _ database: Database, _ stamp: StampRecord, _ now: Timestamp
    ) throws {
        var (token, isGap): (Blob?, Bool) = (nil, false)
        switch stamp.state {
        case .stamped(let bytes): token = Blob(bytes)
        case .gap: isGap = true
        case .waiting: break
        }
        try database.execute(
            sql: """
                UPDATE stamp SET attempts = ?, last = ?, failure = ?, isGap = ?, token = ?,
                received = ? WHERE size = ? AND authority = ? AND token IS NULL
                """,
            arguments: [
                stamp.failures.count, stamp.failures.last?.secondsSinceEpoch,
                stamp.failures.failure, isGap, token,
                token.map { _ in now.secondsSinceEpoch }, Int64(clamping: stamp.size),
                stamp.authority.text,
            ])
    }

    /// What is still to be asked, the newest first.
    func waiting(limit: Int) throws(StoreError) -> [StampRecord] {
        do {
            return try queue.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT * FROM stamp WHERE token IS NULL AND isGap = 0
                        ORDER BY size DESC LIMIT ?
                        """,
                    arguments: [limit]
                ).map(StampRecord.init)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// The newest checkpoint with a token, or the first that covers an entry; where none has one,
    /// the same among all that were asked about.
    func stamped(covering index: UInt64?) async throws(StoreError) -> StampedCheckpoint? {
        do {
            return try await queue.read { database in
                let size =
                    try Self.size(database, "stamp WHERE token IS NOT NULL", index)
                    ?? Self.size(database, "batch WHERE TRUE", index)
                guard let size, let note = try Self.note(database, size) else { return nil }
                let stamps = try Row.fetchAll(
                    database, sql: "SELECT * FROM stamp WHERE size = ? ORDER BY authority LIMIT ?",
                    arguments: [size, BrokerLimits.stampsPerCheckpoint])
                return StampedCheckpoint(
                    checkpoint: note, authorities: try stamps.map { try StampRecord($0).stamp })
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static func size(
        _ database: Database, _ rows: String, _ index: UInt64?
    ) throws -> Int64? {
        guard let index else {
            return try Int64.fetchOne(database, sql: "SELECT max(size) FROM \(rows)")
        }
        return try Int64.fetchOne(
            database, sql: "SELECT size FROM \(rows) AND size > ? ORDER BY size LIMIT 1",
            arguments: [Int64(clamping: index)])
    }

    /// The checkpoint of a batch, with all lines that its quorum had in the end.
    private static func note(_ database: Database, _ size: Int64) throws -> [UInt8]? {
        for table in ["witnessed", "batch"] {
            let order = table == "witnessed" ? " ORDER BY id LIMIT 1" : ""
            let note = try Blob.fetchOne(
                database, sql: "SELECT note FROM \(table) WHERE size = ?" + order,
                arguments: [size])
            if let note { return note.bytes }
        }
        return nil
    }

    /// The note of the batch of this size.
    func batch(of size: UInt64) async throws(StoreError) -> [UInt8]? {
        do {
            return try await queue.read { database in
                try Blob.fetchOne(
                    database, sql: "SELECT note FROM batch WHERE size = ?",
                    arguments: [Int64(clamping: size)])?.bytes
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// An authority's token over the checkpoint of this size.
    func token(of size: UInt64, by authority: AuthorityName) async throws(StoreError) -> [UInt8]? {
        do {
            return try await queue.read { database in
                try Blob.fetchOne(
                    database,
                    sql: """
                        SELECT token FROM stamp
                        WHERE size = ? AND authority = ? AND token IS NOT NULL
                        """,
                    arguments: [Int64(clamping: size), authority.text])?.bytes
            }
        } catch {
            throw StoreError(error)
        }
    }
}

/// Where an authority stands with one batch, as it is kept.
package struct StampRecord: Sendable, Equatable {
    package let size: UInt64
    package let authority: AuthorityName
    package let state: StampedCheckpoint.State
    package let failures: TimestampBatch.Attempts

    package init(
        size: UInt64, authority: AuthorityName, state: StampedCheckpoint.State,
        failures: TimestampBatch.Attempts
    ) {
        self.size = size
        self.authority = authority
        self.state = state
        self.failures = failures
    }

    var stamp: StampedCheckpoint.Stamp {
        StampedCheckpoint.Stamp(name: authority, state: state, failures: failures)
    }

    fileprivate init(_ row: Row) throws {
        let isGap: Bool = row["isGap"]
        size = try row.value("size") { (size: Int64) in UInt64(exactly: size) }
        authority = try row.value("authority") { (name: String) in AuthorityName(name) }
        state =
            try row["token"] == nil
            ? (isGap ? .gap : .waiting) : .stamped(row.bytes("token"))
        failures = TimestampBatch.Attempts(
            count: row["attempts"],
            last: (row["last"] as Int64?).flatMap { Timestamp(secondsSinceEpoch: $0) },
            failure: row["failure"])
    }
}
