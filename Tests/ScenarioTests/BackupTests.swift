import Foundation
import Testing

/// `plombad backup` and `restore` with real programs: what comes back, who notices what does not, and the
/// way back to signing.
@Suite(.timeLimit(.minutes(10))) struct `A broker that is put back` {
    /// What the broker says to another deposit, which stays in the outbox.
    @Test func `the newest backup signs on by the word of its witness, and nothing is missing`()
        throws
    {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        // Large enough for a file of its own.
        try scene.folder.write("evidence/large", [UInt8](repeating: 7, count: 300_000))
        let id = try scene.send()
        _ = try watched.status(of: id, until: "seen by 1 witness")
        let safe = try Safe(scene)
        let told = try safe.backup("new.tar.age")
        #expect(told["payloads"] as? Int == 1)
        #expect(!scene.folder.exists("broker/data/payloads/backup"))
        let archive = try scene.folder.read("new.tar.age")
        #expect(archive.starts(with: "age-encryption.org/v1".utf8))
        #expect(!String(decoding: archive, as: UTF8.self).contains("PRIVATE KEY"))
        try safe.lose()
        let restored = try safe.restore(try safe.unpack("new.tar.age"))
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(
            restored.output.contains(scene.broker.pin) && restored.output.contains("signs on once"),
            "\(restored.output)")
        let waiting = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(waiting.output.contains("check.restored"), "\(waiting.output)")
        try scene.broker.start()
        let next = try scene.send()
        #expect(
            try watched.status(of: next, until: "seen by 1 witness").output.contains("seen by 1"))
        let looked = try scene.sender.plomba("watch")
        #expect(looked.status == 0, "\(looked.output) \(looked.errors)")
        let received = try scene.receiver.plomba("receive", id, "-o", scene.folder.place("case"))
        #expect(received.status == 0, "\(received.errors)")
        #expect(
            try scene.folder.read("case/bag/data/evidence/large")
                == scene.folder.read("evidence/large"))
        let settled = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(!settled.output.contains("check.restored"), "\(settled.output)")
        scene.broker.stop()
        let found = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(found.status == 0, "\(found.output)")
    }

    @Test func `an older backup signs nothing, says why, and makes room for the newer one`() throws
    {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let safe = try Safe(scene)
        let first = try scene.send()
        _ = try watched.status(of: first, until: "seen by 1 witness")
        try safe.backup("old.tar.age")
        let second = try scene.send()
        _ = try watched.status(of: second, until: "seen by 1 witness")
        try safe.backup("new.tar.age")
        try safe.lose()
        let old = try safe.restore(try safe.unpack("old.tar.age"))
        #expect(old.status == 0 && old.output.contains("is not here"), "\(old.output)")
        try scene.broker.start()
        try waitUntilBehind(scene)
        #expect(try scene.refusal() == "broker.read-only")
        // What it had is still served.
        #expect(try scene.inboxState(first) != nil)
        try safe.lose()
        #expect(try safe.restore(try safe.unpack("new.tar.age")).status == 0)
        try scene.broker.start()
        let third = try scene.send()
        #expect(
            try watched.status(of: third, until: "seen by 1 witness").output.contains("seen by 1"))
        #expect(try scene.sender.plomba("watch").status == 0)
        #expect(try scene.inboxState(second) != nil)
    }

    @Test
    func `what a witness has shown is not forgotten over a newer backup that is not new enough`()
        throws
    {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let safe = try Safe(scene)
        for name in ["old.tar.age", "middle.tar.age"] {
            let id = try scene.send()
            _ = try watched.status(of: id, until: "seen by 1 witness")
            try safe.backup(name)
        }
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
        try safe.lose()
        #expect(try safe.restore(safe.unpack("old.tar.age")).status == 0)
        try scene.broker.start()
        try waitUntilBehind(scene)
        scene.broker.stop()
        // The operator does as told; the witness that knows more is away now.
        watched.witness.stop()
        let log = scene.folder.place("kept-log")
        try FileManager.default.moveItem(atPath: scene.broker.home + "/log", toPath: log)
        try safe.lose()
        try safe.makeHome()
        try FileManager.default.moveItem(atPath: log, toPath: scene.broker.home + "/log")
        let restored = try safe.restore(safe.unpack("middle.tar.age"))
        #expect(restored.status == 0, "\(restored.errors)")
        try scene.broker.start()
        let checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(checked.output.contains("log.behind-witnesses"), "\(checked.output)")
        #expect(try scene.refusal() == "broker.read-only")
        scene.broker.stop()
        let found = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(found.status == 2 && found.output.contains("log.behind-witnesses"), "\(found)")
    }

    private func waitUntilBehind(_ scene: Scene) throws {
        var checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        for _ in 0..<40 where !checked.output.contains("log.behind-witnesses") {
            Thread.sleep(forTimeInterval: 0.25)
            checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        }
        #expect(checked.output.contains("log.behind-witnesses"), "\(checked.output)")
    }

    @Test func `what was signed last stays where it survived, and tells what is missing`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        try safe.backup("old.tar.age")
        _ = try scene.send()
        let folder = try safe.unpack("old.tar.age")
        let log = scene.folder.place("log")
        scene.broker.stop()
        try FileManager.default.moveItem(atPath: scene.broker.home + "/log", toPath: log)
        try safe.lose()
        try FileManager.default.createDirectory(
            atPath: scene.broker.home, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try FileManager.default.moveItem(atPath: log, toPath: scene.broker.home + "/log")
        let restored = try safe.restore(folder, "--format", "json")
        #expect(restored.status == 0, "\(restored.errors)")
        let told = try restored.json()
        #expect(told["keptLog"] as? Bool == true)
        // A deposit with its acceptance and what was numbered for its mailbox.
        #expect(told["missing"] as? Int == 4, "\(told)")
        try scene.broker.start()
        #expect(try scene.refusal() == "broker.read-only")
        let checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(checked.output.contains("log.shorter"), "\(checked.output)")
    }

    @Test func `without witnesses a backup only reads until its operator vouches for it`() throws {
        let scene = try Scene()
        let safe = try Safe(scene)
        _ = try scene.send()
        try safe.backup("new.tar.age")
        try safe.lose()
        let restored = try safe.restore(try safe.unpack("new.tar.age"))
        #expect(restored.output.contains("only reads"), "\(restored.output)")
        try scene.broker.start()
        #expect(try scene.refusal() == "broker.read-only")
        scene.broker.stop()
        let refused = try scene.broker.plombad("log", "resume", "--home", scene.broker.home)
        #expect(refused.status == 1 && refused.errors.contains("nobody"), "\(refused.errors)")
        let resumed = try scene.broker.plombad(
            "log", "resume", "--unwitnessed", "--home", scene.broker.home)
        #expect(resumed.status == 0, "\(resumed.errors)")
        try scene.broker.start()
        _ = try scene.send()
        #expect(try scene.sender.plomba("watch").status == 1, "nobody witnesses it")
    }

    @Test func `a lost record of what was signed is made anew, and the witness is heard first`()
        throws
    {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let first = try scene.send()
        _ = try watched.status(of: first, until: "seen by 1 witness")
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: scene.broker.home + "/log")
        try scene.broker.start()
        #expect(try scene.refusal() == "broker.read-only")
        scene.broker.stop()
        let resumed = try scene.broker.plombad("log", "resume", "--home", scene.broker.home)
        #expect(
            resumed.status == 0 && resumed.output.contains("as soon as enough witnesses"),
            "\(resumed.output) \(resumed.errors)")
        watched.witness.stop()
        try scene.broker.start()
        #expect(try scene.refusal() == "broker.awaiting-witnesses")
        try watched.witness.start()
        // It is asked again after some seconds.
        for _ in 0..<40 {
            guard try scene.refusal() != nil else { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        let second = try scene.send()
        #expect(
            try watched.status(of: second, until: "seen by 1 witness").output.contains("seen by 1"))
        #expect(try scene.sender.plomba("watch").status == 0)
        scene.broker.stop()
        let again = try scene.broker.plombad("log", "resume", "--home", scene.broker.home)
        #expect(again.status == 1 && again.errors.contains("nothing to resume"), "\(again.errors)")
    }
}
