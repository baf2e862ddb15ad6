import Age
import KeyDirectory
import Primitives
import Testing

@testable import Custodian

/// Records of one organisation, one after the other, as its own root signs them.
struct RecordLedger {
    private final class Root: Sendable {
        let key: SigningKey
        init() throws { key = try SigningKey() }
    }

    static let member = "intake-officer"
    private let root: Root
    private(set) var organisation: VerifiedOrganisation

    init(member text: String = Self.member) throws {
        root = try Root()
        let issued = try Self.day(0)
        let expiry = try Self.day(365)
        let label = try #require(RecordLabel(text))
        let validity = Validity(from: issued, until: expiry, status: .active)
        let record = try OrganisationRecord.genesis(
            mode: .live, name: #require(OrganisationName("group484.rs")), issuedTime: issued,
            expiryTime: expiry, threshold: 1,
            roots: [
                RootKey(label: #require(RecordLabel("director")), key: .ed25519(root.key.publicKey))
            ],
            members: [
                Member(
                    label: label, roles: [.caseworker], signingKey: SigningKey().publicKey,
                    recipient: Self.recipient(), validity: validity)
            ],
            devices: [
                Device(
                    label: #require(RecordLabel("device-1")), member: label,
                    key: SigningKey().publicKey, validity: validity)
            ],
            mailboxes: [
                MailboxEntry(
                    name: #require(RecordLabel("intake")), members: [label],
                    recovery: Self.recipient(), homeBroker: nil)
            ])
        let bytes = record.serialized()
        let signed = try SignedRecord(
            bytes: bytes,
            signatures: [SignedRecord.signature(over: bytes, mode: .live, by: root.key)])
        let history = try UnverifiedOrganisation(OrganisationFile(mode: .live, records: [signed]))
        organisation = try history.verify(fingerprint: history.fingerprint, mode: .live)
    }

    static func day(_ days: Int64) throws -> Timestamp {
        try #require(Timestamp("2026-01-01T00:00:00Z")?.adding(seconds: days * 86_400))
    }

    static func recipient() throws -> HybridRecipientText {
        try #require(HybridRecipientText(Identity.generateHybrid().recipient.text))
    }

    var current: OrganisationRecord { organisation.current }

    mutating func sign(_ draft: RecordDraft) throws {
        let bytes = draft.signed.bytes
        organisation = try organisation.appending(
            SignedRecord(
                bytes: bytes,
                signatures: [SignedRecord.signature(over: bytes, mode: .live, by: root.key)]))
    }

    mutating func make(
        _ change: RecordChange, on day: Int64, validDays: Int64? = nil
    ) throws {
        let issued = try Self.day(day)
        let expiry = try validDays.map { try Self.day(day + $0) } ?? current.expiryTime
        let history = organisation.history
        try sign(
            organisation.draft(issued: issued, expiry: expiry) { present in
                try change.content(
                    after: present, history: history, issued: issued, expiry: expiry)
            })
    }

    mutating func rotate(_ text: String = Self.member, on day: Int64, withDevice: Bool = false)
        throws
    {
        let label = try #require(RecordLabel(text))
        let old = current.devices.last { $0.validity.status == .active }?.key
        let device: (new: PublicKey, old: PublicKey)? =
            try withDevice ? (new: SigningKey().publicKey, old: #require(old)) : nil
        try make(
            .rotation(
                NewMemberKeys(
                    member: label, signing: SigningKey().publicKey, recipient: Self.recipient(),
                    device: device)), on: day)
    }

    @discardableResult
    mutating func revoke(_ keys: [RevokedKey], since: Int64, on day: Int64) throws -> Bool {
        let issued = try Self.day(day)
        let expiry = try max(current.expiryTime, Self.day(day + 30))
        let (draft, isComplete) = try organisation.draft(
            revoking: keys, since: Self.day(since), issued: issued, expiry: expiry)
        try sign(draft)
        return isComplete
    }
}

@Suite struct `Keys in the wrong hands` {
    @Test func `each key of a computer is reached, and none of its labels comes again`() throws {
        var ledger = try RecordLedger()
        let stolen = ledger.current.devices[0].key.id
        // Two rotations in a panic, days after the theft.
        try ledger.rotate(on: 20, withDevice: true)
        try ledger.rotate(on: 21, withDevice: true)
        let labels = ledger.organisation.history.flatMap(\.devices).map(\.label.text)
        #expect(labels == ["device-1", "device-2", "device-3"])
        #expect(ledger.organisation.device(stolen, at: try RecordLedger.day(15)) != nil)
        try ledger.revoke([.device("device-1")], since: 10, on: 22)
        #expect(ledger.organisation.device(stolen, at: try RecordLedger.day(9)) != nil)
        #expect(ledger.organisation.device(stolen, at: try RecordLedger.day(15)) == nil)
        #expect(ledger.organisation.isRevoked(device: stolen, at: try RecordLedger.day(15)))
    }

    @Test func `a label with no room for a mark is revoked all the same`() throws {
        let long = "a" + String(repeating: "b", count: 63)
        var ledger = try RecordLedger(member: long)
        let stolen = ledger.current.members[0].signingKey.id
        try ledger.rotate(long, on: 20)
        try ledger.revoke([.member(long)], since: 10, on: 21)
        #expect(ledger.organisation.member(signing: stolen, at: try RecordLedger.day(15)) == nil)
        #expect(ledger.organisation.memberStanding(stolen)?.isRevoked == true)
        #expect(ledger.current.members.count == 2)
    }

    @Test func `since a time after the record had expired`() throws {
        var ledger = try RecordLedger()
        let stolen = ledger.current.members[0].signingKey.id
        try ledger.revoke([.member(RecordLedger.member)], since: 370, on: 372)
        #expect(ledger.organisation.memberStanding(stolen)?.isRevoked == true)
        #expect(ledger.organisation.member(signing: stolen, at: try RecordLedger.day(371)) == nil)
        try ledger.make(.renewal, on: 373, validDays: 365)
        #expect(ledger.organisation.member(signing: stolen, at: try RecordLedger.day(380)) == nil)
        // Once more, later: it had ended; the text does not say that nothing was stolen.
        #expect(throws: RecordChangeError.endedBefore(try RecordLedger.day(365))) {
            try ledger.revoke([.member(RecordLedger.member)], since: 374, on: 375)
        }
        #expect(throws: RecordChangeError.beforeTheKey(try RecordLedger.day(0))) {
            try ledger.revoke([.member(RecordLedger.member)], since: 0, on: 375)
        }
        #expect(throws: RecordChangeError.nothing) {
            try ledger.revoke([.member(RecordLedger.member)], since: 365, on: 375)
        }
    }

    @Test func `a rotated key does not come back with a renewal after its time`() throws {
        var ledger = try RecordLedger()
        let old = ledger.current.members[0].signingKey.id
        try ledger.rotate(on: 20)
        #expect(ledger.current.members.count == 2)
        try ledger.make(.renewal, on: 30, validDays: 365)
        #expect(ledger.organisation.member(signing: old, at: try RecordLedger.day(49)) != nil)
        #expect(ledger.organisation.member(signing: old, at: try RecordLedger.day(50)) == nil)
        try ledger.make(.renewal, on: 60, validDays: 365)
        #expect(ledger.current.members.count == 1)
        #expect(ledger.organisation.member(signing: old, at: try RecordLedger.day(40)) != nil)
        #expect(ledger.organisation.member(signing: old, at: try RecordLedger.day(61)) == nil)
    }

    @Test func `whose owner is gone is told to be the owner's, and goes with the owner's keys`()
        throws
    {
        var ledger = try RecordLedger()
        let stolen = ledger.current.devices[0].key.id
        let issued = try RecordLedger.day(20)
        let label = try #require(RecordLabel("successor"))
        var content = RecordContent(ledger.current)
        content.members = [
            Member(
                label: label, roles: [.caseworker], signingKey: try SigningKey().publicKey,
                recipient: try RecordLedger.recipient(),
                validity: Validity(from: issued, until: ledger.current.expiryTime, status: .active))
        ]
        content.devices = []
        content.mailboxes = content.mailboxes.map {
            MailboxEntry(
                name: $0.name, members: [label], recovery: $0.recovery, homeBroker: nil)
        }
        let next = content
        try ledger.sign(
            ledger.organisation.draft(issued: issued, expiry: ledger.current.expiryTime) { _ in
                next
            })
        #expect(throws: RecordChangeError.ownerGone("device-1", RecordLedger.member)) {
            try ledger.revoke([.device("device-1")], since: 10, on: 30)
        }
        try ledger.revoke(
            [.member(RecordLedger.member), .device("device-1")], since: 10, on: 30)
        #expect(ledger.organisation.device(stolen, at: try RecordLedger.day(9)) != nil)
        #expect(ledger.organisation.device(stolen, at: try RecordLedger.day(15)) == nil)
    }

    @Test func `in a full record the listed key is revoked, and what is left out is said`() throws {
        var ledger = try RecordLedger()
        let old = ledger.current.members[0].signingKey.id
        try ledger.rotate(on: 20)
        try ledger.rotate(on: 25)
        let present = ledger.current.members[0].signingKey.id
        // Both former keys end, and so many people come that nothing more fits.
        let issued = try RecordLedger.day(60)
        var content = RecordContent(ledger.current)
        content.dropEnded(at: issued)
        func room() throws -> Int {
            RecordLimits.recordSizeInBytes
                - (try ledger.organisation.next(
                    issued: issued, expiry: ledger.current.expiryTime, saying: content
                ).serialized().count)
        }
        while try room() > 2400 {
            content.members.append(
                Member(
                    label: try #require(RecordLabel("person-\(content.members.count)")),
                    roles: [.caseworker], signingKey: try SigningKey().publicKey,
                    recipient: try RecordLedger.recipient(),
                    validity: Validity(
                        from: issued, until: ledger.current.expiryTime, status: .active)))
        }
        let full = content
        try ledger.sign(
            ledger.organisation.draft(issued: issued, expiry: ledger.current.expiryTime) { _ in
                full
            })
        let isComplete = try ledger.revoke([.member(RecordLedger.member)], since: 30, on: 61)
        #expect(!isComplete)
        #expect(ledger.organisation.memberStanding(present)?.isRevoked == true)
        #expect(ledger.organisation.memberStanding(old)?.isRevoked == false)
    }
}

@Suite struct `Labels that nobody is given` {
    @Test(arguments: ["director.former-1", "a" + String(repeating: "b", count: 53)])
    func `those of keys of before, and those too long to become one`(_ label: String) throws {
        #expect(throws: MemberError.label(label)) {
            _ = try MemberApplication.newMember(
                label: label, roles: [], mailboxes: [], device: nil)
        }
        #expect(throws: MemberError.label(label)) {
            _ = try MemberApplication.furtherDevice(label, keysFolder: "keys")
        }
        #expect(throws: FoundingError.label(label)) {
            _ = try FoundingRequest(
                name: #require(OrganisationName("group484.rs")), member: label, mailbox: "intake",
                validDays: 1, mode: .live)
        }
    }
}
