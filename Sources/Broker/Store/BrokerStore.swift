import Dispatch
import GRDB
package import Primitives

/// The broker's data folder: an SQLite database and a folder of larger payloads.
///
/// ```
/// lock          held by the one process that uses the folder
/// broker.db     SQLite in WAL mode, with broker.db-wal and broker.db-shm
/// payloads/     see PayloadFolder
/// ```
/// One connection writes, and only through ``GroupCommitter``; every commit is flushed.
package final class BrokerStore: Sendable {
    /// Payloads up to this size live in the database.
    package static let inlinePayloadBytes = 64 << 10

    private static let nonceDelay = DispatchTimeInterval.milliseconds(250)

    let pool: DatabasePool
    let committer: GroupCommitter
    let folder: PayloadFolder
    let latch: FaultLatch
    let nonces: NonceStore
    private let root: String
    private let lock: StoreLock

    /// Opens or creates the folder, checks that commits are durable, and removes what an earlier
    /// process left unfinished.
    ///
    /// - Throws: `StoreError.locked`, `.notDurable`, `.schemaTooNew`, `.databaseMissing`, `.system`,
    ///   `.database`.
    package convenience init(
        folder: String, options: StoreOptions = StoreOptions(), now: Timestamp
    ) throws(StoreError) {
        do {
            try self.init(unmapped: folder, options, now)
        } catch {
            throw StoreError(error)
        }
    }

    private init(unmapped root: String, _ options: StoreOptions, _ now: Timestamp) throws {
        self.root = root
        try FileCalls.makeFolder(root)
        lock = try StoreLock(folder: root)
        try PayloadFolder.prepare(root + "/payloads")
        folder = PayloadFolder(
            root: root + "/payloads", flush: options.flush,
            reserveInBytes: options.reserveInBytes)
        // Payloads that a missing database no longer names would be taken for leftovers.
        if try !FileCalls.exists(root + "/broker.db"), try !folder.names().isEmpty {
            throw StoreError.databaseMissing
        }
        pool = try DatabaseSettings.open(root + "/broker.db")
        try Schema.migrate(pool)
        latch = FaultLatch()
        nonces = try pool.read { try NonceStore($0) }
        committer = GroupCommitter(pool, latch: latch) { [nonces] database in
            try nonces.persist(in: database)
        }
        try FileCalls.flushFolder(root)
        try removeLeftovers()
    }

    /// What reads back from the writing connection: 2 is FULL.
    package func synchronousSetting() throws(StoreError) -> Int {
        do {
            return try pool.writeWithoutTransaction { database in
                try DatabaseSettings.synchronous(database)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Whether a fault has made the store read-only.
    package var fault: StoreError? { latch.fault }

    /// Bytes that a new payload may have: in the folder of payloads, and in the database. Below them lies what
    /// the database and the log need to go on with what was accepted.
    func room() throws(StoreError) -> (inFile: Int64, inDatabase: Int64) {
        let reserve = folder.reserveInBytes
        return (
            max(0, try FileCalls.freeBytes(folder.root) - reserve),
            max(0, try FileCalls.freeBytes(root) - reserve)
        )
    }

    /// Has nonces written that no other transaction takes along: those of requests that only read.
    ///
    /// Not at once, since a flush for every read would slow down the writers for nothing.
    func writeNoncesSoon() {
        guard nonces.claimWrite() else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.nonceDelay) { [weak self] in
            guard let self, nonces.releaseWrite() else { return }
            committer.nudge()
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error)
        }
    }

    /// Removes files that no row refers to: uploads that were consumed by nothing, payloads whose
    /// deposit was never committed.
    private func removeLeftovers() throws {
        let known = try pool.read { try PayloadRows.fileNames($0) }
        for name in try folder.names() where !known.contains(name) { try folder.remove(name) }
    }
}

/// What a process decides about its store.
package struct StoreOptions: Sendable {
    /// Free bytes on the volume below which no payload is begun.
    package var reserveInBytes: Int64 = 256 << 20
    /// How the content of a file is flushed.
    package var flush: @Sendable (Int32) -> Int32 = { FileCalls.fdatasync($0) }

    package init() {}
}
