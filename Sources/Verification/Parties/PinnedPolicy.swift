import KeyDirectory
package import Primitives
package import TransparencyLog

/// Whose cosignatures count for the broker in use, as a person here has confirmed it.
package struct PinnedPolicy: Sendable {
    package let policy: TrustPolicy
    package let text: [UInt8]
    package let rule: QuorumRule
    /// The organisation whose home this is: where the policy lists its witness, that one must have signed
    /// too. Nil on a computer of nobody in particular.
    package var own: OrganisationName?
    /// Those that counted before, newest first.
    package var former: [FormerPolicy] = []
    /// When witnesses were first chosen; nil where that is not known.
    package var since: Timestamp?

    /// - Throws: `PolicyError` for what is malformed, `QuorumRuleError` for what is not worth following.
    package init(_ text: [UInt8], by rule: QuorumRule) throws {
        policy = try TrustPolicy(parsing: text)
        try rule.check(policy)
        self.text = text
        self.rule = rule
    }

    /// The policy, if it is about this log.
    package func policy(of log: VerifierKey) -> TrustPolicy? {
        policy.logs.contains { $0.key == log } ? policy : nil
    }

    /// A checkpoint that counts as witnessed here: by the quorum, and by the own organisation's witness
    /// where there is one, since nobody else can lead that one astray.
    ///
    /// - Throws: as `TrustPolicy.witnessed`; `ownWitnessMissing`.
    package func witnessed(
        _ checkpoint: UnverifiedCheckpoint, now: Timestamp
    ) throws(PolicyError) -> WitnessedCheckpoint {
        let seen = try policy.witnessed(checkpoint, now: now)
        guard let own, policy.witnesses.contains(where: { Self.belongs($0.key, to: own) }),
            !seen.cosignatures.contains(where: { Self.belongs($0.witness, to: own) })
        else { return seen }
        throw .ownWitnessMissing
    }

    private static func belongs(_ witness: VerifierKey, to own: OrganisationName) -> Bool {
        WitnessName.organisation(of: witness.name).text.utf8.elementsEqual(own.text.utf8)
    }
}
