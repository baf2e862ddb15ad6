import GRDB
package import Primitives
import Synchronization
package import TransparencyLog

/// The broker's append-only log. (`Protocol/audit-log.md`; design, section 6)
///
/// Each transaction of the ``GroupCommitter`` goes through it:
/// 1. the payload is on the disk before;
/// 2. ``extend(in:)``: the entries, full tiles and right edge are part of the main transaction;
/// 3. ``publish(_:)``: new entries and right edge are read back and computed another way;
/// 4. the checkpoint store goes from the old head to the new one, durably;
/// 5. the head is signed;
/// 6. what was committed is answered.
package final class AuditLog: Sendable {
    /// What is signed, with what proves that entries are in it.
    struct Published: Sendable {
        let head: LogHead
        let checkpoint: UnverifiedCheckpoint
        let tiles: RightmostTiles
        let frontier: TreeFrontier
    }

    /// The log's public key, which names its origin.
    package let key: VerifierKey
    /// The same, with those of the logs that it continues.
    package let keys: LogKeys
    /// How it came to that key; nil while it is the first.
    package let successions: LogSuccessionHistory?
    private let secret: SigningKey
    let pool: DatabasePool
    let checkpoints: CheckpointStore
    let witnessed: WitnessedStore
    /// Nil where nobody witnesses the log.
    package let witnesses: WitnessRules?
    /// Whether nothing new is signed until the witnesses have told what they have seen.
    let awaitsWitnesses: Atomic<Bool>
    let wishes = Mutex<CosignatureWish?>(nil)
    let latch: FaultLatch
    /// It holds the log; were it held by the log too, neither would ever close its files.
    weak let committer: GroupCommitter?
    /// With the entries of the last transaction. Only the committer's queue changes it.
    let committed: Mutex<RightmostTiles>
    private let published: Mutex<Published?>

    /// Opens the log: compares what is stored with what was signed, enters what is not entered
    /// yet, and signs. When they do not fit together the store is made read-only.
    init(
        of name: OrganisationName, key secret: consuming sending SigningKey,
        checkpoints folder: String, witnesses: WitnessRules?, store: BrokerStore,
        organisations: AdmittedOrganisations
    ) throws {
        successions = try store.pool.read { try LogSuccessionRows.history($0) }
        key = Self.key(
            of: name, secret.publicKey, number: successions?.next.number.advanced(by: -1) ?? 1)
        keys = LogKeys(key, former: successions?.keys.former ?? [])
        self.secret = secret
        pool = store.pool
        checkpoints = try CheckpointStore(folder: folder)
        witnessed = try WitnessedStore(folder: folder)
        self.witnesses = witnesses
        awaitsWitnesses = Atomic(witnesses != nil)
        latch = store.latch
        committer = store.committer
        committed = Mutex(RightmostTiles())
        published = Mutex(nil)
        do {
            try open(organisations)
            store.committer.attach(self)
        } catch {
            let error = StoreError(error)
            guard case .log = error else { throw error }
            _ = store.latch.note(error)
        }
    }

    /// The log key of a broker; its name is the log's origin.
    package static func key(
        of name: OrganisationName, _ key: PublicKey, number: Int = 1
    ) -> VerifierKey {
        VerifierKey(KeyName(logOf: name, number: number), .ed25519, key)
    }

    /// The newest signed checkpoint; nil when the log must not be extended.
    package var checkpoint: [UInt8]? {
        snapshot?.checkpoint.note.bytes
    }

    func isPublished(_ position: UInt64) -> Bool {
        snapshot.map { position < $0.head.size } ?? false
    }

    var snapshot: Published? { published.withLock { $0 } }

    /// Adds what the jobs of a transaction have entered; the last thing in it.
    ///
    /// - Returns: the tree as it is once the transaction is committed; nil when nothing was entered.
    func extend(in database: Database) throws -> RightmostTiles? {
        var tiles = committed.withLock { $0 }
        let entries = try LogRows.entries(database, tiles.size..<LogLimits.treeSize)
        guard !entries.isEmpty else { return nil }
        var hasher = TreeHasher()
        for entry in entries {
            for full in tiles.append(leaf: hasher.leaf(entry), hasher: &hasher) {
                try LogRows.insertTile(database, full.tile, full.hashes)
            }
        }
        try LogRows.setEdge(database, tiles.frontier)
        return tiles
    }

    /// Signs what is committed: the tree that ``extend(in:)`` gave, or what could not be signed
    /// before.
    func publish(_ extended: RightmostTiles?) throws(StoreError) {
        let tiles = committed.withLock { committed in
            if let extended { committed = extended }
            return committed
        }
        guard let old = snapshot, old.head.size < tiles.size else { return }
        guard !awaitsWitnesses.load(ordering: .acquiring) else { throw .awaitingWitnesses }
        do {
            let frontier = try readBack(after: old.frontier)
            let head = LogHead(frontier)
            guard head == LogHead(tiles.frontier) else { throw StoreError.log(.mismatch) }
            try checkpoints.advance(from: old.head, to: head)
            try show(head, tiles, frontier)
        } catch {
            throw StoreError(error)
        }
    }

    /// The right edge after the new entries as they are on the disk, by the other way of computing
    /// it, held against the one that was written.
    private func readBack(after frontier: TreeFrontier) throws -> TreeFrontier {
        try pool.read { database in
            var frontier = frontier
            var hasher = TreeHasher()
            for entry in try LogRows.entries(database, frontier.size..<LogLimits.treeSize) {
                let leaf = SHA256Digest.of([0] + entry)
                frontier.append(leaf: leaf, hasher: &hasher)
            }
            guard try LogRows.edge(database) == frontier else { throw StoreError.log(.mismatch) }
            return frontier
        }
    }

    private func show(
        _ head: LogHead, _ tiles: RightmostTiles, _ frontier: TreeFrontier
    ) throws {
        let checkpoint = Checkpoint(origin: key.name, size: head.size, root: head.root)
        let signed = try UnverifiedCheckpoint(parsing: checkpoint.signed(by: key, with: secret))
        published.withLock {
            $0 = Published(head: head, checkpoint: signed, tiles: tiles, frontier: frontier)
        }
    }
}

