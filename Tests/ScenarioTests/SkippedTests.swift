import Foundation
import Testing

/// Numbers that were given up, through the real programs.
@Suite struct `A case is given up` {
    private enum Trouble: Error { case noUpload }

    /// The numbers that the receiver misses.
    private func missing(_ scene: Scene) throws -> [String] {
        let inbox = try scene.receiver.plomba("inbox", "--format", "json")
        try #require(inbox.status == 0, "\(inbox.errors)")
        let gaps = try #require(inbox.json()["gaps"] as? [[String: Any]])
        return gaps.flatMap { $0["missing"] as? [String] ?? [] }
    }

    /// Begins to send a large case and is killed; returns its identifier.
    private func strand(_ scene: Scene) throws -> String {
        try scene.folder.write("evidence/video.mp4", [UInt8](repeating: 7, count: 48 << 20))
        let sending = try scene.sender.start(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        defer { sending.kill() }
        for _ in 0..<6000 {
            let outbox = scene.folder.tree(scene.sender.name + "/outbox")
            let entry = outbox.first { $0.hasSuffix("/entry.json") && !$0.hasPrefix(".") }
            if let entry {
                let bytes = try scene.folder.read(scene.sender.name + "/outbox/" + entry)
                let state = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
                if state?["upload"] is String {
                    return try #require(state?["consignment"] as? String)
                }
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
        throw Trouble.noUpload
    }

    @Test func `an unfinished case: its number is signed away, and the receiver misses nothing`()
        throws
    {
        let scene = try Scene()
        let id = try strand(scene)
        let skipped = try scene.sender.plomba("skip", id, "--format", "json")
        #expect(skipped.status == 0, "\(skipped.errors)")
        let lanes = try #require(skipped.json()["lanes"] as? [[String: Any]])
        #expect(lanes.first?["number"] as? Int == 1)
        #expect(try scene.steps(id, of: scene.sender) == ["sealed", "given-up"])
        #expect(try scene.sender.plomba("skip", id).status == 0)
        try scene.folder.write("evidence/video.mp4", [1])
        let next = try scene.send()
        #expect(next != id)
        #expect(try missing(scene) == [])
        #expect(try scene.receiver.plomba("lint", scene.receiver.name).status == 0)
        #expect(try scene.sender.plomba("lint", scene.sender.name).status == 0)
        let delivered = try scene.sender.plomba("skip", next)
        #expect(delivered.status == 1 && delivered.code == "skip.delivered")
    }

    @Test func `a refused case is given up by itself, and sync tells who may ask`() throws {
        let scene = try Scene(admitting: false)
        let admitted = try scene.broker.plombad(
            "admit", scene.folder.place(scene.sender.name + ".org"), "--fingerprint",
            scene.sender.digits(), "--home", scene.broker.home)
        try #require(admitted.status == 0, "\(admitted.errors)")
        let refused = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(refused.code == "send.rejected-mailbox-unknown", "\(refused.errors)")
        try scene.broker.admit(scene.receiver)
        _ = try scene.send()
        // Nobody could take the word for the receiver yet.
        #expect(try missing(scene) == ["1"])
        let synced = try scene.sender.plomba("sync")
        #expect(synced.status == 0, "\(synced.errors)")
        #expect(try missing(scene) == [])
    }

    @Test func `what never had a number is not given up`() throws {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba", "--format", "json")
        let id = try #require(sealed.json()["consignment"] as? String)
        let unsent = try scene.sender.plomba("skip", id)
        #expect(unsent.status == 1 && unsent.code == "skip.no-number")
        #expect(try scene.sender.plomba("skip", "ffffffff").status == 1)
    }
}
