import Foundation
import Testing

/// Two sides that compare their digits, each through its own `plomba`: until both have, everything says which
/// side has not.
@Suite(.timeLimit(.minutes(10))) struct `Confirming by both sides` {
    private func partner(_ name: String, of party: Party) throws -> [String: Any] {
        let shown = try party.plomba("partner", "list", "--format", "json").json()
        let list = try #require(shown["partners"] as? [[String: Any]])
        return try #require(list.first { $0["organisation"] as? String == name })
    }

    private func side(_ name: String, of party: Party) throws -> String? {
        try partner(name, of: party)["confirmedBy"] as? String
    }

    /// What a partner reads out, once it has confirmed.
    private func answer(of party: Party, to other: Party) throws -> String {
        let shown = try party.plomba("partner", "answer", other.name, "--format", "json")
        return try #require(shown.json()["answer"] as? String, "\(shown.errors)")
    }

    @Test func `each knows when the other has confirmed, and says so until then`() throws {
        let scene = try Scene()
        let (sender, third) = (scene.sender, try scene.makeThird())
        let added = try sender.plomba(
            "partner", "add", third.name + ".org", "--fingerprint", third.digits(), "--format",
            "json")
        try #require(added.status == 0, "\(added.errors)")
        #expect(try added.json()["confirmedBy"] as? String == "us")
        #expect(added.errors.contains("myla.example is unconfirmed on their side"))
        let ours = try #require(added.json()["answer"] as? String)
        #expect(try answer(of: sender, to: third) == ours)
        #expect(try side(third.name, of: sender) == "us")
        let listed = try sender.plomba("partner", "list").output
        #expect(listed.contains("unconfirmed by them"), "\(listed)")
        let doctor = try sender.plomba("doctor", "--offline").output
        #expect(doctor.contains("partner.unanswered"), "\(doctor)")

        // A case goes all the same, and says it: before it is sealed, and afterwards.
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", sender.name, "--to", third.name],
            in: scene.folder.path)
        try scene.folder.write("third.json", example.output)
        let sent = try sender.plomba(
            "send", "evidence", "--case", "third.json", "--to", third.mailbox, "--format", "json")
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(sent.errors.contains("unconfirmed on their side"), "\(sent.errors)")
        let id = try #require(sent.json()["consignment"] as? String)
        let status = try sender.plomba("status", id)
        #expect(status.errors.contains("unconfirmed on their side"), "\(status.errors)")

        // The third has confirmed nobody: there is nothing for it to read out.
        #expect(try third.plomba("partner", "answer", sender.name).code == "partner.unknown")
        try third.learn(of: sender)
        let theirs = try answer(of: third, to: sender)
        #expect(theirs != ours)
        let inbox = try third.plomba("inbox")
        #expect(inbox.output.contains("confirmed here, not by them"), "\(inbox.output)")
        try expectSaid(of: id, by: third, "us", "unconfirmed on their side")
        // The own answer is not theirs, and one wrong digit is not right.
        #expect(
            try sender.plomba("partner", "answered", third.name, ours).code
                == "partner.own-answer")
        let wrong = (theirs.first == "0" ? "1" : "0") + theirs.dropFirst()
        #expect(
            try sender.plomba("partner", "answered", third.name, wrong).code
                == "partner.answer-mismatch")
        #expect(
            try sender.plomba("partner", "answered", third.name, "12345").code
                == "argument.answer-digits")
        #expect(try side(third.name, of: sender) == "us")

        let answered = try sender.plomba("partner", "answered", third.name, theirs)
        #expect(answered.status == 0 && answered.output.contains("both sides"))
        #expect(try side(third.name, of: sender) == "both")
        // The other side has not been told by that.
        #expect(try side(sender.name, of: third) == "us")
        #expect(try third.plomba("partner", "answered", sender.name, ours).status == 0)
        #expect(try side(sender.name, of: third) == "both")
        #expect(!(try sender.plomba("status", id).errors.contains("unconfirmed")))
        #expect(try third.plomba("inbox").output.contains("(confirmed)"))
        #expect(!(try sender.plomba("doctor", "--offline").output.contains("unanswered")))
        // Comparing anew keeps what was answered.
        try sender.learn(of: third)
        #expect(try side(third.name, of: sender) == "both")
    }

    /// Whatever shows the case to its recipient says which side has not confirmed.
    private func expectSaid(of id: String, by party: Party, _ side: String, _ words: String) throws
    {
        let steps = [
            ["preview", id], ["receive", id, "-o", "case"], ["accept", id], ["inbox"],
        ]
        for step in steps {
            let shown = try party.plomba(arguments: step + ["--format", "json"])
            #expect(shown.status == 0 && shown.errors.contains(words), "\(step): \(shown.errors)")
            let partners = try shown.json()["partners"] as? [[String: Any]]
            #expect(partners?.first?["confirmedBy"] as? String == side, "\(step): \(shown.output)")
        }
        let inbox = try party.plomba("inbox", "--format", "json").json()
        let deliveries = try #require(inbox["deliveries"] as? [[String: Any]])
        #expect(deliveries.first?["confirmedBy"] as? String == side)
    }

    @Test func `a side with a forged file is found out by its answer`() throws {
        let scene = try Scene()
        let (sender, third) = (scene.sender, try scene.makeThird())
        // Somebody else made an organisation with the sender's name, and the third copied its digits from the mail.
        let forger = Party(name: sender.name, folder: try Folder())
        try forger.folder.write("passphrase", Party.passphrase + "\n")
        let made = try forger.plomba(
            "organisation", "create", forger.name, "--member", "intake-officer", "--mailbox",
            "intake")
        try #require(made.status == 0, "\(made.errors)")
        try #require(
            forger.plomba("organisation", "export", "-o", "forged.org").status == 0)
        try scene.folder.write("forged.org", try forger.folder.read("forged.org"))
        let fooled = try third.plomba(
            "partner", "add", "forged.org", "--fingerprint", forger.digits())
        try #require(fooled.status == 0, "\(fooled.errors)")
        try sender.learn(of: third)
        let refused = try sender.plomba(
            "partner", "answered", third.name, answer(of: third, to: sender))
        #expect(refused.status == 1 && refused.code == "partner.answer-mismatch")
        #expect(refused.errors.contains("a file that is not yours"), "\(refused.errors)")
        #expect(try side(third.name, of: sender) == "us")
    }

    @Test func `whom only a charter introduced has nothing read to it`() throws {
        let scene = try Scene()
        let third = try scene.makeThird()
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try maker.content()
        try #require(maker.propose().status == 0)
        try #require(maker.sign().status == 0)
        try maker.export("network.charter")
        let imported = try third.plomba(
            "charter", "import", "network.charter", "--fingerprint", maker.digits())
        try #require(imported.status == 0, "\(imported.errors)")
        let name = scene.receiver.name
        try #require(third.plomba("partner", "add", name + ".org").status == 0)
        #expect(try side(name, of: third) == "nobody")
        #expect(try third.plomba("partner", "answer", name).code == "partner.not-confirmed")
        // It has confirmed us; what is missing is our own comparison.
        try scene.receiver.learn(of: third)
        try expectReported(by: third, from: scene.receiver, scene)
        let theirs = try answer(of: scene.receiver, to: third)
        let answered = try third.plomba("partner", "answered", name, theirs, "--format", "json")
        #expect(try answered.json()["confirmedBy"] as? String == "them", "\(answered.errors)")
        #expect(answered.errors.contains("unconfirmed here"))
        #expect(try third.plomba("partner", "answer", name).code == "partner.not-confirmed")
        try third.learn(of: scene.receiver)
        #expect(try side(name, of: third) == "both")
    }

    /// A case from one whom nobody here has compared: its recipient hears it, and the report says it.
    private func expectReported(by party: Party, from sender: Party, _ scene: Scene) throws {
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", sender.name, "--to", party.name], in: scene.folder.path)
        try scene.folder.write("reported.json", example.output)
        let sent = try sender.plomba(
            "send", "evidence", "--case", "reported.json", "--to", party.mailbox, "--format",
            "json")
        let id = try #require(sent.json()["consignment"] as? String, "\(sent.errors)")
        #expect((try sent.json()["partners"] as? [[String: Any]])?.count == 1)
        try expectSaid(of: id, by: party, "nobody", "only the charter says")
        let report = try party.plomba("report", "case", "--language", "en", "-o", "report.html")
        #expect(report.status == 0, "\(report.errors)")
        let html = String(decoding: try party.folder.read("report.html"), as: UTF8.self)
        let words = "lists it, and nobody at this computer has compared the digits"
        #expect(html.contains(words) && !html.contains("yes: a person compared"))
        let signers = try party.plomba("partner", "signers")
        #expect(signers.errors.contains("\(sender.name) is unconfirmed"), "\(signers.errors)")
    }
}
