import BrokerAPI
import BrokerClient
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// What this home remembers of a broker's log: the largest checkpoint that it verified.
///
/// ```
/// logs/ORIGIN/checkpoint                    the signed note
/// logs/ORIGIN/witnessed                     the newest that a chosen quorum has cosigned, with its lines
/// logs/ORIGIN/moments/SIZE-DIGEST           the first that each chosen quorum was seen to have cosigned
/// logs/ORIGIN/records                       what was read of whose records there are
/// logs/ORIGIN/conflict/PAIR/two-histories   two, when one is not shown to continue the other
/// logs/ORIGIN/unanswered/PAIR               two, of which the log has not said yet whether one does
/// ```
/// ORIGIN is the SHA-256 of the log's key, in hexadecimal digits. A broker that forgets, or that
/// shows two people two logs, cannot make a tree that continues both.
struct LogMemory {
    private static let checkpointName = "checkpoint"
    private static let witnessedName = "witnessed"
    private static let attempts = 100

    let home: Home
    let folder: FilePath
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
        guard shown.log == log else { return try await requireTakenOver(shown, by: session) }
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
        guard let pair = try Self.pair(known, shown) else {
            // One of them is of the log without entries.
            let (old, new) = known.size <= shown.size ? (known, shown) : (shown, known)
            if try await hasGrown(from: old, to: new, by: session) { return }
            return try await accuse(known, shown, by: session)
        }
        // First: a log that does not answer the question must not be rid of it.
        let isKept = try conflicts.has(pair) || unanswered.keep(pair)
        try await require(pair, isAsked: isKept && pair.verdict != .proven, by: session)
    }

    /// Keeps what a checkpoint would be compared with, for when the broker can be asked.
    func keepUnasked(_ shown: VerifiedCheckpoint) throws {
        // A state of a log before this one is held against it the next time.
        guard shown.log == log, let known = try remembered(),
            let pair = try Self.pair(known, shown),
            !conflicts.has(pair)
        else { return }
        _ = try unanswered.keep(pair)
    }

    /// Nil for one checkpoint, and where one of them is of the log without entries.
    private static func pair(
        _ known: VerifiedCheckpoint, _ shown: VerifiedCheckpoint
    ) throws -> TwoHistories? {
        guard known.checkpoint != shown.checkpoint else { return nil }
        do throws(TwoHistoriesError) {
            return try TwoHistories(known, shown, path: nil)
        } catch .oneHistory {
            return nil
        }
    }

    /// That the log shows that it only grew from one of the pair to the other; then the pair is forgotten.
    ///
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``; when it could not be asked, and then
    ///   the pair stays.
    private func require(
        _ pair: TwoHistories, isAsked: Bool, by session: BrokerSession
    ) async throws {
        if isAsked, try await hasGrown(from: pair.first, to: pair.second, by: session) {
            return try unanswered.remove(pair)
        }
        try await accuse(pair.first, pair.second, by: session)
    }

    /// Asks once more about the pairs of which the log has not said whether one continues the other.
    ///
    /// - Parameter since: one that was first asked about before this counts as unexplained.
    /// - Returns: what speaks against the log, and what is still not answered.
    func askAgain(
        by session: BrokerSession, before since: Timestamp
    ) async throws -> (accused: [LogReceiptError], unanswered: [UnansweredPairs.Pair]) {
        var (accused, rest): ([LogReceiptError], [UnansweredPairs.Pair]) = ([], [])
        for pair in try unanswered.all() {
            let isAsked = session.connection.questionsEnd.map { ContinuousClock.now < $0 } ?? true
            do {
                try await require(
                    pair.found, isAsked: pair.found.verdict != .proven, by: session)
            } catch let failure as LogReceiptError {
                accused.append(failure)
            } catch is BrokerClientError {
                // A line that breaks accuses nobody: only who answers others has not answered this one.
                var isDue = isAsked && pair.since < since
                if isDue { isDue = try await answers(session) }
                if isDue {
                    accused.append(try conflicts.keep(pair.found).accusation)
                    try unanswered.remove(pair.found)
                } else {
                    rest.append(pair)
                }
            }
        }
        return (accused, rest)
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

    /// Keeps a cosigned checkpoint, with the lines that were verified and no others: the next bag says
    /// by it what it was sealed after.
    func keep(_ seen: WitnessedCheckpoint) throws {
        if let known = try witnessedNote(), let known = try? UnverifiedCheckpoint(parsing: known),
            known.claimed.size > seen.size
        {
            return
        }
        let note = try seen.note(with: Set(seen.cosignatures.map(\.witness)))
        try PrivateFolder.makeAll(folder)
        try PrivateFile.write(note, to: folder.appending(Self.witnessedName))
    }

    /// What was kept so last; to be verified again by who relies on it.
    func witnessedNote() throws -> [UInt8]? {
        let file = folder.appending(Self.witnessedName)
        guard PrivateFolder.isThere(file) else { return nil }
        return try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
    }

    /// The largest checkpoint that was verified here, with the log's own line and no other.
    func shownNote() throws -> [UInt8]? {
        guard let known = try remembered() else { return nil }
        let note = try UnverifiedNote(parsing: known.bytes)
        return UnverifiedNote.compose(note.text, note.signatures.filter { $0.isBy(log) })
    }

    /// The largest checkpoint that was verified here.
    func remembered() throws -> VerifiedCheckpoint? {
        let file = folder.appending(Self.checkpointName)
        guard PrivateFolder.isThere(file) else { return nil }
        let bytes = try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
        do {
            return try UnverifiedCheckpoint(parsing: bytes).verify(log: log)
        } catch {
            // Our own file, not what the broker shows: it accuses nobody.
            throw HomeError.damaged(file: file, reason: error.message)
        }
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
    func lock() async throws -> HomeLock {
        for _ in 0..<Self.attempts {
            do {
                return try HomeLock(home: home.path, file: folder.appending("lock"))
            } catch HomeError.busy {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return try HomeLock(home: home.path, file: folder.appending("lock"))
    }

    var unanswered: UnansweredPairs { UnansweredPairs(in: folder) }
    var conflicts: ConflictFolder { ConflictFolder(in: folder) }
}
