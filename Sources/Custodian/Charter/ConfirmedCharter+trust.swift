import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import Timestamping
import TransparencyLog
import Verification

/// What follows from a charter for brokers, witnesses and time.
extension CharterRecord {
    func broker(named name: OrganisationName) -> CharteredBroker? {
        brokers.first { $0.name == name }
    }

    /// The policy of witnesses for a broker's log, as a tlog-policy.
    ///
    /// ```
    /// log broker.example/log+891d0738+AWzW6...
    /// witness W1 vasaprava.ba/witness+82c1bc8e+BFNaU... https://witness.vasaprava.ba/
    /// witness W2 centre.me/witness+ecf16b5b+BL+xz7...
    /// group witnesses 2 W1 W2
    /// quorum witnesses
    /// ```
    ///
    /// - Parameter former: the logs that it may continue, by earlier versions; each has its line.
    func witnessPolicy(
        of broker: CharteredBroker, after former: [VerifierKey] = []
    ) throws -> PinnedPolicy {
        let counted = witnesses(of: broker)
        var lines = try (former + [broker.logKey]).map { "log \($0.text)" }
        for (index, witness) in counted.enumerated() {
            let key = try VerifierKey(KeyName(witness.name), .cosignature, witness.key)
            let part = WitnessName.organisation(of: key.name).text
            guard part.utf8.elementsEqual(witness.organisation.text.utf8) else {
                throw CharterError.witnessOfAnother(
                    name: witness.name, organisation: witness.organisation)
            }
            lines.append(
                "witness W\(index + 1) \(key.text)" + (witness.url.map { " " + $0 } ?? ""))
        }
        if counted.isEmpty {
            lines.append("quorum none")
        } else {
            let names = (1...counted.count).map { " W\($0)" }.joined()
            lines += ["group witnesses \(broker.log.quorum)\(names)", "quorum witnesses"]
        }
        return try PinnedPolicy(
            Array(lines.map { $0 + "\n" }.joined().utf8),
            by: QuorumRule(faulty: faultyWitnesses, operatorName: broker.operatorName))
    }

    func authorities() throws -> PinnedAuthorities {
        PinnedAuthorities(
            entries: try timeAuthorities.map { try PinnedAuthorities.Entry($0) })
    }

    /// Whether everything in it is of use: what cannot be used is refused when a charter is made or taken
    /// over, and not when somebody relies on it.
    func requireUsable() throws {
        for broker in brokers {
            _ = try BrokerTrust(broker, mode: mode, charter: nil)
            _ = try witnessPolicy(of: broker)
        }
        _ = try authorities()
    }
}

extension CharteredBroker {
    var logKey: VerifierKey {
        get throws(NoteError) { VerifierKey(try KeyName(log.origin), .ed25519, log.key) }
    }
}

extension BrokerTrust {
    /// - Parameter charter: the fingerprint of the charter that it is known from.
    init(_ broker: CharteredBroker, mode: Mode, charter: Fingerprint?) throws {
        guard let origin = ExternalOrigin(broker.url) else {
            throw BrokerTrustError.address(broker.url)
        }
        guard let pin = ServicePin(broker.pin.text) else { throw BrokerTrustError.pin }
        let logKey = try broker.logKey
        guard logKey.name.number(ofLogOf: broker.name) != nil else {
            throw BrokerTrustError.unusableAnswer
        }
        self.init(
            origin: origin, pin: pin, name: broker.name, serviceKey: broker.serviceKey,
            logKey: logKey, mode: mode, charter: charter)
        charteredLogKey = logKey
    }

    /// Whether it is met with what a charter says of it. A later log than the one that is known may continue it:
    /// that is asked of the broker.
    func agrees(with other: BrokerTrust) -> Bool {
        origin == other.origin && pin == other.pin
            && serviceKeys.contains { $0.key == other.serviceKey }
            && (logKey == nil || logKey == other.logKey || other.hasLaterLog(than: logKey))
    }

    /// Whether its log comes after another one of this broker, by their names.
    func hasLaterLog(than known: VerifierKey?) -> Bool {
        guard let own = logKey?.name.number(ofLogOf: name),
            let before = known?.name.number(ofLogOf: name)
        else { return false }
        return own > before
    }
}

extension PinnedAuthorities.Entry {
    fileprivate init(_ authority: CharteredTimeAuthority) throws {
        let label = authority.label.text
        guard let name = AuthorityName(label) else {
            throw CharterError.authority(label, reason: "its name")
        }
        guard let text = authority.policy, let policy = ASN1ObjectIdentifier(text) else {
            throw CharterError.authority(label, reason: "no policy is given")
        }
        do throws(AuthorityListError) {
            try self.init(name: name, policy: policy, pem: PEM.certificates(authority.roots))
        } catch {
            throw CharterError.authority(label, reason: error.message)
        }
    }
}

/// Certificates as a text.
private enum PEM {
    private static let lineLength = 64

    static func certificates(_ all: [[UInt8]]) -> [UInt8] {
        Array(all.map(certificate).joined().utf8)
    }

    private static func certificate(_ der: [UInt8]) -> String {
        let text = Array(Base64.encode(der).utf8)
        let lines = stride(from: 0, to: text.count, by: lineLength).map { start in
            String(decoding: text[start..<min(start + lineLength, text.count)], as: UTF8.self)
                + "\n"
        }
        return "-----BEGIN CERTIFICATE-----\n" + lines.joined() + "-----END CERTIFICATE-----\n"
    }
}
