import Age
import KeyDirectory
import Primitives
import Testing

/// Keys of one organisation, made anew for each test.
final class Roots: Sendable {
    let first: SigningKey
    let second: SigningKey
    let third: SigningKey
    let member: SigningKey
    let device: SigningKey
    let broker: SigningKey
    let memberRecipient: HybridRecipientText
    let recovery: HybridRecipientText
    let name: OrganisationName
    let mode: Mode

    init(mode: Mode = .live) throws {
        first = try SigningKey()
        second = try SigningKey()
        third = try SigningKey()
        member = try SigningKey()
        device = try SigningKey()
        broker = try SigningKey()
        memberRecipient = try Self.recipient()
        recovery = try Self.recipient()
        name = try #require(OrganisationName("group484.rs"))
        self.mode = mode
    }

    static func recipient() throws -> HybridRecipientText {
        try #require(HybridRecipientText(Identity.generateHybrid().recipient.text))
    }

    /// A time in 2026 or later: `time("2027-01-01")`.
    static func time(_ day: String) throws -> Timestamp {
        try #require(Timestamp(day + "T00:00:00Z"))
    }

    static func label(_ text: String) throws -> RecordLabel { try #require(RecordLabel(text)) }

    func root(_ label: String, _ key: PublicKey) throws -> RootKey {
        RootKey(label: try Self.label(label), key: .ed25519(key))
    }

    var validity: Validity {
        get throws {
            Validity(
                from: try Self.time("2026-01-01"), until: try Self.time("2028-01-01"),
                status: .active)
        }
    }

    func members() throws -> [Member] {
        [
            Member(
                label: try Self.label("intake-officer"), roles: [.caseworker, .admin],
                signingKey: member.publicKey, recipient: memberRecipient,
                validity: try validity)
        ]
    }

    func devices() throws -> [Device] {
        [
            Device(
                label: try Self.label("office-laptop"), member: try Self.label("intake-officer"),
                key: device.publicKey, validity: try validity)
        ]
    }

    func mailboxes() throws -> [MailboxEntry] {
        let broker = HomeBroker(
            url: "https://broker.example.org:8443", pin: BrokerPin(digest: .of([1])),
            serviceKey: self.broker.publicKey)
        return [
            MailboxEntry(
                name: try Self.label("intake"), members: [try Self.label("intake-officer")],
                recovery: recovery, homeBroker: broker)
        ]
    }

    /// Version 1 with these roots and threshold.
    func genesis(
        _ roots: [RootKey]? = nil, threshold: Int = 1
    ) throws -> OrganisationRecord {
        try OrganisationRecord.genesis(
            mode: mode, name: name, issuedTime: try Self.time("2026-01-01"),
            expiryTime: try Self.time("2027-01-01"), threshold: threshold,
            roots: try roots ?? [root("director", first.publicKey)], members: try members(),
            devices: try devices(), mailboxes: try mailboxes())
    }

    /// The record after `record`, with changes.
    func next(
        after record: OrganisationRecord, roots: [RootKey]? = nil, version: Int? = nil,
        previous: SHA256Digest? = nil, name: OrganisationName? = nil,
        issued: String = "2026-12-01", members: [Member]? = nil, devices: [Device]? = nil,
        mailboxes: [MailboxEntry]? = nil
    ) throws -> OrganisationRecord {
        try OrganisationRecord(
            mode: record.mode, version: version ?? record.version + 1, name: name ?? record.name,
            previous: previous ?? .of(record.serialized()), issuedTime: try Self.time(issued),
            expiryTime: try Self.time("2028-01-01"), threshold: record.threshold,
            roots: roots ?? record.roots, members: members ?? record.members,
            devices: devices ?? record.devices, mailboxes: mailboxes ?? record.mailboxes)
    }

    /// Signed with ours, for a record in its written form.
    func signed(
        _ record: OrganisationRecord, by signers: borrowing SigningKey
    ) throws -> SignedRecord {
        let bytes = record.serialized()
        return try SignedRecord(
            bytes: bytes,
            signatures: [SignedRecord.signature(over: bytes, mode: mode, by: signers)])
    }

    func signed(
        _ record: OrganisationRecord, by one: borrowing SigningKey, _ two: borrowing SigningKey
    ) throws -> SignedRecord {
        let bytes = record.serialized()
        return try SignedRecord(
            bytes: bytes,
            signatures: [
                SignedRecord.signature(over: bytes, mode: mode, by: one),
                SignedRecord.signature(over: bytes, mode: mode, by: two),
            ])
    }

    /// Verifies these records as the organisation that the first one makes.
    func verify(_ records: [SignedRecord]) throws -> VerifiedOrganisation {
        let unverified = try UnverifiedOrganisation(OrganisationFile(mode: mode, records: records))
        return try unverified.verify(fingerprint: unverified.fingerprint, mode: mode)
    }
}
