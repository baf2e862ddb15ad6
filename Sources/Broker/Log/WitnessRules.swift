package import TransparencyLog

/// Whose cosignatures a broker's log is to have, by a policy that was held against the rule.
package struct WitnessRules: Sendable, Equatable {
    package let policy: TrustPolicy
    /// Those of the quorum.
    package let members: Set<VerifierKey>
    /// k
    package let threshold: Int
    /// f: how many of them may lie.
    package let faulty: Int

    /// - Returns: nil for `quorum none`: then nothing is witnessed.
    /// - Throws: ``QuorumRuleError``
    package init?(_ policy: TrustPolicy, by rule: QuorumRule) throws(QuorumRuleError) {
        try rule.check(policy)
        switch policy.quorum {
        case nil: return nil
        case .witness(let key):
            members = [key]
            threshold = 1
        case .group(let threshold, let members):
            self.members = Set(
                members.compactMap { member in
                    guard case .witness(let key) = member else { return nil }
                    return key
                })
            self.threshold = threshold
        }
        self.policy = policy
        faulty = rule.faulty
    }

    /// n - k + 1 + f: of so many witnesses, every quorum that could exist has more than f among them,
    /// so one that does not lie. Never more than k, by the rule of quorums.
    package var enoughToKnow: Int { members.count - threshold + 1 + faulty }

    /// Whether these witnesses together have seen whatever a quorum has.
    package func isEnoughToKnow(_ witnesses: Set<VerifierKey>) -> Bool {
        members.intersection(witnesses).count >= enoughToKnow
    }
}
