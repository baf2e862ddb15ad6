import KeyDirectory
import Primitives
import Testing

/// A network of three organisations with one broker, made anew for each test.
final class Network: Sendable {
    let first: SigningKey
    let second: SigningKey
    let log: SigningKey
    let service: SigningKey
    let mode: Mode
    let organisations: [CharteredOrganisation]
    let witnesses: [CharteredWitness]

    init(mode: Mode = .live) throws {
        first = try SigningKey()
        second = try SigningKey()
        log = try SigningKey()
        service = try SigningKey()
        self.mode = mode
        let names = try ["group484.rs", "vasaprava.ba", "centre.me"].map(Self.name)
        organisations = names.enumerated().map { index, name in
            CharteredOrganisation(name: name, fingerprint: Fingerprint(.of([UInt8(index)])))
        }
        witnesses = try names.map { name in
            CharteredWitness(
                name: name.text + "/witness", organisation: name, key: try SigningKey().publicKey,
                url: "https://witness.\(name.text)/")
        }
    }

    static func name(_ text: String) throws -> OrganisationName {
        try #require(OrganisationName(text))
    }

    func head(
        version: Int = 1, previous: SHA256Digest? = nil, roots: [RootKey]? = nil,
        threshold: Int = 1, expiry: String = "2027-01-01"
    ) throws -> RecordHead {
        RecordHead(
            mode: mode, version: version, name: try Self.name("network.example"),
            previous: previous, issuedTime: try Roots.time("2026-01-01"),
            expiryTime: try Roots.time(expiry), threshold: threshold,
            roots: try roots ?? [root("secretariat", first)])
    }

    func root(_ label: String, _ key: borrowing SigningKey) throws -> RootKey {
        RootKey(label: try Roots.label(label), key: .ed25519(key.publicKey))
    }

    func broker(
        operatedBy name: String? = "group484.rs", quorum: Int = 2, log: PublicKey? = nil
    ) throws -> CharteredBroker {
        CharteredBroker(
            name: try Self.name("broker.example.org"), operatorName: try name.map(Self.name),
            url: "https://broker.example.org:8443", pin: BrokerPin(digest: .of([1])),
            serviceKey: service.publicKey,
            log: CharteredLog(
                origin: "broker.example.org/log", key: log ?? self.log.publicKey, quorum: quorum))
    }

    func charter(
        head: RecordHead? = nil, organisations: [CharteredOrganisation]? = nil,
        brokers: [CharteredBroker]? = nil, witnesses: [CharteredWitness]? = nil,
        faulty: Int = 0, authorities: [CharteredTimeAuthority]? = nil
    ) throws -> CharterRecord {
        let authority = CharteredTimeAuthority(
            label: try Roots.label("qualified-tsa"), url: "http://tsa.example.org/tsr",
            policy: "1.3.6.1.4.1.13762.3", roots: [[0x30, 0x03, 0x02, 0x01, 0x01]])
        return try CharterRecord(
            head: try head ?? self.head(),
            content: CharterContent(
                organisations: organisations ?? self.organisations,
                brokers: try brokers ?? [broker()], witnesses: witnesses ?? self.witnesses,
                faultyWitnesses: faulty, timeAuthorities: authorities ?? [authority],
                limits: NetworkLimits(payloadSizeInBytes: 5 << 30, deadlineInDays: 90)))
    }

    func signed(_ charter: CharterRecord, by key: borrowing SigningKey) throws -> SignedRecord {
        try signed(charter.serialized(), by: key)
    }

    func signed(_ bytes: [UInt8], by key: borrowing SigningKey) throws -> SignedRecord {
        try SignedRecord(
            bytes: bytes,
            signatures: [
                SignedRecord.signature(over: bytes, of: CharterRecord.self, mode: mode, by: key)
            ], limit: CharterRecord.sizeLimitInBytes)
    }

    /// Verifies these charters as the network that the first one makes.
    func verify(_ records: [SignedRecord]) throws -> VerifiedCharter {
        let unverified = try UnverifiedCharter(CharterFile(mode: mode, records: records))
        return try unverified.verify(fingerprint: unverified.fingerprint, mode: mode)
    }
}
