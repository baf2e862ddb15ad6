import Foundation
import Testing

/// Cases that were sealed into a file, went by hand or nowhere, and are in no broker.
@Suite(.timeLimit(.minutes(10))) struct `The disposal of what no broker carries` {
    private let scene: Scene
    private let id: String
    private static let order = ["--reason", "ordered", "--basis", "order 12", "--yes"]

    init() throws {
        scene = try Scene()
        id = try scene.sender.sealCase(for: scene.receiver.mailbox)
    }

    private func dispose(as party: Party, _ more: String...) throws -> Outcome {
        try party.plomba(arguments: ["dispose", id] + Self.order + more)
    }

    @Test func `is a signed statement that stays here, in no log`() throws {
        try #require(try scene.receiver.plomba("open", "case.plomba", "-o", "opened").status == 0)
        #expect(try dispose(as: scene.sender).code == "dispose.copy-not-named")
        let done = try dispose(as: scene.sender, "--copy", "case.plomba", "--format", "json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try done.json()["recorded"] as? Bool == false)
        #expect(try done.json()["state"] as? String == "copy destroyed, in no log")
        #expect(done.errors.contains("No broker has this case"))
        let left = scene.folder.tree(scene.sender.name + "/outbox/" + id)
        #expect(
            left == [
                "disposal", "disposal/Disposal.entry", "disposal/Disposal.json",
                "disposal/Disposal.json.sig", "entry.json",
            ])
        let status = try scene.sender.plomba("status", id)
        #expect(status.output.contains("copy destroyed, in no log"), "\(status.output)")
        #expect(try scene.sender.plomba("sync").status == 0)
        // Together with what its reader has, it contradicts nothing.
        let lint = try scene.sender.plomba("lint", scene.sender.name, "opened")
        #expect(lint.status == 0, "\(lint.output)")
        let place = scene.sender.home + "/outbox/" + id + "/disposal/Disposal.json"
        let verified = try Program.run(
            "/bin/sh",
            [
                "-c",
                """
                ssh-keygen -Y check-novalidate -n plomba/v1/Disposal -s "$0.sig" < "$0" || exit 1
                sum=$(sha256sum opened/statement.json | cut -c1-64)
                [ "$(grep -o "$sum" "$0" | wc -l)" = 2 ]
                """, place,
            ], in: scene.folder.path)
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try dispose(as: scene.sender).code == "dispose.disposed")
    }

    @Test func `by who only opened it is refused, with what to do`() throws {
        try #require(try scene.receiver.plomba("open", "case.plomba", "-o", "opened").status == 0)
        for copy in ["opened", "case.plomba"] {
            let refused = try dispose(as: scene.receiver, "--copy", copy)
            #expect(refused.code == "dispose.came-by-hand", "\(refused.errors)")
            #expect(refused.errors.contains("remove the folder"))
        }
        #expect(try dispose(as: scene.receiver).code == "inbox.unknown")
        #expect(try dispose(as: scene.receiver, "--copy", "evidence").code == "inbox.unknown")
        #expect(try scene.receiver.plomba("verify", "opened").status == 0)
    }

    @Test func `waits until nobody can have taken it`() throws {
        try scene.folder.write("evidence/video.mp4", [UInt8](repeating: 7, count: 48 << 20))
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "large.plomba", "--format", "json")
        let large = try #require(try sealed.json()["consignment"] as? String)
        let sending = try scene.sender.start("send", "large.plomba")
        defer { sending.kill() }
        let numbered = scene.sender.name + "/outbox/" + large + "/deposit/statement.json"
        for _ in 0..<6000 where !scene.folder.exists(numbered) {
            Thread.sleep(forTimeInterval: 0.005)
        }
        sending.kill()
        scene.broker.stop()
        let words = ["dispose", large] + Self.order + ["--copy", "large.plomba"]
        let open = try scene.sender.plomba(arguments: words)
        #expect(open.code == "dispose.not-sent", "\(open.errors)")
        try scene.broker.start()
        #expect(try scene.sender.plomba("skip", large).status == 0)
        let done = try scene.sender.plomba(arguments: words)
        #expect(done.status == 0, "\(done.errors)")
        #expect(!scene.folder.exists("large.plomba"))
        #expect(try scene.sender.plomba("lint", scene.sender.name).status == 0)
    }

    @Test func `asked to be sent while the broker is away, it never left`() throws {
        scene.broker.stop()
        #expect(try scene.sender.plomba("send", "case.plomba").status == 1)
        let done = try dispose(as: scene.sender, "--copy", "case.plomba")
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("in no log"))
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").status == 0)
    }

    @Test func `says when nothing names what was sealed`() throws {
        try FileManager.default.removeItem(atPath: scene.folder.place("case.plomba"))
        let gone = try dispose(as: scene.sender)
        #expect(gone.code == "dispose.sealed-file-gone", "\(gone.errors)")
        #expect(scene.folder.exists(scene.sender.name + "/outbox/" + id + "/sender-copy.age"))
    }
}
