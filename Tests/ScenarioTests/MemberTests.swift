import Foundation
import Testing

/// Colleagues who come, share a mailbox, and leave, through the real programs and a real broker.
@Suite struct `Members of an organisation` {
    private let team: Team

    init() throws {
        team = try Team()
    }

    @Test func `who was enrolled opens, accepts and sends; so does who was there before`() throws {
        let listed = try team.members(of: team.office)
        #expect(Set(listed.keys) == ["intake-officer", Team.label])
        #expect(listed[Team.label]?["roles"] as? [String] == ["caseworker"])
        #expect(listed[Team.label]?["here"] as? Bool == false)
        #expect(try team.members(of: team.colleague)[Team.label]?["here"] as? Bool == true)

        // The broker hears of the colleague from whoever calls first.
        #expect(try team.office.plomba("sync").status == 0)
        let (one, two) = (try team.send(), try team.send())
        let first = try team.take(one, by: team.colleague, into: "one")
        #expect(first.status == 0, "\(first.errors)")
        let second = try team.take(two, by: team.office, into: "two")
        #expect(second.status == 0, "\(second.errors)")
        #expect(try team.partner.plomba("sync").status == 0)
        for id in [one, two] {
            #expect(try team.scene.steps(id, of: team.partner).contains("accepted"))
        }
        let verified = try team.partner.plomba("evidence", one, "-o", "evidence-one")
        #expect(verified.status == 0, "\(verified.errors)")

        let example = try team.colleague.plomba(
            "case", "example", "--from", Parties.receiver, "--to", Parties.sender)
        try team.folder.write("back.json", example.output)
        let sent = try team.colleague.plomba(
            "send", "evidence", "--case", "back.json", "--to", team.partner.mailbox, "--format",
            "json")
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(try team.partner.plomba("sync").status == 0)
        let id = try #require(try sent.json()["consignment"] as? String)
        let received = try team.take(id, by: team.partner, into: "three")
        #expect(received.status == 0, "\(received.errors)")
    }

