import Foundation
import Testing

/// A copy that was destroyed: what is left, who learns of it, and what cannot go wrong.
@Suite(.timeLimit(.minutes(10))) struct `A destroyed copy` {
    private static let order = ["--reason", "retention_ended", "--basis", "rule of 2024", "--yes"]

    private func accepted() throws -> (scene: Scene, id: String) {
        let scene = try Scene()
        let id = try scene.send()
        let received = try scene.receiver.plomba("receive", id, "-o", "case")
        try #require(received.status == 0, "\(received.errors)")
        try #require(try scene.receiver.plomba("accept", id).status == 0)
        return (scene, id)
    }

    private func dispose(
        _ id: String, as party: Party, _ more: String...
    ) throws -> Outcome {
        try party.plomba(arguments: ["dispose", id] + Self.order + more)
    }

    private func lane(_ id: String, of party: Party) throws -> [String: Any] {
        let status = try party.plomba("status", id, "--format", "json")
        try #require(status.status == 0, "\(status.errors)")
        let lanes = try #require(status.json()["lanes"] as? [[String: Any]])
        return try #require(lanes.first)
    }

    /// The files of the one case in a part of a home.
    private func files(_ party: Party, _ area: String) -> [String] {
        let names = party.folder.tree(party.name + "/" + area).filter { $0.contains("/") }
        return names.map { $0.split(separator: "/").dropFirst().joined(separator: "/") }
    }

    private static let left = [
        "disposal", "disposal/Disposal.entry", "disposal/Disposal.json",
        "disposal/Disposal.json.sig", "disposal/Disposal.tlog-proof", "entry.json",
    ]

    @Test func `by the receiver: only the statement is left, and the sender sees it`() throws {
        let (scene, id) = try accepted()
        let done = try dispose(id, as: scene.receiver, "--copy", "case", "--format", "json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try done.json()["recorded"] as? Bool == true)
        #expect(done.errors.contains("not claimed"))
        #expect(!scene.folder.exists("case"))
        #expect(scene.folder.tree(".").allSatisfy { !$0.contains(".disposing-") })
        #expect(files(scene.receiver, "inbox") == Self.left)
        let seen = try lane(id, of: scene.sender)
        #expect(seen["referral"] as? String == "accepted")
        #expect(seen["disposalReason"] as? String == "retention_ended")
        #expect(try scene.steps(id, of: scene.sender).suffix(2) == ["accepted", "disposed"])
        #expect(try scene.steps(id, of: scene.receiver) == ["disposed"])
        #expect(try lane(id, of: scene.receiver)["referral"] as? String == "copy destroyed")
        #expect(try scene.inboxState(id) == "copy destroyed")
        let sync = try scene.receiver.plomba("sync")
        #expect(sync.status == 0, "\(sync.errors)")
        let watch = try scene.receiver.plomba("watch")
        #expect(watch.output.contains("No alarm"), "\(watch.output)\(watch.errors)")
        for party in [scene.sender, scene.receiver] {
            let lint = try party.plomba("lint", party.name)
            #expect(lint.status == 0, "\(lint.output)")
        }
        try checkedByOthers(scene, id)
        try nothingMore(scene, id)
    }

    /// The sender's evidence and what is left of the receiver's, by tools that are not ours.
    private func checkedByOthers(_ scene: Scene, _ id: String) throws {
        let made = try scene.sender.plomba("evidence", id, "-o", "proof")
        #expect(made.status == 0, "\(made.errors)")
        #expect(scene.folder.exists("proof/lanes/\(scene.receiver.mailbox)/Disposal.json"))
        #expect(try scene.sender.plomba("verify", "proof").status == 0)
        #expect(try scene.sender.plomba("lint", "proof").status == 0)
        try FileManager.default.createDirectory(
            atPath: scene.folder.place("desk"), withIntermediateDirectories: false)
        let followed = try Interop.run(
            "receipt_readme.py", [scene.folder.place("proof"), scene.folder.place("desk")],
            in: scene.folder)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        let name = try #require(
            scene.folder.tree(scene.receiver.name + "/inbox").first {
                $0.hasSuffix("disposal/Disposal.json")
            })
        let statement = scene.receiver.home + "/inbox/" + name
        let script = """
            ssh-keygen -Y check-novalidate -n plomba/v1/Disposal -s "$0.sig" < "$0" || exit 1
            sed s/retention_ended/copy_unsafe/ "$0" > changed
            ssh-keygen -Y check-novalidate -n plomba/v1/Disposal -s "$0.sig" < changed && exit 2
            exit 0
            """
        let signature = try Program.run(
            "/bin/sh", ["-c", script, statement], in: scene.folder.path)
        #expect(signature.status == 0, "\(signature.output)\(signature.errors)")
    }

    /// Whatever is tried with a case whose copy was declared destroyed.
    private func nothingMore(_ scene: Scene, _ id: String) throws {
        let tried = [
            ["receive", id, "-o", "again"], ["preview", id], ["accept", id],
            ["decline", id, "--reason", "other"], ["evidence", id, "-o", "theirs"],
            [
                "transfer", id, "--to", scene.sender.mailbox, "--purpose", "p", "--basis", "b",
                "-o", "t.plomba",
            ], ["dispose", id] + Self.order,
        ]
        for arguments in tried {
            let outcome = try scene.receiver.plomba(arguments: arguments)
            #expect(outcome.status == 1, "\(arguments)")
            #expect(outcome.code == "dispose.disposed", "\(arguments) \(outcome.errors)")
        }
        #expect(files(scene.receiver, "inbox") == Self.left)
    }

    @Test func `by the sender, with its sealed file; the receiver's evidence stands`() throws {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba", "--format", "json")
        let id = try #require(sealed.json()["consignment"] as? String)
        #expect(try dispose(id, as: scene.sender).code == "dispose.copy-not-named")
        #expect(try scene.sender.plomba("send", "case.plomba").status == 0)
        #expect(try dispose(id, as: scene.sender).code == "dispose.not-ended")
        #expect(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(try scene.receiver.plomba("accept", id).status == 0)
        let unnamed = try dispose(id, as: scene.sender)
        #expect(unnamed.code == "dispose.copy-not-named", "\(unnamed.errors)")
        #expect(files(scene.sender, "outbox").contains("sender-copy.age"))
        let done = try dispose(id, as: scene.sender, "--copy", "case.plomba")
        #expect(done.status == 0, "\(done.errors)")
        #expect(!scene.folder.exists("case.plomba"))
        #expect(files(scene.sender, "outbox") == Self.left)
        #expect(try scene.steps(id, of: scene.sender) == ["disposed"])
        #expect(try scene.steps(id, of: scene.receiver).last == "accepted")
        for arguments in [
            ["withdraw", id, "--reason", "superseded"], ["skip", id], ["evidence", id, "-o", "p"],
            ["disclose", id, "--items", "x", "--to", scene.receiver.mailbox, "-o", "d.plomba"],
            ["dispose", id] + Self.order,
        ] {
            let outcome = try scene.sender.plomba(arguments: arguments)
            #expect(outcome.code == "dispose.disposed", "\(arguments) \(outcome.errors)")
        }
        for party in [scene.sender, scene.receiver] {
            #expect(try party.plomba("sync").status == 0)
            #expect(try party.plomba("watch").output.contains("No alarm"))
            #expect(try party.plomba("lint", party.name).status == 0)
        }
        #expect(try scene.receiver.plomba("evidence", id, "-o", "theirs").status == 0)
        #expect(try scene.receiver.plomba("verify", "theirs").status == 0)
        #expect(try scene.receiver.plomba("verify", "case").status == 0)
    }

    @Test func `what was declined or called back is disposed of too`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        #expect(
            try scene.sender.plomba("withdraw", id, "--reason", "consent_withdrawn").status == 0)
        let done = try dispose(id, as: scene.receiver, "--copy", "case")
        #expect(done.status == 0, "\(done.errors)")
        #expect(!scene.folder.exists("case"))
        #expect(try scene.steps(id, of: scene.sender).suffix(2) == ["withdrawn", "disposed"])
        #expect(try scene.sender.plomba("lint", scene.sender.name).status == 0)
    }

    @Test func `what cannot be signed truthfully is refused, and nothing is gone`() throws {
        let scene = try Scene()
        let (id, other) = (try scene.send(), try scene.send())
        for (consignment, folder) in [(id, "case"), (other, "other")] {
            #expect(
                try scene.receiver.plomba("receive", consignment, "-o", folder).status == 0)
        }
        let before = scene.folder.tree(scene.receiver.name)
        let party = scene.receiver
        #expect(try dispose(id, as: party, "--copy", "case").code == "dispose.not-ended")
        #expect(try dispose("00000000", as: party).code == "inbox.unknown")
        #expect(scene.folder.tree(scene.receiver.name) == before)
        #expect(try party.plomba("accept", id).status == 0)
        let ended = scene.folder.tree(scene.receiver.name)
        #expect(try dispose(id, as: party).code == "dispose.copy-not-named")
        for wrong in ["other", "evidence", "case.json", "nothing"] {
            let outcome = try dispose(id, as: party, "--copy", "case", "--copy", wrong)
            #expect(outcome.code == "dispose.not-a-copy", "\(wrong) \(outcome.errors)")
        }
        let unasked = try party.plomba(
            "dispose", id, "--reason", "ordered", "--basis", "b", "--copy", "case")
        #expect(unasked.status == 64)
        let reason = try party.plomba(
            "dispose", id, "--reason", "no_capacity", "--basis", "b", "--copy", "case", "--yes")
        #expect(reason.status == 64)
        let basis = try party.plomba(
            "dispose", id, "--reason", "ordered", "--basis", "two\nlines", "--copy", "case", "--yes"
        )
        #expect(basis.code == "dispose.basis-malformed")
        #expect(scene.folder.tree(scene.receiver.name) == ended)
        #expect(try party.plomba("verify", "case").status == 0)
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
    }

    @Test func `while the broker is away it is kept, and told by sync`() throws {
        let (scene, id) = try accepted()
        scene.broker.stop()
        let done = try dispose(id, as: scene.receiver, "--copy", "case", "--format", "json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try done.json()["recorded"] as? Bool == false)
        #expect(!scene.folder.exists("case"))
        #expect(try lane(id, of: scene.receiver)["unrecorded"] as? [String] == ["destroyed"])
        try scene.broker.start()
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
        let sync = try scene.receiver.plomba("sync", "--format", "json")
        #expect(try sync.json()["told"] as? [String] == [id])
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
        #expect(try lane(id, of: scene.receiver)["unrecorded"] as? [String] == [])
        #expect(files(scene.receiver, "inbox") == Self.left)
        // What was decided here and not told stands before it.
        let second = try scene.send()
        #expect(try scene.receiver.plomba("receive", second, "-o", "case").status == 0)
        scene.broker.stop()
        #expect(try scene.receiver.plomba("accept", second).status == 0)
        let early = try dispose(second, as: scene.receiver, "--copy", "case")
        #expect(early.code == "dispose.not-recorded")
        #expect(scene.folder.exists("case/statement.json"))
    }
}
