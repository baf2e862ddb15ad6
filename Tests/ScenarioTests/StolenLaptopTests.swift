import Foundation
import Testing

/// The drill of `Keys/emergency.md`: the laptop of an office is stolen; two clients, a broker and a clock.
@Suite struct `A stolen laptop` {
    private let scene: Scene
    private var folder: Folder { scene.folder }
    private var office: Party { scene.receiver }
    private var partner: Party { scene.sender }

    init() throws {
        scene = try Scene()
        try folder.write(
            "office-case.json",
            Program.run(
                Program.path("plomba"),
                ["case", "example", "--from", Parties.receiver, "--to", Parties.sender],
                in: folder.path
            ).output)
    }

    private func send(by party: Party) throws -> (id: String, time: String) {
        let sent = try party.plomba(
            "send", "evidence", "--case", "office-case.json", "--to", partner.mailbox,
            "--format", "json")
        try #require(sent.status == 0, "\(sent.errors)")
        return (
            try #require(sent.json()["consignment"] as? String),
            try #require(sent.json()["receivedTime"] as? String)
        )
    }

    /// As on a machine that has nothing but the program.
    private func emergency(_ arguments: String...) throws -> Outcome {
        try Program.run(
            Program.path("plomba"), ["emergency"] + arguments, in: folder.path)
    }

    private func sshKeygen(_ arguments: String...) throws {
        let made = try Program.run(Program.tool("ssh-keygen"), arguments, in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
    }

    /// A root in the safe, beside that on the laptop; and the file beside the card.
    private func prepare() throws {
        try sshKeygen("-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder.place("safe"))
        let roots = try office.plomba("organisation", "roots", "--add", "safe=safe.pub")
        try #require(roots.status == 0, "\(roots.errors)")
        try #require(
            office.plomba("organisation", "export", "-o", "in-the-safe.org").status == 0)
    }

    private func sign(_ name: String, as draft: Outcome) throws {
        let file = try #require(draft.json()["file"] as? String)
        if file != folder.place(name), file != name {
            try FileManager.default.copyItem(atPath: file, toPath: folder.place(name))
        }
        try sshKeygen(
            "-q", "-Y", "sign", "-n", "plomba/v1/OrganisationRecord", "-f", folder.place("safe"),
            folder.place(name))
    }

    @Test func `is shut out in ten minutes, and each side of the theft is judged as it was`() throws
    {
        try prepare()
        let card = try office.plomba("emergency", "card")
        #expect(card.output.contains(try office.digits()) && card.output.contains("device-1"))
        #expect(card.output.contains(scene.broker.pin) && card.output.contains("safe"))
        let backup = Party(name: "backup", folder: folder)
        try FileManager.default.copyItem(atPath: office.home, toPath: backup.home)
        let waiting = try scene.send()
        let before = try send(by: office)

        // The theft. The thief sends before anybody notices.
        let since = try #require(
            try? Date(before.time, strategy: .iso8601).addingTimeInterval(1))
        Thread.sleep(until: since)
        let after = try send(by: office)
        let thief = office
        let begun = Date()
        let revoked = try emergency(
            "revoke", "in-the-safe.org", "--fingerprint", office.digits(), "--device", "device-1",
            "--member", "intake-officer", "--since", since.formatted(.iso8601), "-o",
            "revocation.json", "--format", "json")
        try #require(revoked.status == 0, "\(revoked.errors)")
        #expect(try revoked.json()["unread"] as? [String] == [office.mailbox])
        try sign("revocation.json", as: revoked)
        let published = try emergency(
            "publish", "in-the-safe.org", "--fingerprint", office.digits(), "--record",
            "revocation.json", "--signature", "revocation.json.sig", "--broker",
            scene.broker.url, "--pin", scene.broker.pin, "-o", "new.org", "--format", "json")
        try #require(published.status == 0, "\(published.errors)")
        #expect(try published.json()["broker"] as? String == "yes")
        #expect(try thief.plomba("inbox").code == "broker.unauthenticated")
        #expect(Date().timeIntervalSince(begun) < 600)

        // The partner: what was signed before the theft holds, what came after does not.
        let received = try partner.plomba("receive", before.id, "-o", "before")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try partner.plomba("receive", after.id, "-o", "after").status == 2)
        #expect(!folder.exists("after"))
        let sync = try partner.plomba("sync", "--format", "json")
        #expect(sync.status == 0, "\(sync.errors)")
        #expect(try sync.json()["unreadable"] as? [String] == [waiting])
        #expect(sync.errors.contains("plomba reseal \(waiting)"))
        let signers = try partner.plomba("partner", "signers", "--revoked")
        #expect(signers.output.split(separator: "\n").count == 2, "\(signers.output)")
        let sealed = try partner.plomba(
            "send", "evidence", "--case", "case.json", "--to", office.mailbox)
        #expect(sealed.code == "seal.mailbox-without-members", "\(sealed.errors)")
        let early = try partner.plomba("reseal", waiting)
        #expect(early.code == "seal.mailbox-without-members", "\(early.errors)")
        #expect(try !scene.steps(waiting, of: partner).contains("withdrawn"))