    @Test func `one previews and the other decides: one delivery, one story`() throws {
        #expect(try team.office.plomba("sync").status == 0)
        let id = try team.send()
        #expect(try team.colleague.plomba("preview", id).status == 0)
        let taken = try team.take(id, by: team.office, into: "out")
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try team.partner.plomba("sync").status == 0)
        #expect(try team.scene.steps(id, of: team.partner).contains("accepted"))
        let listed = try team.colleague.plomba("inbox", "--format", "json").json()
        let states = (listed["deliveries"] as? [[String: Any]])?.compactMap {
            $0["state"] as? String
        }
        #expect(states?.contains("accepted") == true, "\(listed)")
    }

    @Test func `who left is refused at once and opens nothing that is sealed after`() throws {
        let waiting = try sealedTwice("before")
        let age = try StockAge(team.folder)
        #expect(try age.stanzas("before.age") == 8)
        #expect(try age.opens("before.age", with: team.colleague))
        #expect(try team.colleague.plomba("inbox").status == 0)

        let left = try team.office.plomba("member", "leave", Team.label, "--format", "json")
        #expect(left.status == 0, "\(left.errors)")
        #expect(try left.json()["broker"] as? String == "yes")
        for words in [["inbox"], ["receive", waiting, "-o", "never"], ["sync"]] {
            let refused = try team.colleague.plomba(arguments: words)
            #expect(refused.status == 1)
            #expect(refused.code == "broker.unauthenticated", "\(refused.errors)")
        }
        // What waits is read by those who remain.
        let taken = try team.take(waiting, by: team.office, into: "out")
        #expect(taken.status == 0, "\(taken.errors)")

        let after = try sealedTwice("after")
        #expect(try age.stanzas("after.age") == 4)
        #expect(try !age.opens("after.age", with: team.colleague))
        #expect(try age.opens("after.age", with: team.office))
        #expect(try team.take(after, by: team.office, into: "out-after").status == 0)

        let listed = try team.members(of: team.office)
        #expect(listed[Team.label]?["status"] as? String == "left")
        #expect(listed[Team.label]?["mailboxes"] as? [String] == [])
        let devices = listed[Team.label]?["devices"] as? [[String: Any]]
        #expect(devices?.first?["status"] as? String == "left")
        let again = try team.office.plomba("member", "leave", Team.label)
        #expect(again.code == "member.unknown")
        let shared = try team.office.plomba("mailbox", "share", "intake", "--with", Team.label)
        #expect(shared.code == "member.unknown")
        // A label stays with the person, and so do keys.
        let request = Request(of: "other", in: team.folder, office: team.office)
        let asked = try request.ask(["--name", Team.label, "--mailbox", "intake"])
        #expect(asked.code == "member-request.label-taken", "\(asked.errors)")
        let replayed = try team.office.plomba(
            "member", "challenge", "colleague.request", "-o", "replayed.age")
        #expect(replayed.code == "member-request.key-known", "\(replayed.errors)")
    }

    @Test func `the only one who opens a mailbox hands it over, and then leaves`() throws {
        #expect(try team.office.plomba("sync").status == 0)
        let waiting = try team.send()
        let whose = try team.office.plomba("mailbox", "hand-over", "intake", "--to", Team.label)
        #expect(whose.code == "mailbox.whose", "\(whose.errors)")
        let moved = try team.office.plomba(
            "mailbox", "hand-over", "intake", "--to", Team.label, "--from", "intake-officer",
            "--format", "json")
        #expect(moved.status == 0, "\(moved.errors)")
        #expect(try moved.json()["sealedBefore"] as? [String] == [waiting])
        #expect(
            try team.office.plomba("inbox", "--format", "json").json()["deliveries"] as? [Int] == []
        )
        let taken = try team.take(waiting, by: team.colleague, into: "out")
        #expect(taken.status == 0, "\(taken.errors)")
        let last = try team.office.plomba("member", "leave", Team.label)
        #expect(last.code == "mailbox.last-member", "\(last.errors)")
        for (words, code) in [
            (["hand-over", "intake", "--to", Team.label], "mailbox.already-a-member"),
            (["hand-over", "intake", "--to", "nobody"], "member.unknown"),
            (["hand-over", "outbox", "--to", "intake-officer"], "mailbox.unknown"),
            (
                ["hand-over", "intake", "--to", Team.label, "--from", "intake-officer"],
                "mailbox.not-a-member"
            ),
            (["share", "intake", "--with", Team.label], "mailbox.already-a-member"),
        ] {
            let refused = try team.office.plomba(arguments: ["mailbox"] + words)
            #expect(refused.code == code, "\(words): \(refused.errors)")
        }
        let roles = try team.office.plomba(
            "member", "roles", Team.label, "--role", "investigator", "--role", "auditor")
        #expect(roles.status == 0, "\(roles.errors)")
        #expect(
            try team.members(of: team.office)[Team.label]?["roles"] as? [String]
                == ["investigator", "auditor"])
        #expect(
            try team.office.plomba("member", "roles", Team.label, "--role", "boss").code
                == "member.role")
        let shared = try team.office.plomba(
            "mailbox", "share", "intake", "--with", "intake-officer")
        #expect(shared.status == 0, "\(shared.errors)")
    }

    @Test func `what the office changed is told to the colleague, and taken over on demand`() throws
    {
        #expect(try team.office.plomba("organisation", "renew").status == 0)
        #expect(try Team.version(of: team.office) == 3)
        let told = try team.colleague.plomba("sync")
        #expect(told.code == "organisation.record-made-elsewhere", "\(told.errors)")
        #expect(try Team.version(of: team.colleague) == 2)
        let adopted = try team.colleague.plomba("organisation", "adopt")
        #expect(adopted.status == 0, "\(adopted.errors)")
        #expect(try Team.version(of: team.colleague) == 3)
        #expect(try team.colleague.plomba("sync").status == 0)
        // What is different is said.
        let moved = try team.office.plomba(
            "mailbox", "hand-over", "intake", "--to", "intake-officer", "--from", Team.label)
        #expect(moved.status == 0, "\(moved.errors)")
        let again = try team.colleague.plomba("organisation", "adopt")
        #expect(
            again.errors.contains("mailbox intake is opened by intake-officer"), "\(again.errors)")
        // An older file does not take it back, and somebody else's is not taken.
        let older = try team.colleague.plomba("organisation", "adopt", Parties.receiver + ".org")
        #expect(older.code == "record.rollback", "\(older.errors)")
        let foreign = try team.colleague.plomba("organisation", "adopt", Parties.sender + ".org")
        #expect(foreign.code == "record.fingerprint-mismatch", "\(foreign.errors)")
        #expect(try Team.version(of: team.colleague) == 4)
    }

    @Test func `a computer with an older record is told so when partners seal by the newer one`()
        throws
    {
        let other = Request(of: "other", in: team.folder, office: team.office)
        let asked = try other.ask(["--name", "night-desk", "--mailbox", "intake"])
        try #require(asked.status == 0, "\(asked.errors)")
        let approved = try other.approve()
        try #require(approved.status == 0, "\(approved.errors)")
        let id = try team.send()
        let refused = try team.colleague.plomba("receive", id, "-o", "out")
        #expect(refused.code == "organisation.record-made-elsewhere", "\(refused.errors)")
        #expect(!team.folder.exists("out"))
        #expect(try team.colleague.plomba("organisation", "adopt").status == 0)
        let taken = try team.take(id, by: team.colleague, into: "out")
        #expect(taken.status == 0, "\(taken.errors)")
    }

    /// One bundle to the office's mailbox and to the sender's own: with one reader more or less the
    /// dummies fill up to another number. Then the same case is sent.
    private func sealedTwice(_ name: String) throws -> String {
        #expect(try team.office.plomba("sync").status == 0)
        let id = try team.send()
        let sealed = try team.partner.plomba(
            "seal", "evidence", "--case", "case.json", "--to", team.office.mailbox, "--to",
            team.partner.mailbox, "-o", name + ".plomba")
        try #require(sealed.status == 0, "\(sealed.errors)")
        try StockAge(team.folder).payload(of: name + ".plomba", into: name + ".age")
        return id
    }
}
