import KeyDirectory
import Primitives
package import TransparencyLog

/// Whose cosignatures count for the broker in use, as a person here has confirmed it.
///
/// ```json
/// {
///   "type": "urn:plomba:v1:WitnessPolicy",
///   "version": 1,
///   "policy": "log broker.example/log+...\nwitness A ...\nquorum A\n",
///   "operator": "group484.rs",
///   "faulty": 0
/// }
/// ```
package struct PinnedPolicy: Sendable {
    private static let type = "urn:plomba:v1:WitnessPolicy"
    private static let mostFaulty = 64

    package let policy: TrustPolicy
    let text: [UInt8]
    let rule: QuorumRule
    /// The organisation whose home this is: where the policy lists its witness, that one must have signed
    /// too. Nil on a computer of nobody in particular.
    var own: OrganisationName?

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
        if pinned.policy.quorum != nil {
            pinned.own = try OwnOrganisation(home).organisation.name
        }
        return pinned
    }

    private static func chosen(_ home: Home) throws -> PinnedPolicy? {
        if let charter = try ConfirmedCharter.loadIfThere(home),
            let name = try BrokerTrust.stored(home)?.name,
            let broker = charter.current.broker(named: name)
        {
            return try charter.current.witnessPolicy(of: broker)
        }
        guard var file = try StateFile(home.witnesses).readIfThere() else { return nil }
        let (text, rule) = try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return (
                try reader.string("policy"),
                QuorumRule(
                    faulty: try reader.integer("faulty", in: 0...mostFaulty),
                    operatorName: try reader.nullableParsed(
                        "operator", expected: "an organisation's name"
                    ) { OrganisationName($0) })
            )
        }
        return try PinnedPolicy(Array(text.utf8), by: rule)
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

    func store(_ home: Home) throws {
        try StateFile(home.witnesses).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("policy", .string(String(decoding: text, as: UTF8.self))),
            JSONMember("operator", rule.operatorName.map { .string($0.text) } ?? .null),
            JSONMember("faulty", .integer(Int64(rule.faulty))),
        ])
    }
}

extension Office {
    /// Chooses whose cosignatures count for the broker in use.
    ///
    /// - Parameters:
    ///   - path: a C2SP tlog-policy that names the broker's log.
    ///   - isOperatorTold: whether the rule's operator, or that there is none, is a person's word.
    package func useWitnesses(
        _ path: String, by rule: QuorumRule, isOperatorTold: Bool
    ) throws -> PinnedPolicy {
        let lock = try home.lock(.settings)
        defer { lock.release() }
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
        try pinned.store(home)
        return pinned
    }
}
