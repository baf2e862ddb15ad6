import Foundation
import Testing

/// aics-witness, which knows nothing of ours, stands in the policy of a real broker.
@Suite(.timeLimit(.minutes(10))) struct `A witness that others have written` {
    private let scene: Scene
    private let witness: RunningProgram

    init() throws {
        let scene = try Scene()
        scene.broker.stop()
        let trust = try JSONSerialization.jsonObject(
            with: Data(try scene.folder.read(scene.sender.name + "/broker.json")))
        let log = try #require((trust as? [String: Any])?["logKey"] as? String)
        let place = scene.folder.place("aics")
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        func aics(_ arguments: String...) throws -> String {
            let done = try Program.run(
                Interop.python(), ["-m", "aics_witness"] + arguments, in: place)
            try #require(done.status == 0, "\(done.output) \(done.errors)")
            return done.output + done.errors
        }
        let told = try aics("init", "--name", "vasaprava.ba/aics")
        let key = try #require(
            told.split { $0 == " " || $0 == "\n" }.first { $0.hasPrefix("vasaprava.ba/aics+") })
        let origin = String(log.prefix { $0 != "+" })
        _ = try aics("add-log", "--origin", origin, "--vkey", log)
        let port = try BrokerProcess.freePort()
        witness = try Program.start(
            Interop.python(), ["-m", "aics_witness", "serve", "--listen", "127.0.0.1:\(port)"],
            in: place)
        let policy = "log \(log)\nwitness A \(key) http://127.0.0.1:\(port)/\nquorum A\n"
        for name in ["policy", "broker/witness.policy"] { try scene.folder.write(name, policy) }
        let text = String(decoding: try scene.folder.read("broker/plombad.json"), as: UTF8.self)
        let members =
            "\"witnesses\": {\"policy\": \"witness.policy\", \"operator\": \"group484.rs\", "
            + "\"faulty\": 0}, "
        try scene.folder.write(
            "broker/plombad.json", text.replacing("\"limits\"", with: members + "\"limits\""))
        try scene.broker.start()
        let chosen = try scene.sender.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        self.scene = scene
    }

    /// After a start the broker acknowledges nothing before its witness was heard, and that one may be slow.
    private func sendAndWait() throws {
        for _ in 0..<60 where try scene.refusal() == "broker.awaiting-witnesses" {
            Thread.sleep(forTimeInterval: 0.5)
        }
        let id = try scene.send()
        var last = ""
        for _ in 0..<60 where !last.contains("seen by 1 witness of 1 organisation") {
            Thread.sleep(forTimeInterval: 0.5)
            _ = try scene.sender.plomba("sync")
            last = try scene.sender.plomba("status", id).output
        }
        #expect(last.contains("seen by 1 witness of 1 organisation"), "\(last)")
    }

    @Test func `cosigns for the broker, and stops it once an old state is put back`() throws {
        try sendAndWait()
        scene.broker.stop()
        for part in ["data", "log"] {
            try FileManager.default.copyItem(
                atPath: scene.broker.home + "/" + part, toPath: scene.folder.place("old-" + part))
        }
        try scene.broker.start()
        try sendAndWait()
        scene.broker.stop()
        for part in ["data", "log"] {
            try FileManager.default.removeItem(atPath: scene.broker.home + "/" + part)
            try FileManager.default.moveItem(
                atPath: scene.folder.place("old-" + part), toPath: scene.broker.home + "/" + part)
        }
        try scene.broker.start()
        let send = [
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "--format",
            "json",
        ]
        var refused = try scene.sender.plomba(arguments: send)
        for _ in 0..<40 where !refused.errors.contains("broker.read-only") {
            #expect(refused.status != 0)
            Thread.sleep(forTimeInterval: 0.5)
            refused = try scene.sender.plomba("sync", "--format", "json")
        }
        let checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(checked.output.contains("log.behind-witnesses"), "\(checked.output)")
        // The witness is away at the next start, and the broker has not forgotten what it has shown.
        witness.kill()
        scene.broker.stop()
        try scene.broker.start()
        let again = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(again.output.contains("log.behind-witnesses"), "\(again.output)")
    }
}
