import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Synchronization

@testable import Broker

/// A key that classes and closures can hold.
final class HeldKey: Sendable {
    let key: SigningKey

    init() throws {
        key = try SigningKey()
    }

    var publicKey: PublicKey { key.publicKey }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// An organisation with one root, two members, a device each, and one mailbox, `intake`, that only
/// the first member opens.
final class TestOrganisation: Sendable {
    let name: OrganisationName
    let mode: Mode
    let root: HeldKey
    let officer: HeldKey
    let archivist: HeldKey
    let laptop: HeldKey
    let desktop: HeldKey

    /// Signs for the home broker of its mailboxes; nil where the record names none.
    private let home: PublicKey?
    private let recipients: [HybridRecipientText]
    private let records = Mutex<[SignedRecord]>([])

    init(
        _ name: String, mode: Mode = .live, expiry: Timestamp = TestTime.later(days: 300),
        laptop: HeldKey? = nil, home: PublicKey? = nil
    ) throws {
        guard let name = OrganisationName(name) else { throw TestFailure("not a name: \(name)") }
        self.name = name
        self.mode = mode
        root = try HeldKey()
        officer = try HeldKey()
        archivist = try HeldKey()
        self.laptop = try laptop ?? HeldKey()
        self.home = home
        desktop = try HeldKey()
        recipients = try (0..<3).map { _ in try Self.recipient() }
        try addRecord(expiry: expiry)
    }

    /// Issues the next version of the record.
    func addRecord(
        expiry: Timestamp = TestTime.later(days: 300), issued: Timestamp = TestTime.start,
        laptop status: Validity.Status = .active, laptopUntil: Timestamp? = nil,
        mailboxes: [String] = ["intake"]
    ) throws {
        let earlier = records.withLock { $0 }
        let until = Validity(
            from: TestTime.start, until: TestTime.later(days: 3000), status: .active)
        let record = try OrganisationRecord(
            mode: mode, version: earlier.count + 1, name: name, previous: earlier.last?.digest,
            issuedTime: issued, expiryTime: expiry, threshold: 1,
            roots: [RootKey(label: label("root"), key: .ed25519(root.publicKey))],
            members: [
                Member(
                    label: label("officer"), roles: [.caseworker], signingKey: officer.publicKey,
                    recipient: recipients[0], validity: until),
                Member(
                    label: label("archivist"), roles: [.auditor],
                    signingKey: archivist.publicKey, recipient: recipients[1], validity: until),
            ],
            devices: [
                Device(
                    label: label("laptop"), member: label("officer"), key: laptop.publicKey,
                    validity: Validity(
                        from: TestTime.start, until: laptopUntil ?? until.until, status: status)),
                Device(
                    label: label("desktop"), member: label("archivist"), key: desktop.publicKey,
                    validity: until),
            ],
            mailboxes: mailboxes.map { name in
                MailboxEntry(
                    name: try label(name), members: [try label("officer")],
                    recovery: recipients[2],
                    homeBroker: home.flatMap {
                        HomeBroker(
                            url: "https://home.example:8443", pin: BrokerPin(digest: .of([1])),
                            serviceKey: $0)
                    })
            })
        let bytes = record.serialized()
        let signature = SignedRecord.signature(over: bytes, mode: mode, by: root.key)
        let signed = try SignedRecord(bytes: bytes, signatures: [signature])
        records.withLock { $0.append(signed) }
    }

    /// The file with the first `count` versions, or all of them.
    func file(versions count: Int? = nil) -> [UInt8] {
        let records = records.withLock { $0 }
        return OrganisationFile(mode: mode, records: Array(records.prefix(count ?? records.count)))
            .serialized()
    }

    var fingerprint: Fingerprint { Fingerprint(records.withLock { $0[0].digest }) }

    var digits: String { fingerprint.digitGroups }

    var reference: OrganisationReference {
        OrganisationReference(name: name, fingerprint: fingerprint)
    }

    func mailbox(_ local: String = "intake") throws -> MailboxAddress {
        guard let address = MailboxAddress(local: local, organisation: name) else {
            throw TestFailure("not a mailbox: \(local)")
        }
        return address
    }

    private func label(_ text: String) throws -> RecordLabel {
        guard let label = RecordLabel(text) else { throw TestFailure("not a label: \(text)") }
        return label
    }

    /// A recipient of the right form; nobody encrypts here.
    private static func recipient() throws -> HybridRecipientText {
        let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
        let data = Randomness.bytes(1952).map { alphabet[Int($0 & 31)] }
        guard let text = HybridRecipientText("age1pq1" + String(decoding: data, as: UTF8.self))
        else { throw TestFailure("not a recipient") }
        return text
    }
}
