import Foundation
import Testing

/// What was sealed for one organisation reaches a third, in part or whole, through the real programs.
@Suite struct `What was sealed is passed on` {
    private static let shown = "evidence/снимак 1.mov"

    /// The sender's case, received and accepted, and a third that knows only the receiver.
    private struct Stage {
        let scene: Scene
        let third: Party
        let id: String
        var folder: Folder { scene.folder }

        init() throws {
            scene = try Scene()
            third = try scene.makeThird()
            try scene.receiver.learn(of: third)
            try third.learn(of: scene.receiver)
            id = try scene.send()
            let received = try scene.receiver.plomba("receive", id, "-o", "case")
            try #require(received.status == 0, "\(received.errors)")
        }

        func accept() throws {
            let accepted = try scene.receiver.plomba("accept", id)
            try #require(accepted.status == 0, "\(accepted.errors)")
        }

        func original(_ outcome: Outcome) throws -> [String: Any] {
            try #require(outcome.json()["original"] as? [String: Any])
        }
    }

    @Test func `a part is shown to a third, who proves that it is part of what was sealed`() throws
    {
        let stage = try Stage()
        let third = stage.third
        let disclosed = try stage.scene.receiver.plomba(
            "disclose", "case", "--items", Self.shown, "--to", third.mailbox, "-o", "part.plomba")
        #expect(disclosed.status == 0, "\(disclosed.errors)")
        #expect(try third.plomba("verify", "part.plomba").status == 0)

        let opened = try third.plomba("open", "part.plomba", "-o", "part", "--format", "json")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try opened.json()["verified"] as? Bool == false)
        let before = try third.plomba("verify", "part")
        #expect(before.status == 2)
        #expect(before.code == "original.sender-unknown")

