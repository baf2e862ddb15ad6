import KeyDirectory
package import Primitives
package import TransparencyLog

/// Whose cosignatures count for the broker in use, as a person here has confirmed it.
package struct PinnedPolicy: Sendable {
    package let policy: TrustPolicy
    let text: [UInt8]
    let rule: QuorumRule
    /// The organisation whose home this is: where the policy lists its witness, that one must have signed
    /// too. Nil on a computer of nobody in particular.
    var own: OrganisationName?
    /// Those that counted before, newest first.
    package internal(set) var former: [FormerPolicy] = []
    /// When witnesses were first chosen; nil where that is not known.
    var since: Timestamp?

    /// - Throws: `PolicyError` for what is malformed, `QuorumRuleError` for what is not worth following.
    package init(_ text: [UInt8], by rule: QuorumRule) throws {
        policy = try TrustPolicy(parsing: text)
        try rule.check(policy)
        self.text = text
        self.rule = rule
    }

    /// What the confirmed charter says of the broker in use; else what was chosen by hand. Nil before
    /// anybody has named one: then nothing counts as witnessed.
    static func loadIfThere(_ home: Home) throws -> PinnedPolicy? {
        guard var pinned = try chosen(home) else { return nil }
        // Of another log nothing here was signed.
        let logs = Set(pinned.policy.logs.map(\.key))
        pinned.former.removeAll { former in
            former.policy.quorum == nil || logs.isDisjoint(with: former.policy.logs.map(\.key))
        }
        if try pinned.policy.quorum != nil && OwnOrganisation.isThere(home) {
            pinned.own = try OwnOrganisation(home).organisation.name
        }
        return pinned
    }

    private static func chosen(_ home: Home) throws -> PinnedPolicy? {
        let byHand = try WitnessesFile.loadIfThere(home)?.chosen
        guard let charter = try ConfirmedCharter.loadIfThere(home),
            let name = try BrokerTrust.stored(home)?.name
        else { return byHand }
        return try charter.witnessPolicy(of: name, after: byHand) ?? byHand
    }

    /// The policy, if it is about this log.
    func policy(of log: VerifierKey) -> TrustPolicy? {
        policy.logs.contains { $0.key == log } ? policy : nil
    }

    /// A checkpoint that counts as witnessed here: by the quorum, and by the own organisation's witness
    /// where there is one, since nobody else can lead that one astray.
    ///
    /// - Throws: as `TrustPolicy.witnessed`; `quorumMissing` also without the own witness.
    func witnessed(
        _ checkpoint: UnverifiedCheckpoint, now: Timestamp
    ) throws(PolicyError) -> WitnessedCheckpoint {
        let seen = try policy.witnessed(checkpoint, now: now)
        guard let own, policy.witnesses.contains(where: { Self.belongs($0.key, to: own) }),
            !seen.cosignatures.contains(where: { Self.belongs($0.witness, to: own) })
        else { return seen }
        throw .quorumMissing
    }

    private static func belongs(_ witness: VerifierKey, to own: OrganisationName) -> Bool {
        WitnessName.organisation(of: witness.name).text.utf8.elementsEqual(own.text.utf8)
    }
}

extension Office {
    /// Chooses whose cosignatures count for the broker in use. Those that were chosen before count for
    /// what they signed until now.
    ///
    /// - Parameters:
    ///   - path: a C2SP tlog-policy that names the broker's log.
    ///   - isOperatorTold: whether the rule's operator, or that there is none, is a person's word.
    ///   - forgettingFormer: those before do not count any more, for nothing.
    package func useWitnesses(
        _ path: String, by rule: QuorumRule, isOperatorTold: Bool, forgettingFormer: Bool = false
    ) throws -> PinnedPolicy {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let pinned = try readWitnesses(path, by: rule, isOperatorTold: isOperatorTold)
        try pinned.store(home, at: clock.now, forgettingFormer: forgettingFormer)
        return try PinnedPolicy.loadIfThere(home) ?? pinned
    }

    /// Says whose cosignatures counted for the broker in use until a time; those that count now stay.
    ///
    /// - Throws: ``WitnessChoiceError``.
    package func addFormerWitnesses(
        _ path: String, by rule: QuorumRule, isOperatorTold: Bool, until: Timestamp
    ) throws -> PinnedPolicy {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let pinned = try readWitnesses(path, by: rule, isOperatorTold: isOperatorTold)
        guard pinned.policy.quorum != nil else { throw WitnessChoiceError.nobodyCounted }
        guard until <= clock.now else { throw WitnessChoiceError.notYet }
        guard let current = try WitnessesFile.loadIfThere(home)?.chosen else {
            throw WitnessChoiceError.nobodyInUse
        }
        try current.store(home, adding: FormerPolicy(pinned, until: until))
        return try PinnedPolicy.loadIfThere(home) ?? current
    }

    private func readWitnesses(
        _ path: String, by rule: QuorumRule, isOperatorTold: Bool
    ) throws -> PinnedPolicy {
        let trust = try BrokerTrust.load(home)
        guard try chartered(trust.name) == nil else {
            throw CharterError.decides("whose signatures on the broker's log count")
        }
        let text = try OutsideFile.read(path, limit: LogLimits.policySizeInBytes)
        let pinned = try PinnedPolicy(text, by: rule)
        guard let log = trust.logKey, pinned.policy.logs.contains(where: { $0.key == log }) else {
            throw PolicyError.unknownLog
        }
        // Left out, the operator's own witness could make the quorum.
        guard isOperatorTold || pinned.policy.quorum == nil else {
            throw QuorumRuleError.operatorMissing
        }
        return pinned
    }
}
