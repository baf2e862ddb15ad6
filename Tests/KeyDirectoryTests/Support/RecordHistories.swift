import KeyDirectory
import Primitives
import Testing

/// Records that follow one another, and records that seem to: the cases of
/// `Protocol/vectors/record-histories`, made anew with fresh keys.
struct RecordHistories {
    private let roots: Roots
    private let one: OrganisationRecord
    private let first: SignedRecord
    private let newRecipient: HybridRecipientText

    init() throws {
        roots = try Roots()
        one = try roots.genesis()
        first = try roots.signed(one, by: roots.first)
        newRecipient = try Roots.recipient()
    }

    func valid() throws -> [RecordVector] {
        let rotated = try rotated()
        return [
            try vector("rotated-key-counts-for-a-while", [next(after: one, [new(), former()])]),
            try vector("rotated-key-is-dropped", [next(after: one, [new()])]),
            try vector(
                "rotated-key-is-revoked",
                [sign(rotated), next(after: rotated, [new(), former(.revoked, "2026-03-01")])]),
            try vector("key-is-revoked", [next(after: one, [member(.revoked, "2026-03-01")])]),
            try vector(
                "revoked-from-earlier-still",
                afterRevocation(member(.revoked, "2026-02-01"))),
            try vector(
                "left-then-revoked",
                [sign(left()), next(after: left(), [new(), former(.revoked, "2026-03-01")])]),
            try vector("renewed", [next(after: one, [member(.active, "2029-01-01")])]),
            try vector(
                "three-versions",
                [sign(rotated), next(after: rotated, [new()])]),
            try vector(
                "name-with-a-digit", [],
                of: roots.signed(
                    OrganisationRecord(
                        parsing: edit(one.serialized(), "group484.rs", "gr0up484.rs")),
                    by: roots.first)),
        ]
    }

    func invalid() throws -> [RecordVector] {
        let revived = "record.key-revived"
        let dropped = try roots.next(after: one, members: [new()], devices: [])
        let backwards = try roots.next(after: one, issued: "2025-12-31")
        let both = try twoApplications()
        return [
            try vector(
                "revoked-key-counts-again", afterRevocation(member(.active, "2028-01-01")),
                revived),
            try vector(
                "revoked-key-counts-longer", afterRevocation(member(.revoked, "2026-04-01")),
                revived),
            try vector(
                "revoked-key-merely-left", afterRevocation(member(.left, "2026-03-01")), revived),
            try vector(
                "dropped-key-counts-again",
                [sign(dropped), next(after: dropped, [new(), former()])], revived),
            try vector(
                "key-counts-from-earlier",
                [next(after: one, [member(.active, "2028-01-01", from: "2020-01-01")])], revived),
            try vector("replayed", [first], "record.version-not-next"),
            try vector(
                "fast-forwarded", [sign(roots.next(after: one, version: 1_000_000))],
                "record.version-not-next"),
            try vector("issued-backwards", [sign(backwards)], "record.issued-backwards"),
            try vector(
                "one-authenticator-under-two-applications", [], "record.duplicate-key",
                of: SignedRecord(bytes: both, signatures: first.signatures)),
        ]
    }

    /// Made as text: our own type refuses to make it.
    private func twoApplications() throws -> [UInt8] {
        let roots = try ["one", "two"].map { name in
            let key = SecurityKey(point: self.roots.first.publicKey, application: "ssh:" + name)
            return RootKey(label: try Roots.label(name), key: .securityKey(key))
        }
        let texts = try roots.map { root in
            String(decoding: try self.roots.genesis([root]).serialized(), as: UTF8.self)
        }
        let parts = try texts.map { text in
            let start = try #require(text.firstRange(of: "\"roots\": [")).upperBound
            let end = try #require(text[start...].firstRange(of: "]")).lowerBound
            return (text[..<start], text[start..<end], text[end...])
        }
        return Array((parts[0].0 + parts[0].1 + "," + parts[1].1 + parts[1].2).utf8)
    }

    private func rotated() throws -> OrganisationRecord {
        try roots.next(after: one, issued: "2026-06-01", members: [new(), former()], devices: [])
    }

    private func left() throws -> OrganisationRecord {
        try roots.next(
            after: one, issued: "2026-06-01", members: [new(), former(.left, "2026-06-01")],
            devices: [])
    }

    private func afterRevocation(_ member: Member) throws -> [SignedRecord] {
        let revoked = try roots.next(
            after: one, issued: "2026-06-01", members: [self.member(.revoked, "2026-03-01")])
        return [try sign(revoked), try next(after: revoked, [member])]
    }

    private func member(
        _ status: Validity.Status, _ until: String, from: String = "2026-01-01",
        as label: String = "intake-officer"
    ) throws -> Member {
        Member(
            label: try Roots.label(label), roles: [.caseworker, .admin],
            signingKey: roots.member.publicKey, recipient: roots.memberRecipient,
            validity: Validity(
                from: try Roots.time(from), until: try Roots.time(until), status: status))
    }

    private func former(
        _ status: Validity.Status = .active, _ until: String = "2026-12-31"
    ) throws -> Member {
        try member(status, until, as: "intake-officer.former-1")
    }

    private func new() throws -> Member {
        Member(
            label: try Roots.label("intake-officer"), roles: [.caseworker],
            signingKey: roots.third.publicKey, recipient: newRecipient,
            validity: Validity(
                from: try Roots.time("2026-06-01"), until: try Roots.time("2028-01-01"),
                status: .active))
    }

    private func next(
        after record: OrganisationRecord, _ members: [Member]
    ) throws -> SignedRecord {
        try sign(roots.next(after: record, members: members))
    }

    private func sign(_ record: OrganisationRecord) throws -> SignedRecord {
        try roots.signed(record, by: roots.first)
    }

    private func vector(
        _ name: String, _ later: [SignedRecord], _ code: String? = nil,
        of start: SignedRecord? = nil
    ) throws -> RecordVector {
        let records = [start ?? first] + later
        return RecordVector(
            name: name, mode: .live, fingerprint: Fingerprint(records[0].digest), code: code,
            file: OrganisationFile(mode: .live, records: records).serialized())
    }
}
