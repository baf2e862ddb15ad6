import Custody
import KeyDirectory
import Primitives
import Testing

/// An organisation with one member, one device and one mailbox, made anew for each test.
final class TestOrganisation: Sendable {
    let name: OrganisationName
    let root: SigningKey
    let member: SigningKey
    let device: SigningKey
    let file: [UInt8]
    let fingerprint: Fingerprint

    static let validFrom = "2020-01-01T00:00:00Z"
    static let validUntil = "2099-01-01T00:00:00Z"

    init(_ name: String) throws {
        self.name = try #require(OrganisationName(name))
        root = try SigningKey()
        member = try SigningKey()
        device = try SigningKey()
        let record = try Self.record(self.name, root.publicKey, member.publicKey, device.publicKey)
        let bytes = record.serialized()
        let signature = SignedRecord.signature(over: bytes, mode: .live, by: root)
        let signed = try SignedRecord(bytes: bytes, signatures: [signature])
        file = OrganisationFile(mode: .live, records: [signed]).serialized()
        fingerprint = Fingerprint(signed.digest)
    }

    var reference: OrganisationReference {
        OrganisationReference(name: name, fingerprint: fingerprint)
    }

    var digits: String { fingerprint.digitGroups }

    var mailbox: MailboxAddress {
        get throws { try #require(MailboxAddress(local: "intake", organisation: name)) }
    }

    func issuer(_ key: PublicKey) -> OrganisationIssuer {
        OrganisationIssuer(organisation: reference, keyID: key.id)
    }

    /// The device's key file, as `plomba` keeps it and Python reads it.
    func deviceKeyFile() throws -> [UInt8] {
        let file = try device.openSSHPrivateKey(comment: "test")
        return file.withBytes { span in span.indices.map { span[$0] } }
    }

    func copyOfDeviceKey() throws -> SigningKey {
        var bytes = try deviceKeyFile()
        let file = try SecretBytes(copyingAndErasing: &bytes)
        return try SigningKey(openSSHPrivateKey: file)
    }

    private static func record(
        _ name: OrganisationName, _ root: PublicKey, _ member: PublicKey, _ device: PublicKey
    ) throws -> OrganisationRecord {
        let validity = Validity(
            from: try #require(Timestamp(validFrom)), until: try #require(Timestamp(validUntil)),
            status: .active)
        let officer = try #require(RecordLabel("intake-officer"))
        return try OrganisationRecord.genesis(
            mode: .live, name: name, issuedTime: validity.from, expiryTime: validity.until,
            threshold: 1,
            roots: [RootKey(label: try #require(RecordLabel("director")), key: .ed25519(root))],
            members: [
                Member(
                    label: officer, roles: [.caseworker], signingKey: member,
                    recipient: try recipient("q"), validity: validity)
            ],
            devices: [
                Device(
                    label: try #require(RecordLabel("laptop")), member: officer, key: device,
                    validity: validity)
            ],
            mailboxes: [
                MailboxEntry(
                    name: try #require(RecordLabel("intake")), members: [officer],
                    recovery: try recipient("p"), homeBroker: nil)
            ])
    }

    /// A text in the form of a hybrid recipient; the broker never encrypts to one.
    private static func recipient(_ last: String) throws -> HybridRecipientText {
        let text = "age1pq1" + String(repeating: "q", count: 1951) + last
        return try #require(HybridRecipientText(text))
    }
}
