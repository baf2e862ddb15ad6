import Foundation
import Testing

/// The main job: a sealed case crosses a border, through the real programs.
@Suite struct `A case crosses a border` {
    @Test func `sent, seen, received, accepted: every step is a tick at the sender`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "safe"])
        #expect(try scene.inboxState(id) == "waiting")

        let preview = try scene.receiver.plomba("preview", id, "--format", "json")
        #expect(preview.status == 0)
        #expect(try preview.json()["items"] as? Int == Scene.names.count)
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "safe", "seen"])

        let received = try scene.receiver.plomba("receive", id, "-o", "case")
        #expect(received.status == 0, "\(received.errors)")
        for name in Scene.names {
            #expect(
                try scene.folder.read("case/bag/data/evidence/" + name)
                    == scene.folder.read("evidence/" + name))
        }
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "safe", "seen", "fetched"])

        let accepted = try scene.receiver.plomba("accept", id)
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(
            try scene.steps(id, of: scene.sender)
                == ["sealed", "safe", "seen", "fetched", "accepted"])
        #expect(
            try scene.steps(id, of: scene.receiver) == ["safe", "seen", "fetched", "accepted"])
        #expect(try scene.receiver.plomba("verify", "case").status == 0)
    }

    @Test func `declined on the preview: nothing of the case stays in the inbox`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.receiver.plomba("preview", id).status == 0)
        let declined = try scene.receiver.plomba("decline", id, "--reason", "no_capacity")
        #expect(declined.status == 0, "\(declined.errors)")
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "safe", "seen", "declined"])
        let left = scene.folder.tree(Parties.receiver + "/inbox").filter { $0.hasSuffix(".age") }
        #expect(left.isEmpty)
        let late = try scene.receiver.plomba("receive", id, "-o", "case")
        #expect(late.status == 1)
        #expect(late.code == "inbox.already-decided")
        #expect(!scene.folder.exists("case"))
    }

    @Test func `accepting needs a case that was received and checked`() throws {
        let scene = try Scene()
        let id = try scene.send()
        let early = try scene.receiver.plomba("accept", id)
        #expect(early.status == 1)
        #expect(early.code == "inbox.not-received")
        #expect(try scene.inboxState(id) == "waiting")
    }

    @Test func `a sealed file goes by hand, and can be sent afterwards`() throws {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        #expect(sealed.status == 0, "\(sealed.errors)")
        #expect(try scene.receiver.plomba("verify", "case.plomba").status == 0)
        let opened = try scene.receiver.plomba("open", "case.plomba", "-o", "by-hand")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(
            try scene.folder.read("by-hand/bag/data/evidence/снимак 1.mov")
                == scene.folder.read("evidence/снимак 1.mov"))
        let sent = try scene.sender.plomba("send", "case.plomba", "--format", "json")
        #expect(sent.status == 0, "\(sent.errors)")
        let id = try #require(sent.json()["consignment"] as? String)
        #expect(try scene.inboxState(id) == "waiting")
        let again = try scene.sender.plomba("send", "case.plomba")
        #expect(again.code == "send.already-sent")
    }

    @Test func `what came through the broker before is told when it comes by hand`() throws {
        let scene = try Scene()
        let id = try scene.sealedAndSent()
        let waiting = try scene.receiver.plomba(
            "open", "case.plomba", "-o", "early", "--format", "json")
        #expect(waiting.status == 0, "\(waiting.errors)")
        #expect(try waiting.json()["cameBefore"] is NSNull)
        try #require(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        let again = try scene.receiver.plomba(
            "open", "case.plomba", "-o", "again", "--format", "json")
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.errors.contains("came before, through the broker"), "\(again.errors)")
        #expect(again.errors.contains("received already, in "), "\(again.errors)")
        let before = try #require(again.json()["cameBefore"] as? [String: Any])
        #expect(before["end"] as? String == "received")
        #expect(before["mailbox"] as? String == scene.receiver.mailbox)
        #expect((before["folder"] as? String)?.hasSuffix("/case") == true)
        try #require(try scene.receiver.plomba("accept", id).status == 0)
        let disposed = try scene.receiver.plomba(
            "dispose", id, "--reason", "ordered", "--basis", "order 12", "--copy", "case",
            "--yes")
        try #require(disposed.status == 0, "\(disposed.errors)")
        let late = try scene.receiver.plomba("open", "case.plomba", "-o", "late")
        #expect(late.errors.contains("was destroyed here"), "\(late.errors)")
        // Who declined it is told too.
        let other = try scene.sealedAndSent("other.plomba")
        let declined = try scene.receiver.plomba("decline", other, "--reason", "no_capacity")
        try #require(declined.status == 0, "\(declined.errors)")
        let refused = try scene.receiver.plomba("open", "other.plomba", "-o", "other")
        #expect(refused.errors.contains("was declined"), "\(refused.errors)")
    }

    @Test func `another deposit under an identifier that came before is not opened`() throws {
        let scene = try Scene()
        let id = try scene.sealedAndSent()
        try #require(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        let other = try scene.send()
        try #require(try scene.receiver.plomba("receive", other, "-o", "other").status == 0)
        // As if the sender had shown this reader something else under the same identifier.
        let inbox = scene.receiver.name + "/inbox/"
        let names = scene.folder.tree(inbox)
        for name in names where name.hasPrefix(other) && name.contains("/delivery/") {
            let kept = try #require(names.first { $0.hasPrefix(id) && !$0.contains("/") })
            let file = try #require(name.split(separator: "/").last)
            try scene.folder.write(
                inbox + kept + "/delivery/" + file, scene.folder.read(inbox + name))
        }
        let opened = try scene.receiver.plomba("open", "case.plomba", "-o", "again")
        #expect(opened.status == 2, "\(opened.errors)")
        #expect(opened.code == "inbox.identifier-reused", "\(opened.errors)")
        #expect(!scene.folder.exists("again"))
    }

    @Test func `a receipt beside a sealed file is judged when it is opened`() throws {
        let scene = try Scene()
        _ = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        let script = """
            import sys; sys.path.insert(0, sys.argv[1]); from verify import tar_entry
            data = open(sys.argv[2], "rb").read()
            entry = tar_entry(6, b"evidence/SubmissionAcceptance.json", 7) + b"garbage" + bytes(505)
            open(sys.argv[2], "wb").write(data[:-1024] + entry + bytes(1024))
            """
        let added = try Program.run(
            Interop.python(),
            [
                "-c", script, Program.root.appending(path: "Protocol/verifier").path,
                scene.folder.place("case.plomba"),
            ], in: scene.folder.path)
        #expect(added.status == 0, "\(added.errors)")
        let opened = try scene.receiver.plomba("open", "case.plomba", "-o", "by-hand")
        #expect(opened.status == 2, "\(opened.output) \(opened.errors)")
        #expect(opened.output.contains("NOT VERIFIED"))
        #expect(opened.output.contains("the broker's receipt beside the case does not hold"))
        #expect(opened.output.contains("(receipt.signature, file.not-found)"), "\(opened.output)")
        #expect(opened.code == "file.not-found", "\(opened.errors)")
        let told = try scene.receiver.plomba(
            "open", "case.plomba", "-o", "told", "--format", "json")
        #expect(told.status == 2 && told.errors.contains("the case is what was sealed"))
        let failure = try #require(told.json()["receiptFailure"] as? [String: Any])
        #expect(failure["check"] as? String == "receipt.signature")
        #expect(failure["code"] as? String == "file.not-found")
        #expect(try told.json()["verified"] as? Bool == false)
        // It says the same when it is verified again.
        #expect(try scene.receiver.plomba("verify", "by-hand").status == 2)
    }

    @Test func `nobody but the addressed can open it, not even the sender`() throws {
        let scene = try Scene()
        _ = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        let opened = try scene.sender.plomba("open", "case.plomba", "-o", "peek")
        #expect(opened.status == 1)
        #expect(opened.code == "bundle.no-identity-matches")
        #expect(!scene.folder.exists("peek"))
    }

    @Test func `a plain bag is packed and verified without keys or a home`() throws {
        let folder = try Folder()
        try Scene.writeCase(folder)
        let plomba = try Program.path("plomba")
        let packed = try Program.run(
            plomba, ["pack", "evidence", "--case", "case.json", "-o", "bag"], in: folder.path)
        #expect(packed.status == 0, "\(packed.errors)")
        #expect(
            try Program.run(
                plomba, ["verify", "bag"], in: folder.path, environment: ["HOME": folder.path]
            ).status == 0)
        try folder.write("bag/data/evidence/empty", "no longer empty")
        #expect(
            try Program.run(
                plomba, ["verify", "bag"], in: folder.path, environment: ["HOME": folder.path]
            ).status == 2)
    }

    @Test func `a name that runs from right to left moves nothing beside it`() throws {
        let folder = try Folder()
        try Scene.writeCase(folder)
        let name = "שלום 12.pdf"
        try folder.write("evidence/" + name, "content")
        let plomba = try Program.path("plomba")
        let packed = try Program.run(
            plomba, ["pack", "evidence", "--case", "case.json", "-o", "bag"], in: folder.path)
        #expect(packed.status == 0, "\(packed.errors)")
        try folder.write("bag/data/evidence/" + name, "another")
        let arguments = ["verify", "bag", "--format"]
        let shown = try ["text", "json"].map {
            try Program.run(
                plomba, arguments + [$0], in: folder.path, environment: ["HOME": folder.path])
        }
        #expect(shown.allSatisfy { $0.status == 2 })
        #expect(shown[0].output.contains("\u{2066}data/evidence/\(name)\u{2069}: "))
        // In JSON each value has a line, and the marks are escapes.
        #expect(shown[1].output.contains("\\u2066data/evidence/\(name)\\u2069: "))
        #expect(!shown[1].output.unicodeScalars.contains("\u{2066}"))
    }
}

extension Scene {
    /// Seals the case into a file and sends that file; returns its identifier.
    fileprivate func sealedAndSent(_ file: String = "case.plomba") throws -> String {
        let sealed = try sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o", file)
        try #require(sealed.status == 0, "\(sealed.errors)")
        let sent = try sender.plomba("send", file, "--format", "json")
        try #require(sent.status == 0, "\(sent.errors)")
        return try #require(sent.json()["consignment"] as? String)
    }
}
