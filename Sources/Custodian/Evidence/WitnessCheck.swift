import Custody
import Primitives
import TransparencyLog

/// Whether enough witnesses have signed the state of the log that each proof of a folder is under:
/// stage (b) of a receipt. Without it a folder is stage (a), the broker's own word.
struct WitnessCheck {
    let outcome: Check.Outcome
    /// Who has signed, for people.
    private(set) var notes: [String] = []
    /// Of each proof that is witnessed, by its path: the signatures that count.
    private(set) var signed: [String: [Cosignature]] = [:]
    /// The policy that decided.
    let policy: TrustPolicy?
    /// Whether it was chosen on this computer.
    let isConfirmed: Bool

    /// - Parameter log: the log whose proofs were verified.
    init(_ folder: EvidenceFolder, known: KnownParties, log: VerifierKey) {
        let own = known.policy(of: log)
        let carried = folder.broker?.policy
        policy = own ?? carried?.policy
        isConfirmed = own != nil
        guard let policy, policy.quorum != nil else {
            outcome = .notChecked(.nobodyCounts)
            return
        }
        if own == nil, let failure = Self.objection(to: policy) {
            outcome = .notChecked(Check.Reason(failure))
            return
        }
        do throws(PolicyError) {
            var missing: String?
            for entry in folder.logged {
                var isWitnessed = false
                for (path, bytes) in entry.proofs {
                    // A proof that is no proof fails the check of inclusion.
                    guard let found = try? UnverifiedLogProof(parsing: bytes) else { continue }
                    do throws(PolicyError) {
                        signed[path] = try policy.witnessed(found.checkpoint, now: known.now)
                            .cosignatures
                        isWitnessed = true
                    } catch .quorumMissing {}
                }
                if !isWitnessed { missing = missing ?? entry.path }
            }
            outcome = Self.outcome(missing, isConfirmed: own != nil)
        } catch {
            outcome = .failed(Check.Reason(error))
            return
        }
        notes = Self.sentences(signed.values.joined(), isConfirmed: own != nil)
        if let own, let carried, carried.policy.quorum != own.quorum {
            notes.append(
                "the folder carries another policy of witnesses than was chosen here; the one that "
                    + "was chosen here decides")
        }
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
        _ cosignatures: some Sequence<Cosignature>, isConfirmed: Bool
    ) -> [String] {
        let names = Set(cosignatures.map(\.witness.name.text)).sorted()
        guard !names.isEmpty else { return [] }
        let whose =
            isConfirmed
            ? "witnesses that were chosen here" : "witnesses by the policy that the folder carries"
        return ["seen by \(names.joined(separator: ", ")): \(whose)"]
    }
}

extension Check.Reason {
    static let nobodyCounts = Check.Reason(
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
