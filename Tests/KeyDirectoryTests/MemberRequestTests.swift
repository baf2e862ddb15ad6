import Foundation
import KeyDirectory
import Primitives
import Testing

/// Requests for a place in a record, before and after somebody judges them.
@Suite struct `Member request` {
    @Test func `is read as it was written`() throws {
        let office = try Office()
        let request = try office.request(roles: [.admin, .auditor], mailboxes: ["legal"])
        #expect(try MemberRequest(parsing: request.serialized()) == request)
        let file = try office.signed(request)
        #expect(try MemberRequestFile(parsing: file.serialized()) == file)
        #expect(try file.verify() == request)
    }

    @Test func `asks for a place, a computer or other keys, and for nothing else with them`() throws
    {
        let office = try Office()
        #expect(throws: MemberRequestError.self) { try office.request(roles: []) }
        #expect(throws: MemberRequestError.self) {
            try office.request(.replacement, label: "intake-officer", roles: [.admin])
        }
        #expect(throws: MemberRequestError.self) {
            try office.request(.device, label: "intake-officer", mailboxes: ["intake"])
        }
        #expect(throws: MemberRequestError.self) {
            try office.request(mailboxes: ["intake", "intake"])
        }
        #expect(throws: MemberRequestError.timesContradict) {
            try office.request(expires: "2026-12-02T00:00:00Z")
        }
        #expect(throws: MemberRequestError.duplicateKey) {
            try office.request(device: office.newSigning.publicKey)
        }
    }

    @Test func `of the other mode is refused`() throws {
        let office = try Office()
        let training = try Office(mode: .training)
        let request = try training.signed(
            training.request(to: office.organisation.fingerprint)
        ).verify()
        let time = try Roots.time("2026-12-03")
        #expect(throws: MemberRequestError.modeUnexpected) {
            try office.organisation.judge(request, at: time)
        }
    }

    @Test func `with any key that the organisation ever had is refused`() throws {
        let office = try Office()
        let time = try Roots.time("2026-12-03")
        let broker = office.roots.broker.publicKey
        for key in [
            office.roots.first.publicKey, office.roots.member.publicKey,
            office.roots.device.publicKey, office.second.publicKey, broker,
        ] {
            for request in [
                try office.request(signing: key), try office.request(device: key),
                try office.request(.replacement, label: "intake-officer", device: key),
            ] {
                #expect(throws: MemberRequestError.keyKnown) {
                    try office.organisation.judge(request, at: time)
                }
            }
        }
        #expect(throws: MemberRequestError.keyKnown) {
            try office.organisation.judge(
                office.request(recipient: office.roots.recovery), at: time)
        }
    }

    @Test(arguments: ["director.former-1", "a" + String(repeating: "b", count: 53)])
    func `for a label of a key of before, or one too long to become that, is refused`(
        _ text: String
    ) throws {
        let office = try Office()
        let time = try Roots.time("2026-12-03")
        let refusal = MemberRequestError.labelUnusable(try Roots.label(text))
        #expect(throws: refusal) {
            try office.organisation.judge(office.request(label: text), at: time)
        }
        #expect(throws: refusal) {
            try office.organisation.judge(office.request(deviceLabel: text), at: time)
        }
        let fits = String(text.prefix(12))
        try office.organisation.judge(office.request(label: fits, deviceLabel: fits), at: time)
    }

    @Test func `for a computer of a label that any record has had is refused`() throws {
        let office = try Office()
        let gone = try office.roots.next(after: office.current, issued: "2026-12-02", devices: [])
        let organisation = try office.organisation.appending(
            office.roots.signed(gone, by: office.roots.first))
        let label = try Roots.label("office-laptop")
        #expect(throws: MemberRequestError.deviceLabelTaken(label)) {
            try organisation.judge(
                office.request(deviceLabel: label.text), at: Roots.time("2026-12-03"))
        }
    }

    @Test(arguments: [
        ("intake-officer", "intake.officer"), ("intake-officer", "lntake-0fficer"),
        ("team-5", "tearn-s"), ("view", "vievv"), ("desk-1", "deskl"),
    ])
    func `labels that people take for one another are told`(_ one: String, _ other: String) throws {
        let (one, other) = (try Roots.label(one), try Roots.label(other))
        #expect(one.looksLike(other) && other.looksLike(one))
    }

    @Test(arguments: [
        ("intake-officer", "intake-office"), ("desk-2", "desk-3"), ("legal", "regal"),
        ("night-desk", "desk-night"),
    ])
    func `labels that differ are told apart`(_ one: String, _ other: String) throws {
        #expect(try !Roots.label(one).looksLike(Roots.label(other)))
    }

    @Test func `a challenge is read as it was written, and in no other form`() throws {
        let challenge = MemberChallenge(organisation: Fingerprint(.of([1])), request: .of([2]))
        #expect(MemberChallenge(parsing: challenge.text) == challenge)
        #expect(challenge.text.count == MemberChallenge.sizeInBytes)
        #expect(challenge.answer == Fingerprint(.of(challenge.text)))
        let other = MemberChallenge(organisation: Fingerprint(.of([1])), request: .of([2]))
        #expect(other.answer != challenge.answer)
        let text = String(decoding: challenge.text, as: UTF8.self)
        for changed in [
            String(text.dropLast()), text + "\n", text.replacingOccurrences(of: "v1", with: "v2"),
            text.uppercased(), text.replacingOccurrences(of: "\n", with: "\r"), "",
        ] {
            #expect(MemberChallenge(parsing: Array(changed.utf8)) == nil)
        }
    }

    @Test func `what is dropped from a record to make room counts as before`() throws {
        let office = try Office()
        var content = RecordContent(office.current)
        content.dropGone()
        #expect(content.members.map(\.label.text) == ["intake-officer", "night-desk"])
        let next = try office.organisation.next(
            issued: Roots.time("2026-12-20"), expiry: Roots.time("2028-01-01"), saying: content)
        let later = try office.organisation.appending(
            office.roots.signed(next, by: office.roots.first))
        for (day, counts) in [("2026-05-31", true), ("2026-06-01", false), ("2027-01-01", false)] {
            for organisation in [office.organisation, later] {
                let found = try organisation.member(
                    signing: office.second.publicKey.id, at: Roots.time(day))
                #expect((found != nil) == counts, "\(day)")
            }
        }
        // The label stays taken, and the keys known.
        #expect(throws: MemberRequestError.labelTaken(try Roots.label("legal-officer"))) {
            try later.judge(
                office.request(label: "legal-officer"), at: Roots.time("2026-12-21"))
        }
    }
}
