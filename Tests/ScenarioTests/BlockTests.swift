import Foundation
import Testing

/// An office that wants nothing more from a sender, and changes its mind.
@Suite struct `A blocked sender` {
    private func send(_ scene: Scene) throws -> Outcome {
        try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
    }

    private func blocked(_ scene: Scene) throws -> [[String: Any]] {
        let shown = try scene.receiver.plomba("partner", "blocked", "--format", "json")
        try #require(shown.status == 0, "\(shown.errors)")
        return try #require(shown.json()["blocked"] as? [[String: Any]])
    }

    @Test func `is told so before it packs, and by the broker, until it is taken back`() throws {
        let scene = try Scene()
        let kept = try scene.send()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        #expect(sealed.status == 0, "\(sealed.errors)")
        let name = scene.sender.mailbox.split(separator: "@")[1]
        let block = try scene.receiver.plomba("partner", "block", String(name))
        #expect(block.status == 0, "\(block.errors)")
        #expect(block.output.contains("takes nothing new from \(name)"), "\(block.output)")
        #expect(try blocked(scene).map { $0["name"] as? String } == [String(name)])

        let refused = try send(scene)
        #expect(refused.status == 1 && refused.code == "send.blocked", "\(refused.errors)")
        #expect(refused.errors.contains("nothing left this computer"))
        let late = try scene.sender.plomba("send", "case.plomba")
        #expect(late.code == "broker.sender-blocked", "\(late.errors)")
        let told = try scene.sender.plomba("broker", "allowance", "--to", scene.receiver.mailbox)
        #expect(told.output.contains("takes nothing new from your organisation"))
        // What was there is there, and is answered.
        #expect(try scene.inboxState(kept) == "waiting")
        let received = try scene.receiver.plomba("receive", kept, "-o", "case")
        #expect(received.status == 0, "\(received.errors)")

        let unblock = try scene.receiver.plomba(
            "partner", "unblock", String(name), "--mailbox", scene.receiver.mailbox)
        #expect(unblock.status == 0, "\(unblock.errors)")
        #expect(try blocked(scene).isEmpty)
        let sent = try scene.sender.plomba("send", "case.plomba")
        #expect(sent.status == 0, "\(sent.errors)")
    }

    @Test func `nobody else's mailbox can be closed, and nobody who is not known is named`() throws
    {
        let scene = try Scene()
        let others = try scene.sender.plomba(
            "partner", "block", "nobody.example")
        #expect(others.status == 1 && others.code == "partner.unknown", "\(others.errors)")
        let name = scene.receiver.mailbox.split(separator: "@")[1]
        let wrong = try scene.sender.plomba(
            "partner", "block", String(name), "--mailbox", scene.receiver.mailbox)
        #expect(wrong.status == 1 && wrong.code == "block.not-ours", "\(wrong.errors)")
        let stranger = String(repeating: "7", count: 64)
        let block = try scene.receiver.plomba("partner", "block", stranger)
        #expect(block.status == 0, "\(block.errors)")
        let entry = try #require(try blocked(scene).first)
        #expect(entry["fingerprint"] as? String == stranger && entry["name"] is NSNull)
        #expect(try send(scene).status == 0)
    }
}
