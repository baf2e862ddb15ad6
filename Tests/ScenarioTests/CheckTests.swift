import Foundation
import Testing

/// `plombad check` beside a broker that runs: what only it knows, in plain words.
@Suite(.timeLimit(.minutes(10))) struct `Checking a broker` {
    private func findings(_ scene: Scene) throws -> (status: Int32, list: [[String: Any]]) {
        let checked = try scene.broker.plombad(
            "check", "--home", scene.broker.home, "--format", "json")
        let list = try checked.json()["findings"] as? [[String: Any]]
        return (checked.status, try #require(list, "\(checked.output)\(checked.errors)"))
    }

    private func finding(_ code: String, _ scene: Scene) throws -> [String: Any]? {
        try findings(scene).list.first { $0["code"] as? String == code }
    }

    @Test func `one whose old data were put back says that it only reads, and why`() throws {
        let scene = try Scene()
        let kept = try scene.send()
        let sound = try #require(try finding("check.log", scene))
        #expect(sound["level"] as? String == "fine")
        #expect((sound["message"] as? String)?.contains("no fewer than were signed") == true)
        scene.broker.stop()
        #expect(try finding("check.log", scene)?["level"] as? String == "fine")
        let (data, old) = (scene.broker.home + "/data", scene.folder.place("old"))
        try FileManager.default.copyItem(atPath: data, toPath: old)
        try scene.broker.start()
        _ = try scene.send()
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: data)
        try FileManager.default.moveItem(atPath: old, toPath: data)
        try scene.broker.start()
        #expect(try scene.inboxState(kept) == "waiting")
        let (status, list) = try findings(scene)
        // It is fit to run, and a unit that checks first must start it.
        #expect(status == 0)
        let log = try #require(list.first { $0["code"] as? String == "check.log" })
        #expect(log["level"] as? String == "warning")
        let message = try #require(log["message"] as? String)
        #expect(message.contains("only reads") && message.contains("[log.shorter]"), "\(message)")
        #expect((log["hint"] as? String)?.contains("newest broker.db") == true)
        let text = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(text.output.contains("\n    the broker only reads: put back"), "\(text.output)")
    }

    @Test func `what is at rest is read beside it, and what was found is told`()
        throws
    {
        let scene = try Scene()
        let new = scene.folder.place("new")
        let made = try scene.broker.plombad("init", new, "--name", "b.example")
        try #require(made.status == 0, "\(made.errors)")
        let early = try scene.broker.plombad("scrub", "--home", new)
        #expect(early.status == 1 && early.errors.contains("stored nothing yet"))
        _ = try scene.send()
        #expect(try finding("check.scrub", scene)?["level"] as? String == "fine")
        let home = scene.broker.home
        let whole = try scene.broker.plombad("scrub", "--format", "json", "--home", home)
        #expect(whole.status == 0, "\(whole.output)\(whole.errors)")
        #expect(try whole.json()["deposits"] as? Int == 1)
        let told = try #require(try finding("check.scrub", scene)?["message"] as? String)
        #expect(told.contains("was whole"), "\(told)")
        scene.broker.stop()
        let changed = try Interop.run(
            "change_database.py",
            [home + "/data/broker.db", "UPDATE preview SET bytes = zeroblob(17000)"],
            in: scene.folder)
        try #require(changed.status == 0, "\(changed.errors)")
        let damaged = try scene.broker.plombad("scrub", "--home", home)
        #expect(damaged.status == 2 && damaged.output.contains("scrub.preview"))
        let (status, list) = try findings(scene)
        #expect(status == 0, "it is fit to run")
        let found = try #require(list.first { $0["code"] as? String == "check.scrub" })
        #expect(found["level"] as? String == "warning")
        #expect((found["hint"] as? String)?.contains("backup") == true)
    }

    @Test func `one whose clock is behind its witnesses says so, and what to do`() throws {
        let watched = try Watched()
        let scene = watched.scene
        scene.broker.stop()
        let behind = try Program.start(
            Interop.path("at-clock"),
            ["-1h", Program.path("plombad"), "serve", "--home", scene.broker.home],
            in: scene.folder.path)
        defer { behind.kill() }
        var found: [String: Any]?
        for _ in 0..<80 where found == nil && behind.isRunning {
            Thread.sleep(forTimeInterval: 0.25)
            found = try finding("check.witness", scene)
        }
        let witness = try #require(found)
        let message = try #require(witness["message"] as? String)
        #expect(message.contains("vasaprava.ba/witness does not cosign since"), "\(message)")
        #expect(message.contains("clock is more than 5 minutes behind"), "\(message)")
        #expect(message.contains("[witness.clock-ahead]"), "\(message)")
        #expect((witness["hint"] as? String)?.contains("every witness is ahead") == true)
        behind.kill()
        watched.witness.stop()
        try scene.broker.start()
        for _ in 0..<80 where message == (found?["message"] as? String) {
            Thread.sleep(forTimeInterval: 0.25)
            found = try finding("check.witness", scene)
        }
        let away = try #require(found?["message"] as? String)
        #expect(away.contains("cannot be reached"), "\(away)")
    }
}
