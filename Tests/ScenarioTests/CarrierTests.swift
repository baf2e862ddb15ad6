import Foundation
import Testing

/// A case by hand, with no broker anywhere.
@Suite(.timeLimit(.minutes(10))) struct `A case goes by hand` {
    @Test
    func `it is opened, accepted, and the answer comes back, with nothing claimed of a broker`()
        throws
    {
        let carried = try CarriedCase()
        let exported = try carried.export()
        #expect(exported["receipt"] as? Bool == false && exported["pieces"] as? Int == 1)
        let sent = try carried.sender.plomba("status", carried.id)
        #expect(sent.output.contains("no receipt and no log entry"), "\(sent.output)")

        let arrived = try carried.taken()
        #expect(arrived["new"] as? Bool == true && arrived["atBroker"] as? Bool == false)
        #expect(arrived["missing"] as? [String] == [] && arrived["taken"] as? Int == 1)
        let inbox = try carried.receiver.plomba("inbox")
        #expect(inbox.status == 0 && inbox.output.contains("came by hand"), "\(inbox.output)")
        #expect(try carried.receiver.plomba("accept", carried.id).code == "inbox.not-received")
        let preview = try carried.receiver.plomba("preview", carried.id)
        #expect(preview.status == 0, "\(preview.errors)")
        let received = try carried.receive()
        #expect(received.status == 0, "\(received.errors)")
        #expect(try received.json()["byHand"] as? Bool == true)
        #expect(try received.json()["verified"] as? Bool == true)
        for name in Scene.names {
            let before = try carried.folder.read("evidence/" + name)
            #expect(try carried.folder.read("case/bag/data/evidence/" + name) == before)
        }
        let checked = try carried.receiver.plomba("verify", "case")
        #expect(checked.status == 0, "\(checked.output)")
        #expect(!checked.output.contains("receipt.signature"))
        let accepted = try carried.receiver.plomba("accept", carried.id, "--format", "json")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(try accepted.json()["recorded"] as? Bool == false)
        #expect(accepted.errors.contains("plomba export"), "\(accepted.errors)")

        let answers = try carried.answer()
        #expect(
            answers.compactMap { $0["event"] as? String } == [
                "Acknowledgement", "ContentHandover", "ConsignmentAcceptance",
            ])
        #expect(try carried.steps("byHand", of: carried.sender) == ["seen", "fetched", "accepted"])
        #expect(try carried.steps("steps", of: carried.sender) == ["sealed"])
        let status = try carried.sender.plomba("status", carried.id)
        #expect(status.output.contains("Handed over by hand, not in the broker's log"))
        #expect(!status.output.contains("[x] accepted"))
        // The same stick once more brings nothing.
        #expect(try carried.answer().isEmpty)
        let again = try carried.taken()
        #expect(again["new"] as? Bool == false && again["dealtWith"] as? Bool == true)
        for party in [carried.sender, carried.receiver] {
            #expect(try party.plomba("lint", party.name).status == 0)
        }
        #expect(try carried.receive("twice").code == "inbox.already-received")
    }

    @Test func `whoever finds the stick reads neither names nor times on it`() throws {
        let carried = try CarriedCase()
        try carried.export()
        try carried.taken()
        try #require(try carried.receive().status == 0)
        _ = try carried.answer()
        let secrets = [
            carried.id, Parties.sender, Parties.receiver, "intake", "urn:plomba", "2026-",
            "evidence",
        ]
        for file in carried.folder.tree("stick") {
            #expect(!secrets.contains { file.contains($0) }, "\(file)")
            let place = carried.folder.place("stick/" + file)
            guard let content = try? Data(contentsOf: URL(filePath: place)) else { continue }
            for secret in secrets {
                #expect(content.range(of: Data(secret.utf8)) == nil, "\(file) has \(secret)")
            }
        }
    }

    @Test func `a parcel is checked with Python's library, ssh-keygen and stock age alone`() throws
    {
        let carried = try CarriedCase(size: 5 << 20)
        try carried.export()
        let parcel = try carried.parcel()
        try open(parcel + "/head.age", of: carried, as: carried.receiver, into: "head.tar")
        let checked = try Program.run(
            "/usr/bin/python3", [Interop.path("carrier.py"), "parcel", "head.tar", parcel],
            in: carried.folder.path)
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(try checked.json()["pieces"] as? [String] == ["0001", "0002"])

        try carried.taken()
        try #require(try carried.receiver.plomba("preview", carried.id).status == 0)
        try #require(
            try carried.receiver.plomba("decline", carried.id, "--reason", "no_capacity").status
                == 0)
        _ = try carried.answer()
        let other = try #require(
            try FileManager.default.contentsOfDirectory(
                atPath: carried.folder.place("stick/plomba")
            ).map { "stick/plomba/" + $0 }.first { $0 != parcel })
        try open(other + "/head.age", of: carried, as: carried.sender, into: "answer.tar")
        let answer = try Program.run(
            "/usr/bin/python3", [Interop.path("carrier.py"), "parcel", "answer.tar", other],
            in: carried.folder.path)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(
            try answer.json()["words"] as? [String] == ["Acknowledgement", "ConsignmentRejection"])
        #expect(try carried.steps("byHand", of: carried.sender) == ["seen", "declined"])
        // A tampered piece fails there too.
        var bytes = try carried.folder.read(parcel + "/0002")
        bytes[7] ^= 1
        try carried.folder.write(parcel + "/0002", bytes)
        let tampered = try Program.run(
            "/usr/bin/python3", [Interop.path("carrier.py"), "parcel", "head.tar", parcel],
            in: carried.folder.path)
        #expect(tampered.status != 0)
    }

    private func open(
        _ head: String, of carried: CarriedCase, as party: Party, into name: String
    ) throws {
        let age = try StockAge(carried.folder)
        #expect(try age.opens(head, with: party))
        let decrypted = try Program.run(
            Program.tool("age"), ["-d", "-i", "plugin-identity", "-o", name, head],
            in: carried.folder.path,
            environment: ["PATH": carried.folder.path + ":/usr/bin:/bin"])
        try #require(decrypted.status == 0, "\(decrypted.errors)")
    }

    @Test func `it is called back by hand, and then neither opened nor accepted`() throws {
        let carried = try CarriedCase()
        let early = try carried.sender.plomba(
            "withdraw", carried.id, "--reason", "wrong_mailbox")
        #expect(early.code == "withdraw.not-sent")
        try carried.export()
        try carried.taken()
        #expect(try carried.sender.plomba("skip", carried.id).code == "skip.carried")
        let withdrawn = try carried.sender.plomba(
            "withdraw", carried.id, "--reason", "wrong_mailbox")
        #expect(withdrawn.status == 0 && withdrawn.errors.contains("plomba export"))
        let word = try carried.export()
        #expect(word["statements"] as? [String] == ["Withdrawal"] && word["pieces"] as? Int == 0)
        let arrived = try carried.taken()
        #expect(arrived["calledBack"] as? Bool == true)
        #expect(try carried.receive().code == "inbox.called-back")
        #expect(!carried.folder.exists("case"))
        #expect(try carried.steps("byHand", of: carried.receiver) == ["withdrawn"])
        let declined = try carried.receiver.plomba(
            "decline", carried.id, "--reason", "other")
        #expect(declined.status == 0, "\(declined.errors)")
    }

    @Test func `what is not there, or is nobody's business, is refused with a reason`() throws {
        let carried = try CarriedCase()
        let nowhere = try carried.sender.plomba("export", carried.id, "-o", "no-such-stick")
        #expect(nowhere.status == 1 && nowhere.code == "file.not-found", "\(nowhere.errors)")
        #expect(!carried.folder.exists("no-such-stick"))
        #expect(try carried.receiver.plomba("import", "stick").code == "carrier.nothing-there")
        #expect(try carried.receiver.plomba("import", "nowhere").code == "file.not-found")
        #expect(
            try carried.sender.plomba("export", "ffffffff", "-o", "stick").code == "inbox.unknown")
        #expect(
            try carried.sender.plomba("export", carried.id, "-o", "stick", "--pieces", "2").code
                == "carrier.no-such-piece")
        #expect(
            try carried.sender.plomba("export", carried.id, "-o", "stick", "--pieces", "0").status
                == 64)
        try carried.export()
        try carried.taken()
        let nothing = try carried.receiver.plomba("export", carried.id, "-o", "stick")
        #expect(nothing.code == "carrier.nothing-to-export")
        #expect(
            try carried.receiver.plomba(
                "dispose", carried.id, "--reason", "not_taken", "--basis", "order 12", "--yes"
            ).code == "dispose.came-by-hand")
        #expect(
            try carried.receiver.plomba("evidence", carried.id, "-o", "proof").code
                == "inbox.not-at-broker")
        let late = try carried.sender.plomba(clock: "+400d", "export", carried.id, "-o", "stick")
        #expect(late.status == 1, "\(late.errors)")
    }
}
