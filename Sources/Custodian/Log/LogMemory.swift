import BrokerAPI
import BrokerClient
import Primitives
import SystemPackage
import TransparencyLog

/// What this home remembers of a broker's log: the largest checkpoint that it verified.
///
/// ```
/// logs/ORIGIN/checkpoint                    the signed note
/// logs/ORIGIN/conflict/PAIR/two-histories   two, when one is not shown to continue the other
/// ```
/// ORIGIN is the SHA-256 of the log's key, in hexadecimal digits. A broker that forgets, or that
/// shows two people two logs, cannot make a tree that continues both.
struct LogMemory {
    private static let checkpointName = "checkpoint"
    private static let attempts = 100

    private let home: Home
    private let folder: FilePath
    let log: VerifierKey

    init(_ home: Home, _ log: VerifierKey) {
        self.home = home
        folder = home.logs.appending(SHA256Digest.of(Array(log.text.utf8)).hex)
        self.log = log
    }

    /// Holds a checkpoint against the largest one that is known, and remembers the larger one.
    ///
    /// Another command may see one at the same moment: then it is held against that one as well.
    ///
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``; what fetching tiles throws.
    func see(_ shown: VerifiedCheckpoint, by session: BrokerSession) async throws {
        for _ in 0..<Self.attempts {
            let known = try remembered()
            if let known { try await compare(known, shown, by: session) }
            if try await remember(shown, comparedWith: known) { return }
        }
        throw HomeError.busy(folder)
    }

    private func compare(
        _ known: VerifiedCheckpoint, _ shown: VerifiedCheckpoint, by session: BrokerSession
    ) async throws {
        guard known.checkpoint != shown.checkpoint else { return }
        let (old, new) = known.size <= shown.size ? (known, shown) : (shown, known)
        if try await !hasGrown(from: old, to: new, by: session) {
            try await accuse(known, shown, by: session)
        }
    }

    /// Verifies the proof that a statement's opening file is in the log, and sees its checkpoint.
    ///
    /// - Throws: ``LogReceiptError``; what fetching tiles throws.
    func verify(
        _ proof: [UInt8]?, of files: SignedFiles, by session: BrokerSession
    ) async throws -> UnverifiedLogProof {
        guard let proof else { throw LogReceiptError.proofMissing }
        return try await verify(proof, that: .commitment(.of(files.entry)), by: session)
    }

    /// The same for an entry of any kind.
    @discardableResult
    func verify(
        _ proof: [UInt8], that entry: AuditLogEntry, by session: BrokerSession
    ) async throws -> UnverifiedLogProof {
        let verified: VerifiedLogProof
        let unverified: UnverifiedLogProof
        do throws(LogProofError) {
            unverified = try UnverifiedLogProof(parsing: proof)
            verified = try unverified.verify(entry: entry.bytes, log: log)
        } catch {
            throw LogReceiptError.proofInvalid(error)
        }
        try await see(verified.checkpoint, by: session)
        return unverified
    }

    /// The largest checkpoint that was verified here.
    func remembered() throws -> VerifiedCheckpoint? {
        let file = folder.appending(Self.checkpointName)
        guard PrivateFolder.isThere(file) else { return nil }
        let bytes = try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
        return try UnverifiedCheckpoint(parsing: bytes).verify(log: log)
    }

    /// Keeps the larger one, if what is kept is still what the checkpoint was compared with.
    private func remember(
        _ checkpoint: VerifiedCheckpoint, comparedWith known: VerifiedCheckpoint?
    ) async throws -> Bool {
        if let known, known.size >= checkpoint.size {
            return try remembered()?.checkpoint == known.checkpoint
        }
        try PrivateFolder.makeAll(folder)
        let lock = try await lock()
        defer { lock.release() }
        guard try remembered()?.checkpoint == known?.checkpoint else { return false }
        try PrivateFile.write(checkpoint.bytes, to: folder.appending(Self.checkpointName))
        return true
    }

    /// Waits for another command, which needs it for an instant.
    private func lock() async throws -> HomeLock {
        for _ in 0..<Self.attempts {
            do {
                return try HomeLock(home: home.path, file: folder.appending("lock"))
            } catch HomeError.busy {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return try HomeLock(home: home.path, file: folder.appending("lock"))
    }

    /// Keeps what speaks against the log, with the proof if its own tiles give one.
    ///
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``
    private func accuse(
        _ known: VerifiedCheckpoint, _ shown: VerifiedCheckpoint, by session: BrokerSession
    ) async throws {
        let (old, new) = known.size <= shown.size ? (known, shown) : (shown, known)
        // Whatever goes wrong here leaves the accusation without its proof, and standing.
        var tiles = LogTiles(size: new.size)
        let path = try? await tiles.make(by: session) { try $0.historyPath(from: old.size) }
        let found: TwoHistories
        do throws(TwoHistoriesError) {
            found = try TwoHistories(old, new, path: path)
        } catch {
            found = try TwoHistories(old, new, path: nil)
        }
        throw try conflicts.keep(found).accusation
    }

    private var conflicts: ConflictFolder { ConflictFolder(in: folder) }

    /// What was kept because it speaks against the log, without asking the broker.
    func keptConflicts() throws -> [LogReceiptError] {
        try conflicts.all().map(\.accusation)
    }

    /// Looks once more at what was kept because it speaks against the log, and forgets what the log has
    /// explained since.
    ///
    /// A broker that does not let itself be asked explains nothing.
    ///
    /// - Returns: what stands; what is proven comes first.
    func standingConflicts(by session: BrokerSession) async throws -> [LogReceiptError] {
        var standing: [LogReceiptError] = []
        for conflict in try conflicts.all() {
            let isExplained = await isExplained(conflict, by: session)
            if isExplained {
                try conflicts.remove(conflict)
            } else {
                standing.append(conflict.accusation)
            }
        }
        return standing
    }

    private func isExplained(
        _ conflict: ConflictFolder.Conflict, by session: BrokerSession
    ) async -> Bool {
        guard !conflict.isProven else { return false }
        let found = conflict.found
        return (try? await hasGrown(from: found.first, to: found.second, by: session)) ?? false
    }

    /// Whether the log's tiles show that it only grew from one checkpoint to another.
    ///
    /// - Throws: when the broker could not be asked.
    private func hasGrown(
        from old: VerifiedCheckpoint, to new: VerifiedCheckpoint, by session: BrokerSession
    ) async throws -> Bool {
        do {
            let proof = try await growth(from: old.size, to: new.size, by: session)
            try new.verify(grewFrom: old.checkpoint, proof)
            return true
        } catch let failure as BrokerClientError where failure.problem != .notFound {
            throw failure
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch {
            // Tiles that are missing, malformed or of another tree: no growth is shown.
            return false
        }
    }

    /// The proof of growth, made from tiles that are fetched as they turn out to be needed.
    private func growth(
        from old: UInt64, to new: UInt64, by session: BrokerSession
    ) async throws -> ConsistencyProof {
        var tiles = LogTiles(size: new)
        return try await tiles.make(by: session) { try $0.consistencyProof(from: old) }
    }

    /// The proof that an entry is under a checkpoint, made from the log's tiles.
    func inclusion(
        of index: UInt64, under checkpoint: VerifiedCheckpoint, by session: BrokerSession
    ) async throws -> InclusionProof {
        var tiles = LogTiles(size: checkpoint.size)
        return try await tiles.make(by: session) { try $0.inclusionProof(of: index) }
    }
}
