import KeyDirectory
import Primitives
import TransparencyLog
import Verification

/// `witnesses.json`: the policy that was chosen by hand for the broker in use, and those before it.
///
/// ```json
/// {
///   "type": "urn:plomba:v1:WitnessPolicy",
///   "version": 2,
///   "policy": "log broker.example/log+...\nwitness A ...\nquorum A\n",
///   "operator": "group484.rs",
///   "faulty": 0,
///   "since": "2026-01-10T09:00:00Z",
///   "former": [
///     {
///       "policy": "log broker.example/log+...\nwitness A ...\nquorum A\n",
///       "operator": "group484.rs",
///       "faulty": 0,
///       "until": "2026-05-01T12:00:00Z"
///     }
///   ]
/// }
/// ```
/// Version 1 has neither `since` nor `former`.
struct WitnessesFile {
    private static let type = "urn:plomba:v1:WitnessPolicy"
    private static let mostFaulty = 64
    static let maximumFormer = 32

    /// With all that was chosen before, whatever log it is about.
    let chosen: PinnedPolicy

    /// - Throws: ``HomeError/damaged``.
    static func loadIfThere(_ home: Home) throws -> WitnessesFile? {
        guard var file = try StateFile(home.witnesses).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            let version = try reader.integer("version", in: 1...2)
            let (text, rule) = try policy(&reader)
            var chosen = try PinnedPolicy(text, by: rule)
            guard version > 1 else { return WitnessesFile(chosen: chosen) }
            chosen.since = try reader.nullableParsed("since", expected: "a time") { Timestamp($0) }
            chosen.former = try reader.objects("former", limit: maximumFormer).map { former in
                var former = former
                let (text, rule) = try policy(&former)
                return try FormerPolicy(text, by: rule, until: former.timestamp("until"))
            }
            return WitnessesFile(chosen: chosen)
        }
    }

    private static func policy(
        _ reader: inout JSONObjectReader
    ) throws(JSONSchemaError) -> ([UInt8], QuorumRule) {
        (
            Array(try reader.string("policy").utf8),
            QuorumRule(
                faulty: try reader.integer("faulty", in: 0...mostFaulty),
                operatorName: try reader.nullableParsed(
                    "operator", expected: "an organisation's name"
                ) { OrganisationName($0) })
        )
    }

    func write(_ home: Home) throws {
        try StateFile(home.witnesses).write(
            [JSONMember("type", .string(Self.type)), JSONMember("version", .integer(2))]
                + Self.members(chosen.text, chosen.rule) + [
                    JSONMember("since", chosen.since.map { .string($0.text) } ?? .null),
                    JSONMember(
                        "former",
                        .array(
                            chosen.former.map { former in
                                .object(
                                    Self.members(former.text, former.rule)
                                        + [JSONMember("until", .string(former.until.text))])
                            })),
                ])
    }

    private static func members(_ text: [UInt8], _ rule: QuorumRule) -> [JSONMember] {
        [
            JSONMember("policy", .string(String(decoding: text, as: UTF8.self))),
            JSONMember("operator", rule.operatorName.map { .string($0.text) } ?? .null),
            JSONMember("faulty", .integer(Int64(rule.faulty))),
        ]
    }
}

extension PinnedPolicy {
    /// Puts this policy in the place of the one that was chosen here before, which counts from now on
    /// for what was signed until now.
    ///
    /// - Throws: ``WitnessChoiceError/tooManyFormer``.
    func store(_ home: Home, at now: Timestamp, forgettingFormer: Bool = false) throws {
        let before = try WitnessesFile.loadIfThere(home)?.chosen
        var next = self
        // An expiry that was claimed before anybody was chosen here embeds nobody's signature. A home of
        // version 1 does not say when its witnesses were chosen: that stays unknown.
        let isFirst = policy.quorum != nil && before?.hadWitnesses != true
        next.since = before?.since ?? (isFirst ? now : nil)
        next.former = []
        if let before, !forgettingFormer {
            next.former = before.former.filter { !$0.policy.isSame(as: policy) }
            if before.policy.quorum != nil, !before.policy.isSame(as: policy) {
                next.former.insert(FormerPolicy(before, until: now), at: 0)
            }
        }
        try next.write(home)
    }

    /// Adds a policy that counted before, as others tell of it; the one in use stays.
    ///
    /// - Throws: ``WitnessChoiceError``.
    func store(_ home: Home, adding former: FormerPolicy) throws {
        var next = self
        guard !policy.isSame(as: former.policy) else { throw WitnessChoiceError.inUse }
        next.former = (self.former.filter { !$0.policy.isSame(as: former.policy) } + [former])
            .sorted { $0.until > $1.until }
        try next.write(home)
    }

    private var hadWitnesses: Bool {
        policy.quorum != nil || former.contains { $0.policy.quorum != nil }
    }

    private func write(_ home: Home) throws {
        guard former.count <= WitnessesFile.maximumFormer else {
            throw WitnessChoiceError.tooManyFormer
        }
        try WitnessesFile(chosen: self).write(home)
    }
}

extension TrustPolicy {
    /// Whether the same witnesses make the same quorum for the same logs, wherever they are reached.
    fileprivate func isSame(as other: TrustPolicy) -> Bool {
        quorum == other.quorum && Set(logs.map(\.key)) == Set(other.logs.map(\.key))
    }
}

/// Why witnesses cannot be chosen so.
package enum WitnessChoiceError: PlainFailure, Equatable {
    case tooManyFormer
    case inUse
    case nobodyInUse
    case notYet
    case nobodyCounted

    package var code: String {
        switch self {
        case .tooManyFormer: "witnesses.too-many-former"
        case .inUse: "witnesses.in-use"
        case .nobodyInUse: "witnesses.nobody-in-use"
        case .notYet: "witnesses.not-yet"
        case .nobodyCounted: "witnesses.nobody-counted"
        }
    }

    package var message: String {
        switch self {
        case .tooManyFormer:
            "there would be more than \(WitnessesFile.maximumFormer) former choices of witnesses"
        case .inUse: "these witnesses count now; they cannot be former ones"
        case .nobodyInUse: "no witnesses have been chosen for this broker yet"
        case .notYet: "witnesses that count until a time to come are not former ones"
        case .nobodyCounted: "this policy asks for no witness, so nobody counted by it"
        }
    }

    package var hint: String? {
        switch self {
        case .tooManyFormer:
            "'--forget-former' drops them; evidence that only they signed is lost then"
        case .nobodyInUse: "choose those that count now first: plomba broker witnesses FILE"
        default: nil
        }
    }
}
