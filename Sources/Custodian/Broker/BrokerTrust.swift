import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives
import TransparencyLog
import Verification

/// The broker in use, as it was first met: address, TLS key, service key, name.
///
/// ```json
/// {
///   "type": "urn:plomba:v1:BrokerTrust",
///   "version": 1,
///   "url": "https://broker.example:8443",
///   "pin": "sha256/...",
///   "name": "broker.example",
///   "serviceKey": "ssh-ed25519 AAAA...",
///   "logKey": "broker.example/log+891d0738+AWzW6...",
///   "mode": "live"
/// }
/// ```
/// `charter` is there when a confirmed charter lists the broker: its fingerprint. Then what that charter
/// says now counts, and the rest is what it said when the broker was chosen.
///
/// Otherwise the operator gives address and pin to people; service key and log key are learnt once, over the
/// connection that the pin protects, and must never change afterwards. A broker of a version
/// without a log has no log key; it is learnt when the broker first has one.
package struct BrokerTrust: Sendable, Equatable {
    let origin: ExternalOrigin
    let pin: ServicePin
    package let name: OrganisationName
    package fileprivate(set) var serviceKey: PublicKey
    /// That of the log that is followed here.
    fileprivate(set) var logKey: VerifierKey?
    package let mode: Mode
    /// The charter that it is known from; nil for one that was met by hand.
    let charter: Fingerprint?
    /// How the broker came to its service key, as far as it was followed here.
    var keyChanges: BrokerKeyHistory?
    /// How it came to its log key, as far as it was followed here.
    var logSuccessions: LogSuccessionHistory?
    /// The log key that the charter gives it now; nil for one that was met by hand.
    var charteredLogKey: VerifierKey?
    /// What earlier versions of the charter gave it.
    var earlierByCharter: [ServiceKey] = []

    package var isChartered: Bool { charter != nil }
    package var address: String { origin.text }
    package var pinText: String { pin.text }

    private static let type = "urn:plomba:v1:BrokerTrust"

    /// - Throws: ``BrokerTrustError/none`` before `broker use`.
    static func load(_ home: Home) throws -> BrokerTrust {
        guard let trust = try loadIfThere(home) else { throw BrokerTrustError.none }
        return trust
    }

    static func loadIfThere(_ home: Home) throws -> BrokerTrust? {
        guard let stored = try stored(home) else { return nil }
        guard let charter = try ConfirmedCharter.loadIfThere(home),
            charter.history.fingerprint == stored.charter,
            let entry = charter.current.broker(named: stored.name)
        else { return stored }
        var trust = try BrokerTrust(entry, mode: charter.current.mode, charter: stored.charter)
        trust.earlierByCharter = charter.earlierKeys(of: stored.name)
        // A charter names another log; whether that one continues what is known is asked of the broker.
        trust.logKey = stored.logKey ?? trust.logKey
        trust.logSuccessions = stored.logSuccessions
        // The broker may be further than the charter; its changes lead there.
        if let changes = stored.keyChanges, changes.contains(trust.serviceKey) {
            trust = try trust.following(changes, to: changes.current)
        }
        return trust
    }

    /// As it was chosen.
    static func stored(_ home: Home) throws -> BrokerTrust? {
        guard var file = try StateFile(home.broker).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            var trust = BrokerTrust(
                origin: try reader.parsed("url", expected: "https://host:port") {
                    ExternalOrigin($0)
                },
                pin: try reader.parsed("pin", expected: "sha256/ and base64") { ServicePin($0) },
                name: try reader.organisationName("name"),
                serviceKey: try reader.parsed("serviceKey", expected: "a public key") {
                    try? PublicKey(openSSH: $0)
                },
                logKey: try reader.optionalString("logKey").map { text throws(JSONSchemaError) in
                    try logKey(text)
                },
                mode: try reader.mode("mode"),
                charter: try reader.optionalString("charter").map { text throws(JSONSchemaError) in
                    try charter(text)
                })
            trust.keyChanges = try reader.optionalString("keyChanges").map {
                try changes($0, to: trust.serviceKey)
            }
            trust.logSuccessions = try reader.optionalString("logSuccessions").map {
                try successions($0, to: trust.logKey)
            }
            return trust
        }
    }

    private static func changes(_ text: String, to key: PublicKey) throws -> BrokerKeyHistory {
        guard let bytes = Base64.decode(text) else { throw RecordError.noRecords }
        let found = try BrokerKeyHistory(parsing: bytes)
        guard found.current == key else { throw RecordError.fingerprintMismatch }
        return found
    }

    private static func successions(
        _ text: String, to key: VerifierKey?
    ) throws(LogSuccessionError) -> LogSuccessionHistory {
        guard let bytes = Base64.decode(text) else { throw .none }
        let found = try LogSuccessionHistory(parsing: bytes)
        guard found.current == key else { throw .otherLog }
        return found
    }

    private static func charter(_ text: String) throws(JSONSchemaError) -> Fingerprint {
        guard let fingerprint = Fingerprint(text) else {
            throw .invalid(path: "charter", expected: "64 lower-case hexadecimal digits")
        }
        return fingerprint
    }

    private static func logKey(_ text: String) throws(JSONSchemaError) -> VerifierKey {
        guard let key = try? VerifierKey(parsing: text) else {
            throw .invalid(path: "logKey", expected: "a log key")
        }
        return key
    }

    /// The same broker with its log key, once it is known.
    func with(logKey: VerifierKey?) -> BrokerTrust {
        var other = BrokerTrust(
            origin: origin, pin: pin, name: name, serviceKey: serviceKey, logKey: logKey,
            mode: mode, charter: charter)
        (other.keyChanges, other.earlierByCharter) = (keyChanges, earlierByCharter)
        other.charteredLogKey = charteredLogKey
        return other
    }

    /// The same broker with the log that continues the one that was known.
    func with(_ successions: LogSuccessionHistory) -> BrokerTrust {
        var other = self
        (other.logKey, other.logSuccessions) = (successions.current, successions)
        return other
    }

    /// The key of its log, and those before it that were followed here.
    var logKeys: LogKeys? {
        guard let logKey else { return nil }
        return LogKeys(logKey, former: logSuccessions?.keys.former ?? [])
    }

    func with(serviceKey: PublicKey, _ changes: BrokerKeyHistory) -> BrokerTrust {
        var other = self
        (other.serviceKey, other.keyChanges) = (serviceKey, changes)
        return other
    }

    /// The log key that a broker names; it must name one of the broker's own logs.
    ///
    /// - Throws: `unusableAnswer` for another text than such a key.
    static func logKey(
        in info: BrokerInfo, of name: OrganisationName
    ) throws(BrokerTrustError) -> VerifierKey? {
        guard let text = info.logKey else { return nil }
        guard let key = try? VerifierKey(parsing: text), key.type == .ed25519,
            key.name.number(ofLogOf: name) != nil
        else { throw .unusableAnswer }
        return key
    }

    func store(_ home: Home) throws {
        let logKey = logKey.map { [JSONMember("logKey", .string($0.text))] } ?? []
        let charter = charter.map { [JSONMember("charter", .string($0.text))] } ?? []
        let changes = keyChanges.map {
            [JSONMember("keyChanges", .string(Base64.encode($0.serialized())))]
        }
        let successions = logSuccessions.map {
            [JSONMember("logSuccessions", .string(Base64.encode($0.serialized())))]
        }
        try StateFile(home.broker).write(
            [
                JSONMember("type", .string(Self.type)),
                JSONMember("version", .integer(1)),
                JSONMember("url", .string(origin.text)),
                JSONMember("pin", .string(pin.text)),
                JSONMember("name", .string(name.text)),
                JSONMember("serviceKey", .string(serviceKey.openSSHLine)),
            ] + logKey + [
                JSONMember("mode", .string(mode.rawValue))
            ] + charter + (changes ?? []) + (successions ?? []))
    }
}

