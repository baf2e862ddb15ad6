import Foundation
import KeyDirectory
import Primitives
import Testing

/// Makes `Protocol/vectors/members` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise. Histories in
/// which people come, leave and lose keys; a form of its own beside `records`, whose vectors stay.
@Suite struct `Member vector generator` {
    static let valid = "../members/valid"
    static let invalid = "../members/invalid"

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        try RecordVector.write(Self.valid, Story().valid())
        try RecordVector.write(Self.invalid, Story().invalid())
    }
}

private struct Story {
    private let office: Office
    private var roots: Roots { office.roots }
    private let two: [Member]
    private let devices: [Device]

    init() throws {
        office = try Office()
        let validity = Validity(
            from: try Roots.time("2026-12-01"), until: try Roots.time("2028-01-01"),
            status: .active)
        two =
            try office.roots.members() + [
                Member(
                    label: Roots.label("translator"), roles: [.caseworker],
                    signingKey: office.newSigning.publicKey, recipient: office.newRecipient,
                    validity: validity)
            ]
        devices =
            try office.roots.devices() + [
                Device(
                    label: Roots.label("device-2"), member: Roots.label("translator"),
                    key: office.newDevice.publicKey, validity: validity)
            ]
    }

    func valid() throws -> [RecordVector] {
        let revoked = try ended(.revoked, until: "2026-11-01")
        let joined = try next(
            members: two, devices: devices, mailbox: ["intake-officer", "translator"])
        let newKeys = two[0]
        return [
            try vector("two-members-with-two-computers", [joined]),
            try vector("further-computer-of-a-member", [next(devices: further())]),
            try vector(
                "handed-over", [next(members: two, devices: devices, mailbox: ["translator"])]),
            try vector("member-left", [joined, gone(after: joined)]),
            try vector(
                "left-members-are-dropped",
                [joined, gone(after: joined), again(after: gone(after: joined))]),
            try vector(
                "computer-lost", [next(devices: [device(ended(.replaced, until: "2026-12-01"))])]),
            try vector("computer-stolen", [next(devices: [device(revoked)])]),
            try vector(
                "lost-keys-replaced",
                [
                    next(
                        members: [member(newKeys.label, keysOf: two[1], newKeys.validity)],
                        devices: [device(ended(.replaced, until: "2026-12-01"))]
                            + further().suffix(1))
                ]),
        ]
    }

    func invalid() throws -> [RecordVector] {
        let good = try next(
            members: two, devices: devices, mailbox: ["intake-officer", "translator"]
        ).serialized()
        func changed(_ name: String, _ from: String, _ to: String, _ code: String) throws
            -> RecordVector
        {
            let bytes = edit(good, from, to)
            let signature = SignedRecord.signature(
                over: bytes, mode: roots.mode, by: roots.first)
            return try vector(
                name, signed: [SignedRecord(bytes: bytes, signatures: [signature])], code: code)
        }
        let line = office.newDevice.publicKey.openSSHLine
        return [
            try changed(
                "two-members-with-one-label", "\"label\": \"translator\"",
                "\"label\": \"intake-officer\"", "record.duplicate-label"),
            try changed(
                "two-members-with-one-recipient", office.newRecipient.text,
                roots.memberRecipient.text, "record.duplicate-key"),
            try changed(
                "key-of-person-and-computer", line, office.newSigning.publicKey.openSSHLine,
                "record.duplicate-key"),
            try changed(
                "computer-of-nobody", "\"member\": \"translator\"", "\"member\": \"somebody\"",
                "record.unknown-member"),
            try changed(
                "gone-and-still-valid", "\"status\": \"active\"", "\"status\": \"left\"",
                "record.times-contradict"),
            try changed(
                "key-of-a-member-becomes-a-computers", line, roots.member.publicKey.openSSHLine,
                "record.duplicate-key"),
            try changed(
                "name-with-a-cyrillic-letter", "\"name\": \"group484.rs\"",
                "\"name\": \"gr\u{43E}up484.rs\"", "record.schema"),
            try changed(
                "name-of-another-shape", "\"name\": \"group484.rs\"", "\"name\": \"gr0up484.rs\"",
                "record.name-changed"),
        ]
    }

    private func ended(_ status: Validity.Status, until: String) throws -> Validity {
        Validity(
            from: try Roots.time("2026-01-01"), until: try Roots.time(until), status: status)
    }

    private func device(_ validity: Validity) throws -> Device {
        let old = try roots.devices()[0]
        return Device(label: old.label, member: old.member, key: old.key, validity: validity)
    }

    private func further() throws -> [Device] {
        try roots.devices() + [
            Device(
                label: Roots.label("device-2"), member: Roots.label("intake-officer"),
                key: office.newDevice.publicKey, validity: devices[1].validity)
        ]
    }

    private func member(_ label: RecordLabel, keysOf other: Member, _ validity: Validity) throws
        -> Member
    {
        Member(
            label: label, roles: [.caseworker], signingKey: other.signingKey,
            recipient: other.recipient,
            validity: Validity(
                from: try Roots.time("2026-12-01"), until: validity.until, status: .active))
    }

    private func next(
        members: [Member]? = nil, devices: [Device]? = nil, mailbox: [String] = ["intake-officer"]
    ) throws -> OrganisationRecord {
        try roots.next(
            after: office.first, members: members, devices: devices,
            mailboxes: [try intake(mailbox)])
    }

    private func intake(_ labels: [String]) throws -> MailboxEntry {
        let entry = try roots.mailboxes()[0]
        return MailboxEntry(
            name: entry.name, members: try labels.map(Roots.label), recovery: entry.recovery,
            homeBroker: entry.homeBroker)
    }

    /// The translator leaves.
    private func gone(after record: OrganisationRecord) throws -> OrganisationRecord {
        let end = Validity(
            from: try Roots.time("2026-12-01"), until: try Roots.time("2026-12-05"), status: .left)
        let person = two[1]
        let computer = devices[1]
        return try roots.next(
            after: record, issued: "2026-12-05",
            members: [
                two[0],
                Member(
                    label: person.label, roles: person.roles, signingKey: person.signingKey,
                    recipient: person.recipient, validity: end),
            ],
            devices: [
                devices[0],
                Device(
                    label: computer.label, member: computer.member, key: computer.key,
                    validity: end),
            ], mailboxes: [try intake(["intake-officer"])])
    }

    private func again(after record: OrganisationRecord) throws -> OrganisationRecord {
        try roots.next(
            after: record, issued: "2026-12-06", members: [two[0]], devices: [devices[0]])
    }

    private func vector(_ name: String, _ records: [OrganisationRecord]) throws -> RecordVector {
        try vector(name, signed: records.map { try roots.signed($0, by: roots.first) }, code: nil)
    }

    private func vector(
        _ name: String, signed: [SignedRecord], code: String?
    ) throws -> RecordVector {
        let first = try roots.signed(office.first, by: roots.first)
        return RecordVector(
            name: name, mode: roots.mode, fingerprint: Fingerprint(first.digest), code: code,
            file: OrganisationFile(mode: roots.mode, records: [first] + signed).serialized())
    }
}
