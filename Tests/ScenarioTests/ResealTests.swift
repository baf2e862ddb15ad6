import Foundation
import Testing

/// What takes the place of a case whose keys have changed, through the real programs.
@Suite struct `A case that is sealed again` {
    private let scene: Scene
    private var folder: Folder { scene.folder }
    private var office: Party { scene.receiver }
    private var partner: Party { scene.sender }

    init() throws { scene = try Scene() }

    private func outbox(_ id: String) -> String { partner.name + "/outbox/" + id }

    /// Seals into a file and sends it; the broker's receipt is lost on the way.
    private func sendAndLose() throws -> String {
        let sealed = try partner.plomba(
            "seal", "evidence", "--case", "case.json", "--to", office.mailbox, "-o", "one.plomba")
        try #require(sealed.status == 0, "\(sealed.errors)")
        let sent = try partner.plomba("send", "one.plomba", "--format", "json")
        try #require(sent.status == 0, "\(sent.errors)")
        let id = try #require(sent.json()["consignment"] as? String)
        try FileManager.default.removeItem(atPath: folder.place(outbox(id) + "/evidence"))
        try FileManager.default.removeItem(
            atPath: folder.place(outbox(id) + "/deposit/statement.tlog-proof"))
        return id
    }

    private func skipped() -> [String] {
        folder.tree(partner.name + "/outbox").filter { $0.contains("Skipped") }
    }

    private func deliveries() throws -> [String] {
        let inbox = try office.plomba("inbox", "--format", "json")
        try #require(inbox.status == 0, "\(inbox.errors)")
        let all = try #require(inbox.json()["deliveries"] as? [[String: Any]])
        return all.compactMap { $0["id"] as? String }
    }

    private func note(_ id: String) throws -> [String: Any] {
        let bytes = try folder.read(outbox(id) + "/sealing.json")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func write(_ note: [String: Any], of id: String) throws {
        let bytes = try JSONSerialization.data(
            withJSONObject: note, options: [.withoutEscapingSlashes])
        try folder.write(outbox(id) + "/sealing.json", Array(bytes))
    }

    private func again(_ id: String, _ words: String...) throws -> Outcome {
        try partner.plomba(arguments: ["reseal", id, "--format", "json"] + words)
    }

    @Test func `whose receipt was lost, and then the computer's key: the broker is asked`() throws {
        let id = try sendAndLose()
        #expect(try partner.plomba("keys", "rotate", "--device").status == 0)
        let sync = try partner.plomba("sync", "--format", "json")
        #expect(sync.status == 0, "\(sync.errors)")
        #expect(try sync.json()["sent"] as? [String] == [id])
        #expect(sync.errors.contains("its receipt had been lost"), "\(sync.errors)")
        #expect(skipped().isEmpty)
        #expect(try partner.plomba("skip", id).code == "skip.delivered")
        let received = try office.plomba("receive", id, "-o", "one")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try deliveries() == [id])
        // Its reader can open it: nothing is called back.
        #expect(try again(id).code == "reseal.readable")
    }

    @Test func `whose receipt was lost, and then its reader's key: called back, not given up`()
        throws
    {
        let id = try sendAndLose()
        let revoked = try office.plomba(
            "keys", "revoke", "--member", "intake-officer", "--compromised", "--since",
            Date().addingTimeInterval(-1).formatted(.iso8601))
        #expect(revoked.status == 0, "\(revoked.errors)")
        let renewed = try office.plomba("keys", "rotate", "--device")
        #expect(renewed.status == 0, "\(renewed.errors)")
        let learnt = try partner.plomba("inbox")
        #expect(learnt.status == 0, "\(learnt.errors)")
        scene.broker.stop()
        let offline = try again(id)
        #expect(offline.code == "broker.unreachable", "\(offline.errors)")
        #expect(skipped().isEmpty)
        try scene.broker.start()
        let resealed = try again(id)
        try #require(resealed.status == 0, "\(resealed.errors)")
        #expect(try resealed.json()["withdrawn"] as? [String] == [office.mailbox])
        #expect(skipped().isEmpty)
        #expect(try scene.steps(id, of: partner).contains("withdrawn"))
        let next = try #require(resealed.json()["consignment"] as? String)
        #expect(try office.plomba("receive", next, "-o", "next").status == 0)
        #expect(try again(id).code == "reseal.already")
    }

