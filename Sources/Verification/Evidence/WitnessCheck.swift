package import Custody
import Primitives
package import TransparencyLog

/// Whether enough witnesses have signed the state of the log that each proof of a folder is under:
/// stage (b) of a receipt. Without it a folder is stage (a), the broker's own word.
package struct WitnessCheck {
    package let outcome: Check.Outcome
    /// Who has signed, for people.
    package private(set) var notes: [String] = []
    /// Of each proof that is witnessed, by its path: the signatures that count, and by which policy.
    package private(set) var signed: [String: PoliciesInTime.Sight] = [:]
    /// Whether the policies that decided were chosen on this computer.
    package let isConfirmed: Bool

    /// - Parameter logs: by whose keys the proofs were verified.
    package init(_ folder: EvidenceFolder, known: KnownParties, logs: LogKeys) {
        let own = logs.all.lazy.compactMap { known.policies(of: $0) }.first
        let carried = folder.broker?.policy
        isConfirmed = own != nil
        guard let policies = own ?? carried?.inTime, policies.policy.quorum != nil else {
            outcome = .notChecked(.nobodyCounts)
            return
        }
        if own == nil, let failure = Self.objection(to: policies.policy) {
            outcome = .notChecked(Check.Reason(failure))
            return
        }
        do throws(PolicyError) {
            let found = try Self.sights(folder, policies, known, logs)
            let missing = folder.logged.first { entry in
                !entry.proofs.contains { found[$0.path] != nil }
            }
            outcome = Self.outcome(missing?.path, isConfirmed: own != nil)
            notes = Self.sentences(found.values, isConfirmed: own != nil)
            signed = found
        } catch {
            outcome = .failed(Check.Reason(error))
            return
        }
        if let own, let carried, carried.policy.quorum != own.policy.quorum {
            notes.append(
                "the folder carries another policy of witnesses than was chosen here; the one that "
                    + "was chosen here decides")
        }
    }

    /// Under which proofs a quorum has signed. The ones of the policy in use say how large the log was and
    /// when: no former witness can have seen it larger before.
    private static func sights(
        _ folder: EvidenceFolder, _ policies: PoliciesInTime, _ known: KnownParties,
        _ logs: LogKeys
    ) throws(PolicyError) -> [String: PoliciesInTime.Sight] {
        var notes: [(path: String, checkpoint: UnverifiedCheckpoint)] = []
        for (path, bytes) in folder.logged.flatMap(\.proofs) {
            // A proof that is no proof fails the check of inclusion.
            guard let proof = try? UnverifiedLogProof(parsing: bytes) else { continue }
            notes.append((path, proof.checkpoint))
        }
        let moments =
            known.moments
            + notes.compactMap { LogMoment($0.checkpoint, policies.policy, now: known.now) }
        var found: [String: PoliciesInTime.Sight] = [:]
        for note in notes {
            do throws(PolicyError) {
                found[note.path] = try policies.sight(
                    of: note.checkpoint, now: known.now, after: moments)
            } catch .quorumMissing {
            } catch .unknownLog
                where logs.all.contains(where: { $0.name == note.checkpoint.claimed.origin })
            {
                // Whoever chose the policy has not named this one of the broker's logs.
            }
        }
        return found
    }

    /// Whether the quorum would be worth something, if its witnesses are who they are said to be.
    private static func objection(to policy: TrustPolicy) -> QuorumRuleError? {
        do throws(QuorumRuleError) {
            try QuorumRule(faulty: 0, operatorName: nil).check(policy)
            return nil
        } catch {
            return error
        }
    }

    private static func outcome(_ missing: String?, isConfirmed: Bool) -> Check.Outcome {
        if let missing { return .notChecked(.unwitnessed(missing)) }
        return isConfirmed ? .passed : .notChecked(.policyUnconfirmed)
    }

    private static func sentences(
        _ sights: some Sequence<PoliciesInTime.Sight>, isConfirmed: Bool
    ) -> [String] {
        var names: [Timestamp?: Set<String>] = [:]
        for sight in sights {
            names[sight.until, default: []].formUnion(sight.cosignatures.map(\.witness.name.text))
        }
        // Those that count now, then the newest of those before.
        let order = names.sorted { ($0.key ?? .latest) > ($1.key ?? .latest) }
        return order.map { until, names in
            let whose =
                isConfirmed
                ? until.map { "witnesses that counted here until \($0.text)" }
                    ?? "witnesses that were chosen here"
                : until.map { "witnesses until \($0.text) by a policy that the folder carries" }
                    ?? "witnesses by the policy that the folder carries"
            return "seen by \(names.sorted().joined(separator: ", ")): \(whose)"
        }
    }
}

extension Check.Reason {
    package static let nobodyCounts = Check.Reason(
        code: "log.unwitnessed",
        message: "no witnesses are named whose signatures count: the log is the broker's word")

    static func unwitnessed(_ path: String) -> Check.Reason {
        Check.Reason(
            code: "log.unwitnessed",
            message: "'\(SafeText.shown(path))' is stored: too few witnesses have signed a state "
                + "of the log with it")
    }

    static let policyUnconfirmed = Check.Reason(
        code: "evidence.policy-unconfirmed",
        message: "enough witnesses have signed by the policy that the folder carries; nobody here "
            + "has chosen it")
}