        try goOn(backup, waiting)
        // A year later the verdicts are the same.
        let later = try partner.plomba(clock: "+300d", "verify", "before")
        #expect(later.status == 0, "\(later.output)\(later.errors)")
    }

    /// New keys on a computer that was not stolen; what waited is sealed again.
    private func goOn(_ backup: Party, _ waiting: String) throws {
        let adopted = try backup.plomba("organisation", "adopt", "new.org")
        #expect(adopted.status == 0, "\(adopted.errors)")
        let rotated = try backup.plomba("keys", "rotate", "--device")
        #expect(rotated.status == 0, "\(rotated.errors)")
        let again = try partner.plomba("reseal", waiting, "--format", "json")
        try #require(again.status == 0, "\(again.errors)")
        #expect(try again.json()["withdrawn"] as? [String] == [office.mailbox])
        let id = try #require(again.json()["consignment"] as? String)
        let taken = try backup.plomba("receive", id, "-o", "taken")
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try partner.plomba("reseal", waiting).code == "reseal.already")
        #expect(try scene.steps(waiting, of: partner).contains("withdrawn"))
        // What the thief sent lies there, and is no reason for an alarm every hour.
        let sync = try partner.plomba("sync", "--format", "json")
        #expect(sync.status == 0, "\(sync.errors)")
        #expect((try sync.json()["stolen"] as? [String])?.count == 1)
    }

    @Test func `whose person has lost the keys with it: nobody reads what waits, and that is told`()
        throws
    {
        try prepare()
        let backup = Party(name: "backup", folder: folder)
        try FileManager.default.copyItem(atPath: office.home, toPath: backup.home)
        let waiting = try scene.send()
        let sealed = try partner.plomba(
            "seal", "evidence", "--case", "case.json", "--to", office.mailbox, "-o", "two.plomba")
        #expect(sealed.status == 0, "\(sealed.errors)")
        // The computer was locked: it alone is revoked.
        let revoked = try emergency(
            "revoke", "in-the-safe.org", "--fingerprint", office.digits(), "--device", "device-1",
            "--since", Date().addingTimeInterval(-1).formatted(.iso8601), "--broker",
            scene.broker.url, "--pin", scene.broker.pin, "-o", "revocation.json", "--format",
            "json")
        try #require(revoked.status == 0, "\(revoked.errors)")
        #expect(try revoked.json()["warnings"] as? [String] == [])
        #expect(!revoked.errors.contains("OTHER RECORDS"), "\(revoked.errors)")
        try sign("revocation.json", as: revoked)
        // Once more, as after the broker was away: the file that is there is the same.
        for _ in 0..<2 {
            let published = try emergency(
                "publish", "in-the-safe.org", "--fingerprint", office.digits(), "--record",
                "revocation.json", "--signature", "revocation.json.sig", "--broker",
                scene.broker.url, "--pin", scene.broker.pin, "-o", "new.org")
            try #require(published.status == 0, "\(published.errors)")
        }
        let old = try emergency(
            "revoke", "in-the-safe.org", "--fingerprint", office.digits(), "--device", "device-1",
            "--since", Date().addingTimeInterval(-1).formatted(.iso8601), "--broker",
            scene.broker.url, "--pin", scene.broker.pin, "-o", "late.json")
        #expect(old.errors.contains("OTHER RECORDS"), "\(old.errors)")
        // The keys may still be there, on a stick: nothing is said yet.
        let early = try partner.plomba("sync", "--format", "json")
        #expect(try early.json()["unreadable"] as? [String] == [], "\(early.errors)")
        let adopted = try backup.plomba("organisation", "adopt", "new.org")
        #expect(adopted.status == 0, "\(adopted.errors)")
        let fresh = Request(of: "fresh", in: folder, office: backup)
        let asked = try fresh.party.plomba(
            arguments: [
                "keys", "replace", "--lost", fresh.export(), "--fingerprint", office.digits(),
                "--name", "intake-officer", "-o", fresh.file,
            ])
        #expect(asked.status == 0, "\(asked.errors)")
        try fresh.party.makeCheap()
        let approved = try fresh.approve()
        #expect(approved.status == 0, "\(approved.errors)")
        let learnt = try partner.plomba(
            "partner", "add", fresh.export(), "--fingerprint", office.digits())
        #expect(learnt.status == 0, "\(learnt.errors)")
        let sync = try partner.plomba("sync", "--format", "json")
        #expect(try sync.json()["unreadable"] as? [String] == [waiting], "\(sync.errors)")
        let refused = try partner.plomba("send", "two.plomba")
        #expect(refused.code == "send.keys-changed", "\(refused.errors)")
        let again = try partner.plomba("reseal", waiting, "--format", "json")
        try #require(again.status == 0, "\(again.errors)")
        #expect(try again.json()["withdrawn"] as? [String] == [office.mailbox])
    }

    @Test func `whose keys were rotated since is still shut out, by person and time`() throws {
        let before = try send(by: office)
        let since = try #require(
            try? Date(before.time, strategy: .iso8601).addingTimeInterval(1))
        Thread.sleep(until: since)
        let stolen = try send(by: office)
        // In a panic: other keys first. What the old ones sign goes on counting then.
        let rotated = try office.plomba("keys", "rotate", "--device")
        #expect(rotated.status == 0, "\(rotated.errors)")
        let lost = try office.plomba(
            "keys", "revoke", "--member", "intake-officer", "--compromised", "--since",
            since.formatted(.iso8601), "--format", "json")
        #expect(lost.status == 0, "\(lost.errors)")
        // The new key began after the theft, and goes on.
        #expect(try lost.json()["unread"] as? [String] == [])
        let device = try office.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since",
            since.formatted(.iso8601))
        #expect(device.status == 0, "\(device.errors)")
        #expect(try partner.plomba("receive", before.id, "-o", "before").status == 0)
        #expect(try partner.plomba("receive", stolen.id, "-o", "stolen").status == 2)
        let good = try send(by: office)
        #expect(try partner.plomba("receive", good.id, "-o", "good").status == 0)
        let signers = try partner.plomba("partner", "signers", "--revoked")
        #expect(signers.output.split(separator: "\n").count == 2, "\(signers.output)")
        let early = try office.plomba(
            "keys", "revoke", "--member", "intake-officer", "--compromised", "--since",
            "2026-01-01T00:00:00Z")
        #expect(early.code == "record-change.before-the-key", "\(early.errors)")
    }

    @Test func `asks in vain what it had, and nobody says that it was nothing`() throws {
        let waiting = try scene.send()
        let revoked = try office.plomba(
            "keys", "revoke", "--device", "device-1", "--compromised", "--since",
            Date().addingTimeInterval(-1).formatted(.iso8601), "--format", "json")
        #expect(revoked.status == 0, "\(revoked.errors)")
        // The computer that asks is the one that was revoked: the broker lists nothing to it.
        #expect(try revoked.json()["heldAskedOfBroker"] as? Bool == false)
        #expect(revoked.errors.contains("did not list"), "\(revoked.errors) \(waiting)")
    }

    @Test func `sealed before keys changed: nothing is sent as it was`() throws {
        for name in ["one.plomba", "two.plomba"] {
            let sealed = try partner.plomba(
                "seal", "evidence", "--case", "case.json", "--to", office.mailbox, "-o", name)
            #expect(sealed.status == 0, "\(sealed.errors)")
        }
        // A planned rotation of either side stops nothing.
        for party in [office, partner] {
            #expect(try party.plomba("keys", "rotate").status == 0)
        }
        #expect(try partner.plomba("sync").status == 0)
        let sent = try partner.plomba("send", "one.plomba", "--format", "json")
        #expect(sent.status == 0, "\(sent.errors)")
        let one = try #require(sent.json()["consignment"] as? String)
        let received = try office.plomba("receive", one, "-o", "one")
        #expect(received.status == 0, "\(received.errors)")
        // Another key of the computer does.
        #expect(try partner.plomba("keys", "rotate", "--device").status == 0)
        let refused = try partner.plomba("send", "two.plomba")
        #expect(refused.code == "send.keys-changed", "\(refused.errors)")
        let hint = try #require(refused.errors.firstMatch(of: /plomba reseal ([0-9a-f]{32})/))
        let again = try partner.plomba("reseal", String(hint.1), "--format", "json")
        #expect(again.status == 0, "\(again.errors)")
        let id = try #require(again.json()["consignment"] as? String)
        // Who looks first learns the sender's new key.
        let preview = try office.plomba("preview", id)
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(try office.plomba("receive", id, "-o", "two").status == 0)
        #expect(try partner.plomba("sync").status == 0)
    }
}