    @Test func `by the same command, too: the first one is not sealed a third time`() throws {
        let command = ["send", "evidence", "--case", "case.json", "--to", office.mailbox]
        scene.broker.stop()
        let offline = try partner.plomba(arguments: command)
        #expect(offline.code == "broker.unreachable", "\(offline.errors)")
        let first = try #require(
            folder.tree(partner.name + "/outbox").first { $0.hasSuffix("/sealing.json") }?
                .split(separator: "/").first.map(String.init))
        try scene.broker.start()
        #expect(try partner.plomba("keys", "rotate", "--device").status == 0)
        let sent = try partner.plomba(arguments: command + ["--format", "json"])
        try #require(sent.status == 0, "\(sent.errors)")
        let second = try #require(sent.json()["consignment"] as? String)
        #expect(second != first)
        #expect(try again(first).code == "reseal.already")
        #expect(try deliveries() == [second])
    }

    @Test func `only where nobody can open it, and not where it was called back for good`() throws {
        let made = try office.plomba("mailbox", "add", "legal", "--member", "intake-officer")
        try #require(made.status == 0, "\(made.errors)")
        #expect(try partner.plomba("sync").status == 0)
        let legal = "legal@" + office.name
        let sent = try partner.plomba(
            "send", "evidence", "--case", "case.json", "--to", office.mailbox, "--to", legal,
            "--format", "json")
        try #require(sent.status == 0, "\(sent.errors)")
        let id = try #require(sent.json()["consignment"] as? String)
        #expect(try again(id).code == "reseal.readable")
        let mistake = try partner.plomba(
            "withdraw", id, "--mailbox", legal, "--reason", "superseded")
        #expect(mistake.status == 0, "\(mistake.errors)")
        let all = try again(id, "--all")
        try #require(all.status == 0, "\(all.errors)")
        #expect(try all.json()["withdrawn"] as? [String] == [office.mailbox])
        let next = try #require(all.json()["consignment"] as? String)
        let status = try partner.plomba("status", next, "--format", "json").json()
        let lanes = try #require(status["lanes"] as? [[String: Any]])
        #expect(lanes.compactMap { $0["mailbox"] as? String } == [office.mailbox])
        #expect(try again(id, "--all").code == "reseal.already")
    }

    @Test func `from other files than it was sealed from: refused, and nothing is called back`()
        throws
    {
        let id = try scene.send()
        try folder.write("evidence/empty", Array("not empty any more\n".utf8))
        let changed = try again(id, "--all")
        #expect(changed.code == "reseal.files-changed", "\(changed.errors)")
        #expect(try scene.steps(id, of: partner) == ["sealed", "safe"])
        try folder.write("evidence/empty", [])
        let restored = try again(id, "--all")
        #expect(restored.status == 0, "\(restored.errors)")
    }

    @Test func `cut off in the middle: the same command goes on, and sends it once`() throws {
        let id = try scene.send()
        // As the power fails after it was called back, and before what takes its place was sealed.
        let withdrawn = try partner.plomba("withdraw", id, "--reason", "superseded")
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        #expect(try again(id, "--all").code == "reseal.ended")
        var cut = try note(id)
        cut["resealed"] = String(repeating: "a", count: 32)
        cut["resealing"] = [office.mailbox]
        try write(cut, of: id)
        let sync = try partner.plomba("sync", "--format", "json")
        #expect(try sync.json()["unreadable"] as? [String] == [id], "\(sync.errors)")
        let done = try again(id)
        try #require(done.status == 0, "\(done.errors)")
        let next = try #require(done.json()["consignment"] as? String)
        #expect(try again(id).code == "reseal.already")
        #expect(
            try partner.plomba("sync", "--format", "json").json()["unreadable"] as? [String] == [])
        #expect(try Set(deliveries()) == [id, next])
        #expect(try office.plomba("receive", next, "-o", "next").status == 0)
    }

    @Test func `cut off when it was sealed, and not sent: that one is sent`() throws {
        let id = try scene.send()
        #expect(try again(id, "--all").status == 0)
        let next = try #require(try note(id)["resealed"] as? String)
        // As it was before the receipt came, and before it was to be sent.
        let place = outbox(next)
        try FileManager.default.removeItem(atPath: folder.place(place + "/evidence"))
        let goes = try again(id)
        #expect(goes.status == 0, "\(goes.errors)")
        #expect(try goes.json()["consignment"] as? String == next)
        #expect(try Set(deliveries()) == [id, next])
    }
}