        try third.learn(of: stage.scene.sender)
        let verified = try third.plomba("verify", "part")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        #expect(
            verified.output.contains(
                "this file is part of what vasaprava.ba sealed as \(stage.id); "
                    + "what else was sealed is not shown"))
        let original = try stage.original(try third.plomba("verify", "part", "--format", "json"))
        #expect(original["kind"] as? String == "disclosed")
        #expect(original["checked"] as? Bool == true)
        #expect(
            try stage.folder.read("part/bag/data/" + Self.shown)
                == stage.folder.read(Self.shown))
        let files = stage.folder.tree("part/bag/data").filter { $0.contains(".") }
        #expect(
            files == [
                Self.shown, "plomba-original/0001/commitments.txt",
                "plomba-original/0001/openings.txt",
            ])
        try stage.folder.write("part/bag/data/" + Self.shown, "something else")
        #expect(try third.plomba("verify", "part").status == 2)
    }

    @Test func `the sender discloses from its own proof and its own files`() throws {
        let stage = try Stage()
        try stage.scene.sender.learn(of: stage.third)
        try stage.third.learn(of: stage.scene.sender)
        let disclosed = try stage.scene.sender.plomba(
            "disclose", stage.id, "--items", Self.shown, "evidence/empty", "--to",
            stage.third.mailbox, "--format", "json")
        #expect(disclosed.status == 0, "\(disclosed.errors)")
        #expect(try disclosed.json()["state"] as? String == "safe")
        let id = try #require(disclosed.json()["consignment"] as? String)
        let received = try stage.third.plomba(
            "receive", id, "-o", "part", "--format", "json")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try received.json()["verified"] as? Bool == true)
        #expect(try stage.original(received)["files"] as? Int == 2)

        try stage.folder.write(Self.shown, "changed since")
        let changed = try stage.scene.sender.plomba(
            "disclose", stage.id, "--items", Self.shown, "--to", stage.third.mailbox, "-o",
            "changed.plomba")
        #expect(changed.code == "seal.original-differs")
        #expect(!stage.folder.exists("changed.plomba"))
    }

    @Test func `what cannot be disclosed is refused by name, and nothing is left`() throws {
        let stage = try Stage()
        let receiver = stage.scene.receiver
        func refusal(_ arguments: String...) throws -> Outcome {
            let words = ["disclose"] + arguments + ["-o", "part.plomba"]
            return try Program.run(
                Program.path("plomba"),
                words + [
                    "--home", receiver.home, "--passphrase-file",
                    stage.folder.place("passphrase"),
                ], in: stage.folder.path)
        }
        let third = stage.third.mailbox
        #expect(
            try refusal("case", "--items", "evidence/none.txt", "--to", third).code
                == "disclose.not-an-item")
        #expect(
            try refusal("case", "--items", Self.shown, Self.shown, "--to", third).code
                == "disclose.item-twice")
        #expect(
            try refusal("case", "--items", Self.shown, "--to", "intake@nobody.example").code
                == "partner.unknown")
        #expect(
            try refusal("nowhere", "--items", Self.shown, "--to", third).code
                == "original.unknown")
        #expect(try refusal("case", "--to", third).status == 64)
        try stage.folder.write("case/bag/data/evidence/empty", "touched")
        let touched = try refusal("case", "--items", Self.shown, "--to", third)
        #expect(touched.status == 2)
        #expect(touched.code == "bundle.originals-differ")
        #expect(!stage.folder.exists("part.plomba"))
        let left = stage.folder.tree(Parties.receiver + "/outbox").filter { $0 != "lock" }
        #expect(left.isEmpty)
    }

    @Test func `an accepted case goes to a third and on, and everybody checks the first seal`()
        throws
    {
        let stage = try Stage()
        let (sender, receiver, third) = (stage.scene.sender, stage.scene.receiver, stage.third)
        func pass(_ party: Party, _ id: String, to mailbox: String) throws -> Outcome {
            try party.plomba(
                "transfer", id, "--to", mailbox, "--purpose", "legal aid", "--basis",
                "consent, form 12", "--format", "json")
        }
        let early = try pass(receiver, stage.id, to: third.mailbox)
        #expect(early.code == "transfer.not-accepted")
        try stage.accept()
        #expect(try pass(receiver, stage.id, to: "intake@nobody.example").code == "partner.unknown")
        #expect(
            try pass(receiver, stage.id, to: receiver.mailbox).code
                == "transfer.own-organisation")
        #expect(
            try receiver.plomba("disclose", stage.id, "--items", "x", "--to", receiver.mailbox).code
                == "disclose.own-organisation")
        try third.learn(of: sender)
        let sent = try pass(receiver, stage.id, to: third.mailbox)
        #expect(sent.status == 0, "\(sent.errors)")
        let second = try #require(sent.json()["consignment"] as? String)
        #expect(
            stage.folder.exists(Parties.receiver + "/outbox/\(second)/transfer/Transfer.json"))

        let received = try third.plomba("receive", second, "-o", "passed", "--format", "json")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try received.json()["verified"] as? Bool == true)
        #expect(try third.plomba("accept", second).status == 0)
        for name in Scene.names {
            #expect(
                try stage.folder.read("passed/bag/data/evidence/" + name)
                    == stage.folder.read("evidence/" + name))
        }
        let verified = try third.plomba("verify", "passed")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        #expect(
            verified.output.contains(
                "sealed as \(stage.id), passed on by \(receiver.name) to \(third.mailbox)"))

        // On to one more, who happens to be the first: the whole chain goes along.
        try sender.learn(of: third)
        let further = try pass(third, "passed", to: sender.mailbox)
        #expect(further.status == 0, "\(further.errors)")
        let last = try #require(further.json()["consignment"] as? String)
        let home = try sender.plomba("receive", last, "-o", "back", "--format", "json")
        #expect(home.status == 0, "\(home.errors)")
        #expect(try home.json()["verified"] as? Bool == true)
        let transfers = try #require(try stage.original(home)["transfers"] as? [[String: Any]])
        #expect(transfers.compactMap { $0["from"] as? String } == [receiver.name, third.name])
        #expect(try sender.plomba("verify", "back").status == 0)
        let custody = stage.folder.tree("back/bag/custody").filter { $0.hasSuffix(".json") }
        #expect(custody.filter { $0.hasSuffix("-Sealed.json") }.count == 3)
        #expect(custody.filter { $0.hasSuffix("-Transfer.json") }.count == 2)
        let one = try #require(custody.first { $0.hasSuffix("-ConsignmentAcceptance.json") })
        var bytes = try stage.folder.read("back/bag/custody/" + one)
        bytes[bytes.count / 2] ^= 1
        try stage.folder.write("back/bag/custody/" + one, bytes)
        #expect(try sender.plomba("verify", "back").status == 2)
    }
}
