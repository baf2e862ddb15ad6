import Foundation
import Testing

/// A record of what was signed that stays where a backup is put back: what witnesses had shown the broker
/// of the backup is not lost with the backup's own record.
@Suite(.timeLimit(.minutes(10))) struct `A backup that is put back over a kept log` {
    private let watched: Watched
    private let safe: Safe
    private var scene: Scene { watched.scene }

    init() throws {
        watched = try Watched()
        try watched.choose()
        safe = try Safe(watched.scene)
    }

    private func send() throws {
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
    }

    private func keepLog(as name: String) throws {
        scene.broker.stop()
        try FileManager.default.copyItem(
            atPath: scene.broker.home + "/log", toPath: scene.folder.place(name))
        try scene.broker.start()
    }

    private func check() throws -> String {
        try scene.broker.plombad("check", "--home", scene.broker.home).output
    }

    /// A broker of an old state that a witness has told so; it is backed up like that.
    private func fallBehind() throws {
        try safe.backup("state.tar.age")
        try keepLog(as: "same-log")
        try send()
        try safe.lose()
        try #require(try safe.restore(safe.unpack("state.tar.age")).status == 0)
        try scene.broker.start()
        for _ in 0..<80 where try !check().contains("log.behind-witnesses") {
            Thread.sleep(forTimeInterval: 0.25)
        }
        try #require(try check().contains("log.behind-witnesses"))
        try safe.backup("behind.tar.age")
        watched.witness.stop()
    }

    @Test func `knows what a witness has shown, whether that log is older or of the same size`()
        throws
    {
        try send()
        try keepLog(as: "older-log")
        try send()
        try fallBehind()
        let folder = try safe.unpack("behind.tar.age")
        for kept in ["older-log", "same-log"] {
            try safe.lose()
            try safe.makeHome()
            try FileManager.default.copyItem(
                atPath: scene.folder.place(kept), toPath: scene.broker.home + "/log")
            let restored = try safe.restore(folder, "--format", "json")
            #expect(restored.status == 0, "\(kept): \(restored.errors)")
            #expect(try restored.json()["keptLog"] as? Bool == true, "\(kept)")
            let told = try check()
            #expect(told.contains("log.behind-witnesses"), "\(kept): \(told)")
            #expect(told.contains("check.restored"), "\(kept) is not marked: \(told)")
            // The witness that has shown it is away.
            try scene.broker.start()
            #expect(try scene.refusal() == "broker.read-only", "\(kept)")
        }
    }

    /// The backup is of a broker that has signed more than its data hold.
    @Test func `leaves no mark in a kept log over which it is refused`() throws {
        try send()
        try keepLog(as: "kept-log")
        try send()
        try safe.backup("state.tar.age")
        try send()
        try keepLog(as: "newest-log")
        try putBack("state.tar.age", over: "newest-log")
        try safe.backup("short.tar.age")
        try safe.lose()
        let refused = try putBack("short.tar.age", over: "kept-log", isRefused: true)
        #expect(refused.errors.contains("does not continue"), "\(refused.errors)")
        let script = """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1] + "/checkpoints.db")
            print(store.execute("SELECT COUNT(*) FROM restoration").fetchone()[0])
            """
        let marks = try Program.run(
            Interop.python(), ["-c", script, scene.broker.home + "/log"], in: scene.folder.path)
        #expect(marks.output == "0\n", "\(marks.errors)")
    }

    @discardableResult
    private func putBack(
        _ archive: String, over kept: String, isRefused: Bool = false
    ) throws -> Outcome {
        let folder = try safe.unpack(archive)
        if scene.folder.exists("broker") { try safe.lose() }
        try safe.makeHome()
        try FileManager.default.copyItem(
            atPath: scene.folder.place(kept), toPath: scene.broker.home + "/log")
        let restored = try safe.restore(folder)
        try #require((restored.status == 1) == isRefused, "\(restored.output) \(restored.errors)")
        return restored
    }
}