/// Why there is no broker to work with.
package enum BrokerTrustError: PlainFailure, Equatable {
    case none
    case address(String)
    case pin
    case serviceKey
    case otherServiceKey
    case otherLogKey
    case unusableAnswer
    case otherMode

    package var code: String {
        switch self {
        case .none: "broker.none"
        case .address: "broker.address"
        case .pin: "broker.pin"
        case .serviceKey: "broker.service-key"
        case .otherServiceKey: "broker.other-service-key"
        case .otherLogKey: "broker.other-log-key"
        case .unusableAnswer: "broker.unusable-answer"
        case .otherMode: "broker.other-mode"
        }
    }

    package var message: String {
        switch self {
        case .none: "no broker has been chosen yet"
        case .address(let text): "'\(SafeText.shown(text))' is not the address of a broker"
        case .pin: "the pin is not in the form that brokers print"
        case .serviceKey: "the service key is not in the form that brokers print"
        case .otherServiceKey: "the broker signs with another key than the one that is known"
        case .otherLogKey: "the broker keeps another log than the one that is known"
        case .unusableAnswer: "the server does not introduce itself as a broker"
        case .otherMode: "the broker is for training and your organisation is live, or the reverse"
        }
    }

    package var hint: String? {
        switch self {
        case .none: "ask your broker's operator for both: plomba broker use URL --pin PIN"
        case .address: "addresses look like https://broker.example:8443"
        case .pin: "pins look like sha256/ followed by 44 characters; copy it whole"
        case .serviceKey: "it looks like: ssh-ed25519 AAAA..."
        case .otherServiceKey:
            "send nothing; ask the operator, by another way, whether the key was changed"
        case .otherLogKey:
            "send nothing; tell your partners and the operator: it may hide what was sent before. If it lost its log key, the charter, or the policy of witnesses, must name the new one first"
        case .unusableAnswer: "check the address"
        case .otherMode: "use another --home, or the other broker"
        }
    }
}
