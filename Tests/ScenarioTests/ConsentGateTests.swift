import Foundation
import Testing

/// Whoever forbade it, and whenever: nothing of a case leaves a home behind a withdrawal.
@Suite struct `Nothing goes out behind a withdrawal of consent` {
    @Test func `every way out asks the broker for withdrawals first`() throws {
        let chain = try ConsentChain()
        let (sender, receiver) = (chain.scene.sender, chain.scene.receiver)
        let waiting = try chain.passOnWithoutNetwork()
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", receiver.name, "--to", chain.third.name],
            in: chain.scene.folder.path)
        try chain.scene.folder.write("case3.json", example.output)
        let sealed = try receiver.plomba(
            "seal", "case/bag/data/evidence", "--case", "case3.json", "--to", chain.third.mailbox,
            "-o", "later.plomba", "--format", "json")
        try #require(sealed.status == 0, "\(sealed.errors)")
        let later = try #require(try sealed.json()["consignment"] as? String)
        try FileManager.default.createDirectory(
            atPath: chain.scene.folder.place("stick"), withIntermediateDirectories: false)
        #expect(try sender.plomba("consent", "withdraw", chain.id).status == 0)

        let third = chain.third.mailbox
        for way in [
            ["send", "later.plomba"],
            ["send", "case/bag/data", "--case", "case.json", "--to", third],
            ["disclose", "case", "--items", "evidence/empty", "--to", third, "-o", "part.plomba"],
            ["transfer", chain.id, "--to", third, "--purpose", "p", "--basis", "b"],
            ["reseal", waiting],
            ["export", waiting, "-o", "stick"],
            // What was sealed from it is the same content.
            ["disclose", later, "--items", "evidence/empty", "--to", third, "-o", "part.plomba"],
        ] {
            // As if nobody here had asked yet.
            try chain.forgetReceived(of: receiver)
            let refused = try receiver.plomba(arguments: way)
            #expect(refused.status == 1, "\(way)")
            #expect(refused.code == "consent.withdrawn-since", "\(way): \(refused.errors)")
        }
        let listed = try chain.third.plomba("inbox", "--format", "json").json()
        let there = try #require(listed["deliveries"] as? [[String: Any]])
        #expect(there.map { $0["id"] as? String } == [chain.onward])
        #expect(!chain.scene.folder.exists("part.plomba"))
    }

    @Test func `a withdrawal that the broker refuses holds at home`() throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        let id = try scene.send()
        #expect(try receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(try receiver.plomba("accept", id).status == 0)
        for number in 1...16 {
            let said = try sender.plomba(
                "consent", "withdraw", id, "--not-to", "other\(number).example")
            #expect(said.status == 0, "\(said.errors)")
        }
        func disclose(_ file: String) throws -> Outcome {
            try sender.plomba(
                "disclose", id, "--items", "evidence/empty", "--to", receiver.mailbox, "-o", file)
        }
        #expect(try disclose("before.plomba").status == 0)
        let whole = try sender.plomba("consent", "withdraw", id)
        #expect(whole.errors.contains("evidence.too-many"), "\(whole.errors)")
        #expect(try disclose("after.plomba").code == "consent.withdrawn-since")
        #expect(!scene.folder.exists("after.plomba"))
        let sent = try sender.plomba("send", "before.plomba")
        #expect(sent.code == "consent.withdrawn-since", "\(sent.errors)")
    }

    @Test func `what was withdrawn before the case was sent is remembered`() throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        let id = try sender.sealCase(for: receiver.mailbox, as: "c4.plomba")
        try FileManager.default.createDirectory(
            atPath: scene.folder.place("stick"), withIntermediateDirectories: false)
        let withdrawn = try sender.plomba("consent", "withdraw", id)
        #expect(withdrawn.code == "consent.not-at-broker", "\(withdrawn.errors)")
        for way in [
            ["send", "c4.plomba"], ["export", id, "-o", "stick"], ["reseal", id],
            ["disclose", id, "--items", "evidence/empty", "--to", receiver.mailbox, "-o", "p"],
        ] {
            let refused = try sender.plomba(arguments: way)
            #expect(refused.status == 1, "\(way)")
            #expect(refused.code == "consent.withdrawn-since", "\(way): \(refused.errors)")
        }
        let shown = try sender.plomba("consent", "show", id)
        #expect(shown.errors.contains("(all of it): it is not handed over"), "\(shown.errors)")
        let synced = try sender.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(try synced.json()["sent"] as? [String] == [])
        #expect(try scene.inboxState(id) == nil)
    }

    @Test func `a part keeps what was not sent from whom it names only`() throws {
        let scene = try Scene()
        let (sender, receiver) = (scene.sender, scene.receiver)
        let id = try sender.sealCase(for: receiver.mailbox, as: "c5.plomba")
        let said = try sender.plomba("consent", "withdraw", id, "--not-to", "other.example")
        #expect(said.code == "consent.not-at-broker", "\(said.errors)")
        let sent = try sender.plomba("send", "c5.plomba")
        #expect(sent.status == 0, "\(sent.errors)")
        #expect(try scene.inboxState(id) == "waiting")

        let second = try sender.sealCase(for: receiver.mailbox, as: "c6.plomba")
        for name in ["other.example", receiver.name] {
            let said = try sender.plomba("consent", "withdraw", second, "--not-to", name)
            #expect(said.code == "consent.not-at-broker", "\(said.errors)")
        }
        #expect(try sender.plomba("send", "c6.plomba").code == "consent.withdrawn-since")
        #expect(try scene.inboxState(second) == nil)
    }
}
