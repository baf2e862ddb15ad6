import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import TransparencyLog
import Verification

/// Newer records count when a quorum of witnesses has seen them in the broker's log: then their owner can
/// see them too.
extension Office {
    /// The broker asks its witnesses at once; a record that has just been made may need a moment.
    private static let attempts = 5

    /// Verifies that a record is in the log under a checkpoint that the quorum of the policy has cosigned.
    /// Where no witness counts, the log's own signature is all that there is.
    ///
    /// - Throws: ``PartnerError/recordNotWitnessed(_:version:)``; what the proof itself breaks.
    func requireWitnessed(
        _ proof: [UInt8], of organisation: VerifiedOrganisation, by session: BrokerSession
    ) async throws {
        try await verify(proof, of: organisation, by: session)
        guard let log = session.trust.logKey, let pinned = try PinnedPolicy.loadIfThere(home),
            pinned.policy.quorum != nil
        else { return }
        let claimed = try UnverifiedLogProof(parsing: proof)
        guard isUnwitnessed(claimed, pinned) else { return }
        let memory = LogMemory(home, log)
        for attempt in 1...Self.attempts {
            if let note = try await session.connection.witnessedCheckpoint(
                covering: claimed.inclusion.index)
            {
                let seen = try await see(note, pinned, memory, session)
                let inclusion = try await memory.inclusion(
                    of: claimed.inclusion.index, under: seen.checkpoint, by: session)
                let moved = UnverifiedLogProof(
                    inclusion, under: try UnverifiedCheckpoint(parsing: seen.checkpoint.bytes))
                _ = try moved.verify(
                    entry: Self.entry(of: organisation).bytes, under: seen.checkpoint)
                return
            }
            if attempt < Self.attempts { try await Task.sleep(for: .seconds(1)) }
        }
        throw PartnerError.recordNotWitnessed(
            organisation.name, version: organisation.current.version)
    }

    static func entry(of organisation: VerifiedOrganisation) -> AuditLogEntry {
        .keyRecord(
            organisation.fingerprint, version: UInt64(clamping: organisation.current.version),
            record: organisation.remembered.digest)
    }

    /// A partner's newer record that no quorum has seen: the known one goes on for a while if the same
    /// people open the same mailboxes, and otherwise nothing is sealed to this partner.
    func hold(
        _ newer: VerifiedOrganisation, after known: VerifiedOrganisation,
        because failure: PartnerError
    ) throws {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        var seen = try RecordsSeen.load(home)
        let waiting = seen.wait(for: newer, after: known, at: clock.now)
        try seen.store(home)
        guard !waiting.holdsSealing(at: clock.now) else { throw failure }
        notices.warn("\(failure.message); the one that is known goes on for at most 72 hours")
    }

    /// Notes that the broker was asked, where its log says that it has shown the newest. Another command
    /// that is changing something here does it next time.
    func noteAsked(
        _ known: [VerifiedOrganisation], seeing sight: RecordSight?, of trust: BrokerTrust
    ) {
        guard !known.isEmpty, isTold(by: sight, of: trust), let lock = try? home.lock(.settings)
        else { return }
        defer { lock.release() }
        // When it was asked is a comfort of the one who seals, and not worth failing for.
        guard var seen = try? RecordsSeen.load(home) else { return }
        let time = min(sight?.time ?? clock.now, clock.now)
        for organisation in known { seen.asked(organisation, at: time) }
        try? seen.store(home)
    }

    /// Says of whom it was not asked for long whether their keys still count.
    func warnOfStale(_ known: [Partner]) throws {
        let seen = try RecordsSeen.load(home)
        for partner in known {
            let last = seen[partner.summary.fingerprint]?.askedTime
            let age = last.map { clock.now.secondsSinceEpoch - $0.secondsSinceEpoch }
            guard age ?? .max > RecordsSeen.staleSeconds else { continue }
            notices.warn(
                "whether the keys of \(partner.summary.name.text) still count was last asked "
                    + (last.map { "on \($0.text)" } ?? "never"))
        }
    }
}
