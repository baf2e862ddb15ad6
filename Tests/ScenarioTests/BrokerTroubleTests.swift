import Foundation
import Testing

/// What goes wrong at the broker, or on the way to it.
@Suite struct `Trouble with the broker` {
    private static let largeSize = 48 << 20

    private func writeLargeFile(_ scene: Scene) throws {
        var content = [UInt8](repeating: 0, count: Self.largeSize)
        for index in stride(from: 0, to: content.count, by: 4096) {
            content[index] = UInt8(truncatingIfNeeded: index >> 12)
        }
        try scene.folder.write("evidence/video.mp4", content)
    }

    private func entry(_ scene: Scene) throws -> [String: Any]? {
        let outbox = scene.folder.tree(scene.sender.name + "/outbox")
        guard let name = outbox.first(where: { $0.hasSuffix("/entry.json") && !$0.hasPrefix(".") })
        else { return nil }
        let bytes = try scene.folder.read(scene.sender.name + "/outbox/" + name)
        return try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    }

    /// Waits until the upload has begun, at most half a minute.
    private func waitForUpload(_ scene: Scene) throws -> String {
        for _ in 0..<6000 {
            if let upload = try entry(scene)?["upload"] as? String { return upload }
            Thread.sleep(forTimeInterval: 0.005)
        }
        throw Trouble.noUpload
    }

    private enum Trouble: Error { case noUpload }

    private func send(_ scene: Scene) throws -> RunningProgram {
        try scene.sender.start(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
            "--format", "json")
    }

    @Test func `the broker dies in mid-send: the same command continues`() throws {
        let scene = try Scene()
        try writeLargeFile(scene)
        let sending = try send(scene)
        let upload = try waitForUpload(scene)
        scene.broker.stop()
        let broken = try sending.outcome()
        #expect(broken.status == 1)
        #expect(broken.code == "broker.unreachable", "\(broken.errors)")
        #expect(try broken.json()["error"] != nil)
        let id = try #require(try entry(scene)?["consignment"] as? String)

        try scene.broker.start()
        let resumed = try send(scene).outcome()
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try resumed.json()["consignment"] as? String == id)
        #expect(try entry(scene)?["upload"] as? String == upload)
        #expect(try scene.inboxState(id) == "waiting")
        let received = try scene.receiver.plomba("receive", id, "-o", "case")
        #expect(received.status == 0, "\(received.errors)")
        #expect(
            try scene.folder.read("case/bag/data/evidence/video.mp4")
                == scene.folder.read("evidence/video.mp4"))
    }

    @Test func `the sender is killed in mid-send: sync continues`() throws {
        let scene = try Scene()
        try writeLargeFile(scene)
        let sending = try send(scene)
        _ = try waitForUpload(scene)
        sending.kill()
        let id = try #require(try entry(scene)?["consignment"] as? String)
        let synced = try scene.sender.plomba("sync", "--format", "json")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(try synced.json()["sent"] as? [String] == [id])
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "safe"])
    }

    @Test func `the broker is away: a decision is signed now and handed over later`() throws {
        let scene = try Scene()
        let id = try scene.send()
        #expect(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        scene.broker.stop()
        let accepted = try scene.receiver.plomba("accept", id, "--format", "json")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(try accepted.json()["recorded"] as? Bool == false)
        let known = try scene.sender.plomba("status", id, "--format", "json")
        #expect(known.status == 0)
        #expect(try known.json()["fresh"] as? Bool == false)
        try scene.broker.start()
        let synced = try scene.receiver.plomba("sync", "--format", "json")
        #expect(try synced.json()["told"] as? [String] == [id])
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
    }

    @Test func `somebody else answers at the broker's address`() throws {
        let scene = try Scene()
        let other = try BrokerProcess(in: Folder())
        let wrong = try scene.sender.plomba("broker", "use", other.url, "--pin", scene.broker.pin)
        #expect(wrong.status == 1)
        #expect(wrong.code == "broker.other-key", "\(wrong.errors)")
        let shown = try scene.sender.plomba("inbox")
        #expect(shown.status == 0, "the broker in use is still the old one")
    }

    @Test func `a port that is taken`() throws {
        let scene = try Scene()
        let again = try scene.broker.plombad("serve", "--home", scene.broker.home)
        #expect(again.status == 1, "the home is in use")
        let folder = try Folder()
        let taken = try Listener()
        let made = try Program.run(
            Program.path("plombad"),
            ["init", "b", "--name", "b.example", "--port", "\(taken.port)"], in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
        let served = try Program.run(
            Program.path("plombad"), ["serve", "--home", "b"], in: folder.path)
        #expect(served.status == 1)
        #expect(served.errors.contains("port"), "\(served.errors)")
    }
}
