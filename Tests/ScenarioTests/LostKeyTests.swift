import Foundation
import Testing

/// Computers that are added, lost or stolen, and keys that are lost, through the real programs.
@Suite struct `Computers and keys that are lost` {
    private let team: Team

    init() throws {
        team = try Team()
        #expect(try team.office.plomba("sync").status == 0)
    }

    private var broker: BrokerProcess { team.scene.broker }

    private func request(_ name: String) -> Request {
        Request(of: name, in: team.folder, office: team.office)
    }

    @Test func `a person has two computers; one is stolen, the other goes on`() throws {
        let desktop = try request("desktop").enrol(
            "--keys", team.colleague.home + "/keys", "--device", "legal-desktop")
        try broker.introduce(desktop)
        let added = try desktop.plomba(
            "partner", "add", Parties.sender + ".org", "--fingerprint", team.partner.digits())
        #expect(added.status == 0, "\(added.errors)")
        let (one, two) = (try team.send(), try team.send())
        let taken = try team.take(one, by: desktop, into: "one")
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try team.take(two, by: team.colleague, into: "two").status == 0)
        let third = try team.send()

        let since = Date().addingTimeInterval(-1).formatted(.iso8601)
        let revoked = try team.office.plomba(
            "keys", "revoke", "--device", "legal-desktop", "--compromised", "--since", since,
            "--format", "json")
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(
            try held(revoked) == [one, two, third].reduce(into: [:]) { $0[$1] = "maybe-fetched" })
        #expect(try revoked.json()["heldAskedOfBroker"] as? Bool == true)
        let refused = try desktop.plomba("receive", third, "-o", "never")
        #expect(refused.code == "broker.unauthenticated", "\(refused.errors)")
        let goesOn = try team.take(third, by: team.colleague, into: "three")
        #expect(goesOn.status == 0, "\(goesOn.errors)")
        // Its owner's own books know more, once they have the record that was made at the office.
        func revokeHere() throws -> Outcome {
            try team.colleague.plomba(
                "keys", "revoke", "--device", "device-2", "--compromised", "--since", since,
                "--format", "json")
        }
        #expect(try revokeHere().code == "organisation.record-made-elsewhere")
        #expect(try team.colleague.plomba("organisation", "adopt").status == 0)
        let books = try revokeHere()
        #expect(books.status == 0, "\(books.errors)")
        #expect(try held(books)[two] == "fetched-there")
        #expect(try held(books)[one] == "maybe-fetched")
    }

    @Test func `keys that were rotated on one computer are taken to the person's other one`() throws
    {
        let desktop = try request("desktop").enrol(
            "--keys", team.colleague.home + "/keys", "--device", "legal-desktop")
        try broker.introduce(desktop)
        let added = try desktop.plomba(
            "partner", "add", Parties.sender + ".org", "--fingerprint", team.partner.digits())
        #expect(added.status == 0, "\(added.errors)")
        let old = try team.send()
        // The colleague has no root: the draft goes to the office, whose root signs it elsewhere.
        #expect(try team.colleague.plomba("organisation", "adopt").status == 0)
        let rotated = try team.colleague.plomba("keys", "rotate", "--format", "json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        let early = try desktop.plomba("keys", "take", team.colleague.home + "/keys")
        #expect(early.status == 0, "the same keys as before: \(early.errors)")
        let adopted = try team.colleague.plomba(
            "organisation", "adopt",
            signature(over: try #require(rotated.json()["file"] as? String)))
        #expect(adopted.status == 0, "\(adopted.errors)")

        let strange = try desktop.plomba("keys", "take", team.office.home + "/keys")
        #expect(strange.code == "member.keys-not-listed", "\(strange.errors)")
        let before = try desktop.plomba("keys", "take", team.colleague.home + "/keys")
        #expect(before.code == "member.keys-not-listed", "\(before.errors)")
        #expect(try desktop.plomba("organisation", "adopt").status == 0)
        let taken = try desktop.plomba("keys", "take", team.colleague.home + "/keys")
        #expect(taken.status == 0, "\(taken.errors)")
        for (id, name) in [(old, "old"), (try team.send(), "new")] {
            let received = try team.take(id, by: desktop, into: name)
            #expect(received.status == 0, "\(received.errors)")
        }
    }

    @Test func `the list of a revocation has what was sealed there, and says when it is short`()
        throws
    {
        let sent = try team.send()
        let before = try team.send()
        broker.stop()
        let revoked = try team.partner.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since",
            Date().addingTimeInterval(-1).formatted(.iso8601), "--format", "json")
        #expect(revoked.status == 0, "\(revoked.errors)")
        #expect(try held(revoked) == [sent: "sealed-there", before: "sealed-there"])
        #expect(try revoked.json()["heldAskedOfBroker"] as? Bool == false)
        let unlisted = try team.partner.plomba(
            "keys", "revoke", "--device", "device-7", "--compromised", "--since",
            "2026-01-01T00:00:00Z")
        #expect(unlisted.code == "record-change.unknown-key", "\(unlisted.errors)")
    }

    @Test func `a lost computer is named in the record, and nothing is revoked`() throws {
        let used = try team.office.plomba("keys", "replace", "--device", "device-2")
        #expect(used.status == 64)
        let lost = try team.office.plomba(
            "keys", "replace", "--lost", "--device", "device-2", "--format", "json")
        #expect(lost.status == 0, "\(lost.errors)")
        let devices = try team.members(of: team.office)[Team.label]?["devices"] as? [[String: Any]]
        #expect(devices?.first?["status"] as? String == "replaced")
        #expect(try team.office.plomba("partner", "signers", "--revoked").output.isEmpty)
        #expect(try team.colleague.plomba("inbox").code == "broker.unauthenticated")
        let again = try team.office.plomba("keys", "replace", "--lost", "--device", "device-2")
        #expect(again.code == "member.unknown-device", "\(again.errors)")
    }

    @Test func `lost keys are replaced by the roots; old mail stays with the others`() throws {
        let old = try team.send()
        let fresh = request("new-laptop")
        func ask(_ name: String) throws -> Outcome {
            try fresh.party.plomba(
                arguments: [
                    "keys", "replace", "--lost", fresh.export(), "--fingerprint",
                    team.office.digits(), "--name", name, "-o", fresh.file,
                ])
        }
        #expect(try ask("nobody").code == "member-request.unknown-member")
        let asked = try ask(Team.label)
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(asked.errors.contains("recovery key"))
        try fresh.party.makeCheap()
        // Until the roots have agreed the old keys count, and the new ones do not.
        try broker.introduce(fresh.party)
        #expect(try fresh.party.plomba("inbox").code == "broker.unauthenticated")
        #expect(try team.colleague.plomba("inbox").status == 0)
        let approved = try fresh.approve()
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(try approved.json()["purpose"] as? String == "replacement")
        #expect(try approved.json()["unreadable"] as? [String] == [])
        #expect(try team.colleague.plomba("inbox").code == "broker.unauthenticated")
        // The file or the broker: either tells the new computer that it counts.
        let adopted = try fresh.party.plomba("organisation", "adopt")
        #expect(adopted.status == 0, "\(adopted.errors)")
        #expect(try Team.version(of: fresh.party) == 3)
        let added = try fresh.party.plomba(
            "partner", "add", Parties.sender + ".org", "--fingerprint", team.partner.digits())
        #expect(added.status == 0, "\(added.errors)")

        let unread = try fresh.party.plomba("receive", old, "-o", "never")
        #expect(unread.status != 0)
        #expect(try team.take(old, by: team.office, into: "old").status == 0)
        let new = try team.send()
        let taken = try team.take(new, by: fresh.party, into: "new")
        #expect(taken.status == 0, "\(taken.errors)")
        let mailboxes = try team.members(of: team.office)[Team.label]?["mailboxes"] as? [String]
        #expect(mailboxes == ["intake"])
    }

    @Test func `a mailbox whose only keys are lost is told to need the recovery key`() throws {
        #expect(try team.office.plomba("member", "leave", Team.label).status == 0)
        let fresh = request("new-laptop")
        let asked = try fresh.party.plomba(
            arguments: [
                "keys", "replace", "--lost", fresh.export(), "--fingerprint",
                team.office.digits(), "--name", "intake-officer", "-o", fresh.file,
            ])
        #expect(asked.status == 0, "\(asked.errors)")
        let approved = try fresh.approve()
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(try approved.json()["unreadable"] as? [String] == [team.office.mailbox])
        #expect(approved.errors.contains("recovery key"))
    }

    /// What the office's root signs, with the key that lies locked in its home.
    private func signature(over file: String) throws -> String {
        let folder = team.folder
        let opened = try Interop.run(
            "age_scrypt.py",
            ["open", folder.place("passphrase"), team.office.home + "/keys/root.age"],
            in: folder)
        try folder.write("root", opened.output)
        try FileManager.default.copyItem(atPath: file, toPath: folder.place("draft.json"))
        let signed = try Program.run(
            Program.tool("ssh-keygen"),
            [
                "-q", "-Y", "sign", "-n", "plomba/v1/OrganisationRecord", "-f",
                folder.place("root"),
                folder.place("draft.json"),
            ], in: folder.path)
        try #require(signed.status == 0, "\(signed.errors)")
        return "draft.json.sig"
    }

    /// By consignment: how the key had it.
    private func held(_ outcome: Outcome) throws -> [String: String] {
        let list = try #require(try outcome.json()["held"] as? [[String: Any]])
        return try list.reduce(into: [:]) { found, one in
            found[try #require(one["consignment"] as? String)] = one["how"] as? String
        }
    }
}
