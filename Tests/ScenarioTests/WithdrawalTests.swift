import Foundation
import Testing

/// A case that is called back, and one that comes too late, through the real programs.
@Suite struct `A case is called back` {
    /// What `status` says of the one lane.
    private func lane(_ id: String, of party: Party) throws -> [String: Any] {
        let status = try party.plomba("status", id, "--format", "json")
        try #require(status.status == 0, "\(status.errors)")
        let lanes = try #require(status.json()["lanes"] as? [[String: Any]])
        return try #require(lanes.first)
    }

    /// What somebody without a home is told.
    private func lintAsExpert(_ scene: Scene, _ folder: String) throws -> String {
        let lint = try Program.run(
            Program.path("plomba"), ["lint", folder, "--format", "json"], in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(lint.status == 2, "\(lint.output)")
        return lint.output
    }

    @Test func `withdrawn before a decision: both sides see the signed reason`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try lane(id, of: scene.sender)["referral"] as? String == "sent")
        #expect(try scene.receiver.plomba("preview", id).status == 0)
        #expect(try lane(id, of: scene.sender)["referral"] as? String == "acknowledged")
        let withdrawn = try scene.sender.plomba("withdraw", id, "--reason", "wrong_mailbox")
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let sent = try lane(id, of: scene.sender)
        #expect(sent["referral"] as? String == "withdrawn")
        #expect(sent["reason"] as? String == "wrong_mailbox")
        #expect(try scene.inboxState(id) == "withdrawn")
        #expect(try scene.receiver.plomba("sync").status == 0)
        let received = try lane(id, of: scene.receiver)
        #expect(received["referral"] as? String == "withdrawn")
        #expect(received["reason"] as? String == "wrong_mailbox")
        let again = try scene.sender.plomba("withdraw", id, "--reason", "superseded")
        #expect(again.status == 1)
        #expect(again.code == "withdraw.ended")
    }

    @Test func `a decision that comes after the withdrawal is too late, and shows it`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(
            try scene.sender.plomba("withdraw", id, "--reason", "consent_withdrawn").status == 0)
        let late = try scene.receiver.plomba("accept", id)
        #expect(late.status == 1)
        #expect(late.code == "inbox.too-late")
        let received = try lane(id, of: scene.receiver)
        #expect(received["referral"] as? String == "withdrawn")
        #expect(received["reason"] as? String == "consent_withdrawn")
        // Both ends lie in the receiver's home. The proof there shows which was recorded first, to who
        // knows the log; to nobody else.
        let lint = try scene.receiver.plomba("lint", scene.receiver.name, "--format", "json")
        #expect(lint.status == 0, "\(lint.output)")
        #expect(try lintAsExpert(scene, scene.receiver.name).contains("lint.two-ends"))
        #expect(try scene.sender.plomba("lint", scene.sender.name).status == 0)
    }

    @Test func `a withdrawal after the decision is too late`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(try scene.receiver.plomba("accept", id).status == 0)
        let late = try scene.sender.plomba("withdraw", id, "--reason", "wrong_content")
        #expect(late.status == 1)
        #expect(late.code == "withdraw.too-late")
        #expect(try lane(id, of: scene.sender)["referral"] as? String == "accepted")
        #expect(try scene.sender.plomba("lint", scene.sender.name, "case").status == 0)
        #expect(try lintAsExpert(scene, scene.sender.name).contains("lint.two-ends"))
        #expect(try scene.sender.plomba("lint", "case").status == 0)
    }

    @Test func `while the broker is away it is withdrawn, not yet recorded; sync hands it over`()
        throws
    {
        let scene = try Scene()
        let id = try scene.send()
        scene.broker.stop()
        let withdrawn = try scene.sender.plomba("withdraw", id, "--reason", "superseded")
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let waiting = try lane(id, of: scene.sender)
        #expect(waiting["referral"] as? String == "sent")
        #expect(waiting["unrecorded"] as? [String] == ["withdrawn"])
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").status == 0)
        let recorded = try lane(id, of: scene.sender)
        #expect(recorded["referral"] as? String == "withdrawn")
        #expect(recorded["unrecorded"] as? [String] == [])
    }

    @Test func `what was not sent is not called back, and a reason is one of the codes`() throws {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba", "--format", "json")
        let id = try #require(sealed.json()["consignment"] as? String)
        let unsent = try scene.sender.plomba("withdraw", id, "--reason", "superseded")
        #expect(unsent.status == 1)
        #expect(unsent.code == "withdraw.not-sent")
        let reason = try scene.sender.plomba("withdraw", id, "--reason", "no_capacity")
        #expect(reason.status == 64)
        let nothing = try scene.sender.plomba("lint", "evidence")
        #expect(nothing.status == 1)
        #expect(nothing.code == "lint.no-statement")
    }
}
