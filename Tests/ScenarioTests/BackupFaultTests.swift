import Foundation
import Testing

/// What goes wrong around a backup long before anybody needs it.
@Suite(.timeLimit(.minutes(10))) struct `A backup of what is not whole` {
    /// A payload of the broker as a file of its own.
    private func largePayload(_ scene: Scene) throws -> String {
        try scene.folder.write("evidence/large", [UInt8](repeating: 7, count: 300_000))
        _ = try scene.send()
        let name = try #require(
            scene.folder.tree("broker/data/payloads").first { $0.count > 30 && $0.contains("/") })
        return scene.broker.home + "/data/payloads/" + name
    }

    private func take(_ safe: Safe, _ name: String) throws -> Outcome {
        try safe.broker.plombad(
            "backup", safe.folder.place(name), "--recipient", safe.recipient, "--home",
            safe.broker.home, "--format", "json")
    }

    @Test(arguments: ["gone", "cut off", "rotten"])
    func `is made all the same, says so, and is put back when its operator accepts it`(
        how: String
    ) throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        let payload = try largePayload(scene)
        switch how {
        case "gone": try FileManager.default.removeItem(atPath: payload)
        case "cut off": try Data([1, 2, 3]).write(to: URL(filePath: payload))
        default:
            // As long as it was: one bit of it has turned on the disk.
            var bytes = try Data(contentsOf: URL(filePath: payload))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: payload))
        }
        let made = try take(safe, "made.tar.age")
        #expect(made.status == 1)
        #expect(try made.json()["damaged"] as? [String] == [String(payload.suffix(32))])
        let folder = try safe.unpack("made.tar.age")
        try safe.lose()
        let refused = try safe.restore(folder)
        #expect(
            refused.status == 1 && refused.errors.contains("--accept-damaged"), "\(refused.errors)")
        #expect(scene.folder.tree("broker").isEmpty)
        let restored = try safe.restore(folder, "--accept-damaged")
        #expect(restored.status == 0 && restored.output.contains("1 payloads are not whole"))
    }

    @Test func `a log folder that is older than the backup is not taken for what was signed last`()
        throws
    {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        scene.broker.stop()
        let old = scene.folder.place("old-log")
        try FileManager.default.copyItem(atPath: scene.broker.home + "/log", toPath: old)
        try scene.broker.start()
        _ = try scene.send()
        try safe.backup("new.tar.age")
        let folder = try safe.unpack("new.tar.age")
        try safe.lose()
        try safe.makeHome()
        try FileManager.default.moveItem(atPath: old, toPath: scene.broker.home + "/log")
        let forward = try safe.restore(folder)
        #expect(forward.status == 0 && forward.output.contains("only reads"), "\(forward.output)")
        let found = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(found.status == 0, "\(found.output)")
        try scene.broker.start()
        #expect(try scene.refusal() == "broker.read-only")
        try safe.lose()
        try safe.makeHome()
        // A disk of its own for the log, just made: there is nothing in it.
        try FileManager.default.createDirectory(
            atPath: scene.broker.home + "/log/lost+found", withIntermediateDirectories: true)
        let restored = try safe.restore(folder, "--format", "json")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try restored.json()["keptLog"] as? Bool == false)
        #expect(try restored.json()["missing"] as? Int == 0)
    }

    @Test func `a log folder that went another way than the backup is refused, and left as it was`()
        throws
    {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        try safe.backup("old.tar.age")
        for _ in 0..<2 { _ = try scene.send() }
        try safe.backup("new.tar.age")
        try safe.lose()
        #expect(try safe.restore(safe.unpack("old.tar.age")).status == 0)
        let resumed = try scene.broker.plombad(
            "log", "resume", "--unwitnessed", "--home", scene.broker.home)
        #expect(resumed.status == 0, "\(resumed.errors)")
        try scene.broker.start()
        // The sender finds it out at once, and the broker has taken the case all the same.
        #expect(try scene.refusal() == "receipt.two-histories")
        scene.broker.stop()
        let log = scene.folder.place("forked-log")
        try FileManager.default.moveItem(atPath: scene.broker.home + "/log", toPath: log)
        try safe.lose()
        try safe.makeHome()
        try FileManager.default.moveItem(atPath: log, toPath: scene.broker.home + "/log")
        let before = try Data(contentsOf: URL(filePath: scene.broker.home + "/log/checkpoints.db"))
        let refused = try safe.restore(safe.unpack("new.tar.age"))
        #expect(
            refused.status == 1 && refused.errors.contains("not those that were signed"),
            "\(refused.errors)")
        #expect(!scene.folder.exists("broker/data"))
        #expect(
            try Data(contentsOf: URL(filePath: scene.broker.home + "/log/checkpoints.db")) == before
        )
    }

    @Test func `a refused restore leaves nothing in a log folder that it found`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try largePayload(scene)
        try safe.backup("made.tar.age")
        let folder = try safe.unpack("made.tar.age")
        try safe.lose()
        try safe.makeHome()
        try scene.folder.write("broker/log/note", Array("kept".utf8))
        let database = folder + "/data/broker.db"
        try Data("no database".utf8).write(to: URL(filePath: database))
        #expect(try safe.restore(folder).status == 1)
        #expect(scene.folder.tree("broker").filter { $0 != "log" } == ["log/note"])
    }

    /// Of the same day as the backup, it may be an old one all the same: nobody else has seen the log.
    @Test func `a log folder as long as the backup waits for its operator where nobody witnesses`()
        throws
    {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        try safe.backup("new.tar.age")
        let folder = try safe.unpack("new.tar.age")
        scene.broker.stop()
        let log = scene.folder.place("kept-log")
        try FileManager.default.moveItem(atPath: scene.broker.home + "/log", toPath: log)
        try safe.lose()
        try safe.makeHome()
        try FileManager.default.moveItem(atPath: log, toPath: scene.broker.home + "/log")
        let restored = try safe.restore(folder)
        #expect(
            restored.status == 0 && restored.output.contains("only reads"), "\(restored.output)")
        let resumed = try scene.broker.plombad(
            "log", "resume", "--unwitnessed", "--home", scene.broker.home)
        #expect(resumed.status == 0, "\(resumed.errors)")
        try scene.broker.start()
        _ = try scene.send()
    }

    @Test func `an archive cannot choose a place outside the home`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        scene.broker.stop()
        let elsewhere = scene.folder.place("elsewhere")
        let configuration = scene.broker.home + "/plombad.json"
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        let changed = text.replacing("\"data\": \"data\"", with: "\"data\": \"\(elsewhere)\"")
        try #require(changed != text)
        try Data(changed.utf8).write(to: URL(filePath: configuration))
        try FileManager.default.moveItem(atPath: scene.broker.home + "/data", toPath: elsewhere)
        try safe.backup("made.tar.age")
        let folder = try safe.unpack("made.tar.age")
        try safe.lose()
        try FileManager.default.removeItem(atPath: elsewhere)
        for more in [[], ["--data", "data"], ["--data", elsewhere + "/x"]] {
            let refused = try safe.restore(folder, arguments: more)
            #expect(refused.status == 1 && refused.errors.contains("outside the home"))
            #expect(!scene.folder.exists("elsewhere") && scene.folder.tree("broker").isEmpty)
        }
        #expect(try safe.restore(folder, "--data", elsewhere).status == 0)
        #expect(scene.folder.exists("elsewhere/broker.db"))
    }

    @Test func `names of payloads that a killed backup left are gone at the next start`() throws {
        let scene = try Scene()
        let payload = try largePayload(scene)
        scene.broker.stop()
        let left = scene.broker.home + "/data/payloads/backup"
        let name = String(payload.suffix(35))
        try FileManager.default.createDirectory(
            atPath: left + "/data/payloads/" + name.prefix(2), withIntermediateDirectories: true)
        try FileManager.default.linkItem(atPath: payload, toPath: left + "/data/payloads/" + name)
        try scene.broker.start()
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(FileManager.default.fileExists(atPath: payload))
    }

    @Test func `a backup without the broker's key is none, unless that is meant`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        scene.broker.stop()
        let configuration = scene.broker.home + "/plombad.json"
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        let name = try #require(text.firstMatch(of: /"(keys\/[^"]+)"/)).1
        let outside = scene.folder.place("outside.key")
        try FileManager.default.moveItem(atPath: scene.broker.home + "/" + name, toPath: outside)
        try Data(text.replacing(name, with: outside).utf8).write(to: URL(filePath: configuration))
        let refused = try take(safe, "made.tar.age")
        #expect(
            refused.status == 1 && refused.errors.contains("outside the home"),
            "\(refused.errors)")
        #expect(!scene.folder.exists("made.tar.age"))
        let made = try scene.broker.plombad(
            "backup", scene.folder.place("made.tar.age"), "--recipient", safe.recipient,
            "--without-keys", "--home", scene.broker.home)
        #expect(made.status == 0 && made.output.contains("not in it"), "\(made.errors)")
        let folder = try safe.unpack("made.tar.age")
        try safe.lose()
        let restored = try safe.restore(folder, "--format", "json")
        #expect(try restored.json()["notIncluded"] as? [String] == [outside], "\(restored.errors)")
    }
}
