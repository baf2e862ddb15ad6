import Foundation
import Testing

/// A broker that shows two people two logs, each of them consistent, which no witness looks at. The bag that
/// one sends to the other holds what the sender has seen.
@Suite(.timeLimit(.minutes(10))) struct `What two people have seen of a log` {
    /// The sender's largest checkpoint, below its home.
    private func memory(_ scene: Scene) throws -> String {
        let name = scene.folder.tree(scene.sender.name).first {
            $0.wholeMatch(of: /logs\/[0-9a-f]+\/checkpoint/) != nil
        }
        return try scene.sender.name + "/" + #require(name)
    }

    /// Seals while the broker is away, having seen this; then the broker is back, and takes it.
    private func send(_ scene: Scene, having note: [UInt8]) throws -> String {
        let name = try memory(scene)
        let honest = try scene.folder.read(name)
        let before = try deliveries(scene)
        scene.broker.stop()
        try scene.folder.write(name, note)
        let kept = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(kept.status == 1, "\(kept.output)")
        try scene.folder.write(name, honest)
        try scene.broker.start()
        #expect(try scene.sender.plomba("sync").status == 0)
        #expect(try scene.receiver.plomba("sync").status == 0)
        let added = try deliveries(scene).subtracting(before)
        #expect(added.count == 1, "\(added)")
        return try #require(added.first)
    }

    private func deliveries(_ scene: Scene) throws -> Set<String> {
        let inbox = try scene.receiver.plomba("inbox", "--format", "json").json()
        let deliveries = try #require(inbox["deliveries"] as? [[String: Any]])
        return Set(deliveries.compactMap { $0["id"] as? String })
    }

    private func fork(_ scene: Scene) throws -> [UInt8] {
        let forged = try Interop.run(
            "log_fork.py",
            [
                scene.folder.place(memory(scene)), scene.broker.home + "/keys/log",
                scene.folder.place("forged"),
            ], in: scene.folder)
        try #require(forged.status == 0, "\(forged.errors)")
        return try scene.folder.read("forged")
    }

    @Test func `is compared when one sends to the other, though nobody witnesses it`() throws {
        let scene = try Scene()
        _ = try scene.send()
        #expect(try scene.receiver.plomba("sync").status == 0)
        // Honest: what the sender has seen lies in the bag, and nobody cries out.
        let honest = try send(scene, having: scene.folder.read(memory(scene)))
        let received = try scene.receiver.plomba("receive", honest, "-o", "first")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try scene.folder.read("first/bag/checkpoint").starts(with: Array("broker".utf8)))
        let id = try send(scene, having: fork(scene))
        let alarmed = try scene.receiver.plomba("receive", id, "-o", "second")
        #expect(alarmed.status != 0)
        #expect(alarmed.errors.contains("two histories"), "\(alarmed.errors)")
        #expect(scene.folder.exists("second/bag/data"), "the case is here all the same")
        let file = try #require(
            scene.folder.tree(scene.receiver.name).first { $0.hasSuffix("/two-histories") })
        let place = scene.folder.place(scene.receiver.name + "/" + file)
        let judged = try Program.run(
            Interop.python(),
            [Program.root.appending(path: "Protocol/verifier/histories.py").path, place],
            in: scene.folder.path)
        #expect(judged.output.hasPrefix("proven"), "\(judged.output) \(judged.errors)")
        let watch = try scene.receiver.plomba("watch")
        #expect(watch.status == 2 || watch.status == 1)
        #expect((watch.output + watch.errors).contains("two histories"), "\(watch.output)")
    }
}
