import Foundation
import Testing

/// A real `plomba witness serve` on a loopback port of its own.
final class WitnessProcess {
    let key: String
    let url: String
    private let folder: Folder
    private let place: String
    private var program: RunningProgram?

    /// - Parameter place: below the folder of the test; the last part of its name as well.
    init(in folder: Folder, watching log: String, at place: String = "witness") throws {
        (self.folder, self.place) = (folder, place)
        let port = try BrokerProcess.freePort()
        url = "http://127.0.0.1:\(port)/"
        key = try Self.makeKey(
            in: folder, place, "vasaprava.ba/\(place)", listen: "127.0.0.1:\(port)")
        let added = try Program.run(
            Program.path("plomba"), ["witness", "add", folder.place(place), log],
            in: folder.path)
        try #require(added.status == 0, "\(added.errors)")
        try start()
    }

    deinit { stop() }

    /// Makes the folder of a witness.
    ///
    /// - Returns: its public key.
    static func makeKey(
        in folder: Folder, _ place: String, _ name: String, listen: String = "127.0.0.1:0"
    ) throws -> String {
        let made = try Program.run(
            Program.path("plomba"),
            [
                "witness", "init", folder.place(place), "--name", name, "--listen", listen,
                "--format", "json",
            ], in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
        return try #require(made.json()["key"] as? String)
    }

    func start() throws {
        let started = try Program.start(
            Program.path("plomba"), ["witness", "serve", folder.place(place)], in: folder.path)
        program = started
        for _ in 0..<400 where started.isRunning {
            if started.output.contains("Listens on") { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("the witness did not start: \(try started.outcome().errors)")
    }

    /// Kills it as a power cut would.
    func stop() {
        program?.kill()
        program = nil
    }
}
