import Foundation
import Testing

/// Authorities that a broker asks, each on loopback.
final class TimeServer {
    private let scene: Scene
    private var servers: [RunningProgram] = []
    private var entries: [String] = []

    init(_ scene: Scene) { self.scene = scene }

    deinit { stop() }

    func stop() {
        for server in servers { server.kill() }
        servers = []
    }

    /// Starts an authority.
    ///
    /// - Parameter mode: of `Tests/Interop/tsa.py`.
    func add(_ name: String, mode: String = "honest") throws {
        let place = scene.folder.place(name)
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        let server = try Interop.start("tsa.py", [place, mode], in: scene.folder)
        servers.append(server)
        for _ in 0..<200 where server.output.isEmpty { Thread.sleep(forTimeInterval: 0.05) }
        let port = server.output.trimmingCharacters(in: .whitespacesAndNewlines)
        entries.append(
            """
            {"name": "\(name)", "url": "http://127.0.0.1:\(port)/tsr", \
            "policy": "\(TimeAuthority.policy)", "roots": "\(name).pem"}
            """)
        let roots = try scene.folder.read(name + "/root.pem")
        for home in ["broker", "client"] {
            try scene.folder.write("\(home)/\(name).pem", roots)
        }
    }

    /// Has the broker ask all that were added, from now on, and the sender count them.
    func adopt() throws {
        let list = "{\"version\": 1, \"authorities\": [\(entries.joined(separator: ", "))]}"
        for home in ["broker", "client"] { try scene.folder.write(home + "/tsa.json", list) }
        let text = String(decoding: try scene.folder.read("broker/plombad.json"), as: UTF8.self)
        if !text.contains("tsa.json") {
            let members = "\"timestamps\": {\"authorities\": \"tsa.json\", \"everySeconds\": 1}, "
            try scene.folder.write(
                "broker/plombad.json", text.replacing("\"limits\"", with: members + "\"limits\""))
        }
        scene.broker.stop()
        try scene.broker.start()
        let chosen = try scene.sender.plomba(
            "broker", "authorities", scene.folder.place("client/tsa.json"))
        try #require(chosen.status == 0, "\(chosen.errors)")
    }

    /// Syncs until a file of this ending and about this case is there, for at most thirty seconds.
    func sync(until isThere: () throws -> Bool) throws {
        for _ in 0..<60 {
            let synced = try scene.sender.plomba("sync")
            try #require(synced.status == 0, "\(synced.output) \(synced.errors)")
            if try isThere() { return }
            Thread.sleep(forTimeInterval: 0.5)
        }
        Issue.record("nothing came of thirty seconds")
    }
}
