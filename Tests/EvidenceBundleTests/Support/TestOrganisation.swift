import Age
import Custody
import KeyDirectory
import Primitives

/// Keys and a record of an organisation with one member and one device, made for one test.
final class TestOrganisation: Sendable {
    let root: SigningKey
    let member: SigningKey
    let device: SigningKey
    /// The member's encryption key.
    let identities: IdentitySet
    let recovery: IdentitySet
    /// The member's encryption key as age writes it.
    let identityText: String
    let verified: VerifiedOrganisation

    /// - Parameters:
    ///   - seed: of the member's encryption key, when it is to be the same every time.
    ///   - memberUntil: when the member's keys end; with the record if nothing is said.
    init(
        _ name: String, mode: Mode = .live, seed: [UInt8]? = nil,
        memberUntil: Timestamp = Times.expiry
    ) throws {
        root = try SigningKey()
        member = try SigningKey()
        device = try SigningKey()
        let secret = try seed.map { try SecretBytes(copying: $0.span) } ?? SecretBytes(random: 32)
        let identity = try Identity.hybrid(seed: secret)
        identityText = try identity.text().withBytes { bytes in
            var text: [UInt8] = []
            for index in bytes.indices { text.append(bytes[index]) }
            return String(decoding: text, as: UTF8.self)
        }
        identities = IdentitySet(identity)
        recovery = IdentitySet(try Identity.generateHybrid())
        let record = try OrganisationRecord.genesis(
            mode: mode, name: try made(OrganisationName(name)),
            issuedTime: Times.issued, expiryTime: Times.expiry, threshold: 1,
            roots: [RootKey(label: try made(RecordLabel("root")), key: .ed25519(root.publicKey))],
            members: [
                Member(
                    label: try made(RecordLabel("intake-officer")), roles: [.caseworker],
                    signingKey: member.publicKey, recipient: try Self.text(identities),
                    validity: Validity(from: Times.issued, until: memberUntil, status: .active))
            ],
            devices: [
                Device(
                    label: try made(RecordLabel("laptop")),
                    member: try made(RecordLabel("intake-officer")), key: device.publicKey,
                    validity: Times.validity)
            ],
            mailboxes: [
                MailboxEntry(
                    name: try made(RecordLabel("intake")),
                    members: [try made(RecordLabel("intake-officer"))],
                    recovery: try Self.text(recovery), homeBroker: nil)
            ])
        let bytes = record.serialized()
        let signature = SignedRecord.signature(over: bytes, mode: mode, by: root)
        let file = OrganisationFile(
            mode: mode, records: [try SignedRecord(bytes: bytes, signatures: [signature])])
        let unverified = try UnverifiedOrganisation(file)
        verified = try unverified.verify(fingerprint: unverified.fingerprint, mode: mode)
    }

    var reference: OrganisationReference {
        OrganisationReference(name: verified.name, fingerprint: verified.fingerprint)
    }

    static func text(_ identities: IdentitySet) throws -> HybridRecipientText {
        try made(HybridRecipientText(identities.recipients[0].text))
    }
}

/// The moments of the tests.
enum Times {
    static let issued = time("2026-01-01T00:00:00Z")
    static let sealed = time("2026-11-24T09:30:00Z")
    static let opened = time("2026-11-24T12:00:00Z")
    static let deadline = time("2026-11-27T12:00:00Z")
    static let expiry = time("2027-12-31T00:00:00Z")

    static var validity: Validity { Validity(from: issued, until: expiry, status: .active) }

    static func time(_ text: String) -> Timestamp {
        guard let time = Timestamp(text) else { preconditionFailure("a time of the tests") }
        return time
    }
}

struct NotMade: Error {}

/// The value, or an error that fails the test.
func made<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw NotMade() }
    return value
}
