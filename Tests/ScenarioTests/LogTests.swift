import Foundation
import Testing

/// The broker's log through the real programs: proofs in hand, and a broker that goes back.
@Suite(.timeLimit(.minutes(10))) struct `The log of the broker` {
    private func fsck(_ scene: Scene, home: String? = nil) throws -> Outcome {
        try scene.broker.plombad(
            "log", "fsck", "--home", home ?? scene.broker.home, "--format", "json")
    }

    private func files(_ scene: Scene, ending: String) -> [String] {
        scene.folder.tree(scene.sender.name).filter { $0.hasSuffix(ending) }
    }

    @Test func `the sender keeps the proofs, and fsck finds nothing`() throws {
        let scene = try Scene()
        let id = try scene.send()
        let proofs = files(scene, ending: ".tlog-proof").filter { $0.contains(id) }
        let names = Set(proofs.compactMap { $0.split(separator: "/").last })
        #expect(
            names == [
                "statement.tlog-proof", "Sealed.tlog-proof", "SubmissionAcceptance.tlog-proof",
            ])
        for proof in proofs {
            let text = String(
                decoding: try scene.folder.read(scene.sender.name + "/" + proof), as: UTF8.self)
            #expect(text.hasPrefix("c2sp.org/tlog-proof@v1\nindex "))
            #expect(text.contains("\n\nbroker.example/log\n6\n"))
        }
        let running = try fsck(scene)
        #expect(running.status == 1 && running.errors.contains("another process"))
        scene.broker.stop()
        let stopped = try fsck(scene)
        #expect(stopped.status == 0, "\(stopped.output)")
        #expect(try stopped.json()["size"] as? Int == 6)
    }

    @Test func `a broker that was put back as a whole is caught by who sent since`() throws {
        let scene = try Scene()
        _ = try scene.send()
        scene.broker.stop()
        let (home, old) = (scene.broker.home, scene.folder.place("old"))
        try FileManager.default.copyItem(atPath: home, toPath: old)
        try scene.broker.start()
        let known = try scene.send()
        scene.broker.stop()
        // Everything goes back, also what must never go back: the operator does it on purpose.
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: old, toPath: home)
        try scene.broker.start()
        let caught = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
            "--format", "json")
        #expect(caught.status == 1)
        #expect(caught.code == "receipt.two-histories", "\(caught.output) \(caught.errors)")
        let kept = files(scene, ending: "two-histories")
        #expect(kept.count == 1 && kept.allSatisfy { $0.contains("conflict/") })
        let judged = try scene.sender.plomba(
            "verify", scene.folder.place(scene.sender.name + "/" + kept[0]))
        #expect(judged.output.contains("two histories"), "\(judged.output) \(judged.errors)")
        // What was proven before stays proven.
        #expect(files(scene, ending: ".tlog-proof").contains { $0.contains(known) })
    }

    @Test func `a broker whose database alone was put back takes nothing and says so`() throws {
        let scene = try Scene()
        _ = try scene.send()
        scene.broker.stop()
        let (data, old) = (scene.broker.home + "/data", scene.folder.place("old-data"))
        try FileManager.default.copyItem(atPath: data, toPath: old)
        try scene.broker.start()
        _ = try scene.send()
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: data)
        try FileManager.default.moveItem(atPath: old, toPath: data)
        let found = try fsck(scene)
        #expect(found.status == 2 && found.output.contains("log.shorter"))
        try scene.broker.start()
        let refused = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
            "--format", "json")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("read-only") || refused.output.contains("read-only"))
        #expect(try scene.receiver.plomba("inbox").status == 0)
    }

    @Test func `a home of before learns the log key once, and no other`() throws {
        let scene = try Scene()
        let file = scene.sender.name + "/broker.json"
        let text = String(decoding: try scene.folder.read(file), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let key = try #require(lines.first { $0.contains("\"logKey\"") })
        try scene.folder.write(file, lines.filter { $0 != key }.joined(separator: "\n"))
        _ = try scene.send()
        let learnt = String(decoding: try scene.folder.read(file), as: UTF8.self)
        #expect(learnt.contains(key))

        // Another broker's log key in its place: nothing is sent any more.
        let folder = scene.folder.place("other")
        let other = try scene.broker.plombad(
            "init", folder, "--name", "broker.example", "--format", "json")
        let otherKey = try #require(other.json()["logKey"] as? String)
        let wrong = learnt.replacing(key, with: "  \"logKey\": \"\(otherKey)\",")
        try scene.folder.write(file, wrong)
        let refused = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
            "--format", "json")
        #expect(refused.status == 1)
        #expect(refused.code == "broker.other-log-key", "\(refused.output) \(refused.errors)")
    }
}
