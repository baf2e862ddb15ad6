import KeyDirectory
package import Primitives
import PrivateFiles
package import TransparencyLog
package import Verification

extension PinnedPolicy {
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