extension AuditLog {
    /// - Throws: `StoreError.log` when what is stored is not what was signed.
    private func open(_ organisations: AdmittedOrganisations) throws {
        let head = try signedHead()
        try backfill(organisations)
        let (tiles, frontier) = try pool.read { database in
            let size = try LogRows.size(database)
            guard size >= head.size else { throw StoreError.log(.shorter) }
            let tiles = try LogTiles.edge(database, size: size)
            guard try LogRows.edge(database) ?? TreeFrontier() == tiles.frontier else {
                throw StoreError.log(.mismatch)
            }
            return (tiles, try Self.frontier(LogTiles(database: database, edge: tiles), at: head))
        }
        // Without witnesses only who runs the broker can say that nothing came after the backup.
        if witnesses == nil, try checkpoints.restoration() != nil {
            throw StoreError.log(.restored)
        }
        // An older tree's edge serves: nothing is proven from it before it is extended.
        try show(head, tiles, frontier)
        committed.withLock { $0 = tiles }
        guard try !isBehindWhatWasShown(tiles) else { throw StoreError.log(.behindWitnesses) }
        guard !awaitsWitnesses.load(ordering: .acquiring) else { return }
        try publish(tiles)
    }

    /// The head that was signed last; that of the empty log if there never was an entry.
    private func signedHead() throws -> LogHead {
        // The entry that begins this log was made for another key.
        guard successions.map({ $0.current == key }) ?? true else {
            throw StoreError.log(.otherKey)
        }
        if let (head, signer) = try checkpoints.head() {
            if signer.utf8.elementsEqual(key.text.utf8) { return head }
            guard keys.isLastFormer(signer) else { throw StoreError.log(.otherKey) }
            // The first start under this key. No witness has cosigned anything of this origin.
            try witnessed.forgetSizes()
            try checkpoints.handOver(from: signer, to: key.text)
            return head
        }
        guard try pool.read({ try LogRows.edge($0) }) == nil else {
            throw StoreError.log(.checkpointsMissing)
        }
        try checkpoints.begin(key: key.text)
        return .empty
    }

    /// Enters what versions without a log have accepted.
    private func backfill(_ organisations: AdmittedOrganisations) throws {
        try pool.write { database in
            guard try LogRows.edge(database) == nil else { return }
            try LogBackfill.run(database, organisations)
            try LogRows.setEdge(database, TreeFrontier())
            _ = try extend(in: database)
        }
    }

    /// The complete subtrees of the tree that was signed.
    private static func frontier(_ tiles: LogTiles, at head: LogHead) throws -> TreeFrontier {
        let reader = tiles.reader(size: head.size)
        let subtrees = try TreeNode.covering(0..<head.size).map { try reader.hash(of: $0) }
        guard let frontier = TreeFrontier(size: head.size, subtrees: subtrees),
            LogHead(frontier) == head
        else { throw StoreError.log(.forked) }
        return frontier
    }
}
