import BrokerClient
import Primitives
import SystemPackage
import TransparencyLog
import Verification

/// From the log that is known here to one that continues it, when the charter, or the policy that was chosen by
/// hand, names that one. (`Protocol/log-succession.md`, "What a client does")
///
/// Whoever holds the old key, and whoever holds the service key, can each name a successor. What they cannot do
/// is have the witnesses sign one that leaves out what was seen.
struct LogFollowing {
    private let session: BrokerSession
    private let known: VerifierKey
    private let office: Office

    init(_ session: BrokerSession, from known: VerifierKey, _ office: Office) {
        (self.session, self.known, self.office) = (session, known, office)
    }

    /// Verifies all of it, remembers the new log, and says aloud that it was followed.
    ///
    /// - Throws: `LogSuccessionError`, ``LogSuccessionFault``; what asking the broker throws. Then the old log stays
    ///   the known one.
    func follow(_ list: String?) async throws -> BrokerSession {
        let history = try verified(list)
        guard let pinned = try PinnedPolicy.loadIfThere(office.home), pinned.policy.quorum != nil
        else { throw LogSuccessionFault.noWitnesses }
        do {
            return try await follow(history, pinned)
        } catch let failure as LogSuccessionError where failure.leavesOut {
            // What was seen here stays in the memory of the old log: both together are what there is to show.
            let refused = RefusedSuccession(in: LogMemory(office.home, known).folder)
            let file = try refused.keep(history)
            try await accuse(history)
            throw LogSuccessionFault.leavesOut(failure, file: file.string)
        }
    }

    private func follow(
        _ history: LogSuccessionHistory, _ pinned: PinnedPolicy
    ) async throws -> BrokerSession {
        let old = try knownOldLog()
        let steps = try history.steps(from: old) { note in
            (try? pinned.inTime.sight(of: note, now: office.clock.now)) != nil
        }
        let newest = try await newest(of: history.current, after: steps.last?.step.size, pinned)
        let memory = LogMemory(office.home, history.current)
        let states = steps.map(\.named) + [old.cosigned, old.largest].compactMap { $0 }
        for state in states {
            guard try await memory.holds(state, in: newest.checkpoint, by: session) else {
                throw LogSuccessionError.otherRoot
            }
        }
        try await requireEntries(history, memory, newest.checkpoint)
        return try await keep(history, memory, newest, pinned)
    }

    /// Where the state that it names does not continue the largest one that was seen, the old key has signed both:
    /// a succession takes that from nobody.
    ///
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``
    private func accuse(_ history: LogSuccessionHistory) async throws {
        let old = LogMemory(office.home, known)
        guard let seen = try old.remembered(), let named = try? history.named(of: known),
            seen.size > 0, seen.size <= named.size, seen.checkpoint != named.checkpoint
        else { return }
        let isHeld = seen.size < named.size
        if isHeld, try await old.holds(seen.checkpoint, in: named, by: session) { return }
        try await old.accuse(seen, named, by: session)
    }

    private func verified(_ list: String?) throws(LogSuccessionError) -> LogSuccessionHistory {
        let trust = session.trust
        guard let bytes = list.flatMap({ Base64.decode($0) }) else { throw .none }
        let history = try LogSuccessionHistory(parsing: bytes)
        guard history.broker == trust.name, history.mode == trust.mode else { throw .otherBroker }
        try history.requireSignatures { time in
            trust.serviceKeys.filter { $0.counts(at: time) }.map(\.key)
        }
        return history
    }

    /// What this home has seen of the old log. None of it may be missing.
    private func knownOldLog() throws -> KnownOldLog {
        let old = LogMemory(office.home, known)
        return KnownOldLog(
            key: known, followed: session.trust.logSuccessions,
            cosigned: try old.witnessedNote().map {
                try UnverifiedCheckpoint(parsing: $0).claimed
            }, largest: try old.remembered()?.checkpoint)
    }

    /// The newest state of the new log that the chosen witnesses have signed.
    private func newest(
        of log: VerifierKey, after size: UInt64?, _ pinned: PinnedPolicy
    ) async throws -> WitnessedCheckpoint {
        guard let note = try await session.connection.witnessedCheckpoint(covering: nil),
            let seen = try? pinned.witnessed(
                UnverifiedCheckpoint(parsing: note), now: office.clock.now),
            seen.checkpoint.log == log, seen.size > size ?? 0
        else { throw LogSuccessionFault.notWitnessedYet }
        return seen
    }

    /// That each succession stands where it says: after all that it takes over.
    private func requireEntries(
        _ history: LogSuccessionHistory, _ memory: LogMemory, _ newest: VerifiedCheckpoint
    ) async throws {
        for (signed, step) in zip(history.signed, history.successions) {
            let inclusion = try await memory.inclusion(
                of: step.size, under: newest, by: session)
            var hasher = TreeHasher()
            do throws(ProofError) {
                try inclusion.verify(
                    leaf: hasher.leaf(signed.logEntry.bytes), size: newest.size, root: newest.root)
            } catch {
                throw LogSuccessionFault.notInLog
            }
        }
    }

    private func keep(
        _ history: LogSuccessionHistory, _ memory: LogMemory, _ newest: WitnessedCheckpoint,
        _ pinned: PinnedPolicy
    ) async throws -> BrokerSession {
        let followed = session.with(session.trust.with(history))
        try await memory.see(newest.checkpoint, by: followed)
        try memory.keep(newest)
        try memory.keepMoment(of: newest, by: pinned.policy, now: office.clock.now)
        let lock = try office.home.lock(.settings)
        defer { lock.release() }
        try followed.trust.store(office.home)
        let last = history.successions.last
        office.notices.warn(
            "\(followed.trust.name.text) KEEPS ITS LOG UNDER ANOTHER KEY since \(last?.fromTime.text ?? ""): "
                + "the old one was \(last?.reason.rawValue ?? ""); all that was seen here of the old log is in the new one"
        )
        return followed
    }
}

extension Office {
    /// The log key that counts for a broker: the charter's, or that of the latest log that the policy chosen by hand
    /// names; else the known one.
    func namedLogKey(of trust: BrokerTrust) throws -> VerifierKey? {
        if let named = try trust.charteredLogKey ?? chartered(trust.name)?.charteredLogKey {
            return named
        }
        guard let known = trust.logKey?.name.number(ofLogOf: trust.name),
            let pinned = try PinnedPolicy.loadIfThere(home)
        else { return trust.logKey }
        let later = pinned.policy.logs.compactMap { log in
            log.key.name.number(ofLogOf: trust.name).map { (number: $0, key: log.key) }
        }.filter { $0.number > known }
        return later.max { $0.number < $1.number }?.key ?? trust.logKey
    }
}

extension BrokerTrust {
    /// The same with how its log came to the key that is known, as the broker tells it: by whose service key that is
    /// signed. What does not hold is left out.
    func learning(_ list: String?) -> BrokerTrust {
        guard logSuccessions == nil, let bytes = list.flatMap({ Base64.decode($0) }),
            let history = try? LogSuccessionHistory(parsing: bytes),
            history.broker == name, history.mode == mode, history.current == logKey,
            (try? history.requireSignatures { time in
                serviceKeys.filter { $0.counts(at: time) }.map(\.key)
            }) != nil
        else { return self }
        return with(history)
    }

    /// The broker as a charter lists it, with the log that was followed here before.
    func keepingLog(of known: BrokerTrust?) -> BrokerTrust {
        guard let known, known.name == name, let log = known.logKey else { return self }
        var other = with(logKey: log)
        other.logSuccessions = known.logSuccessions
        return other
    }
}
