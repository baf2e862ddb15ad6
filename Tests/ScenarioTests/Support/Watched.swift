import Foundation
import Testing

/// A broker with the witness of one partner, and a sender who counts it.
final class Watched {
    let scene: Scene
    private(set) var witness: WitnessProcess
    private(set) var policy: String
    private let log: String
    /// The log that the broker had first.
    var firstLog: String { log }
    /// As it was before a log continued another.
    private(set) var firstPolicy = ""

    convenience init() throws { try self.init(Scene()) }

    /// A broker that had no witness until now.
    init(_ scene: Scene) throws {
        self.scene = scene
        scene.broker.stop()
        let trust = try JSONSerialization.jsonObject(
            with: Data(try scene.folder.read(scene.sender.name + "/broker.json")))
        let card = try #require((trust as? [String: Any])?["logKey"] as? String)
        log = card
        witness = try WitnessProcess(in: scene.folder, watching: card)
        policy = "log \(card)\nwitness A \(witness.key) \(witness.url)\nquorum A\n"
        try scene.folder.write("policy", policy)
        try scene.folder.write("broker/witness.policy", policy)
        let text = String(decoding: try scene.folder.read("broker/plombad.json"), as: UTF8.self)
        let members =
            "\"witnesses\": {\"policy\": \"witness.policy\", \"operator\": "
            + "\"group484.rs\", \"faulty\": 0}, "
        try scene.folder.write(
            "broker/plombad.json", text.replacing("\"limits\"", with: members + "\"limits\""))
        try scene.broker.start()
    }

    /// Has the sender count the witness.
    func choose(_ file: String = "policy", _ more: String...) throws {
        let chosen = try scene.sender.plomba(
            arguments: [
                "broker", "witnesses", scene.folder.place(file), "--operator", "group484.rs",
            ] + more)
        try #require(chosen.status == 0, "\(chosen.errors)")
    }

    /// Writes the line of a log that continues the one before into the policy.
    func name(_ newLog: String) throws {
        firstPolicy = policy
        policy = "log \(newLog)\n" + policy
        try scene.folder.write("policy", policy)
        try scene.folder.write("broker/witness.policy", policy)
    }

    /// Has the witness take a log for the successor of another one.
    func addSuccessor(_ newLog: String, of old: String) throws -> Outcome {
        try Program.run(
            Program.path("plomba"),
            ["witness", "add", scene.folder.place("witness"), newLog, "--succeeds", old],
            in: scene.folder.path)
    }

    /// The witness is lost, and its organisation runs another one under another name: the broker asks that
    /// one from now on, and the sender counts it.
    ///
    /// - Returns: the policy of before, and until when it counts for the sender.
    func replace() throws -> (file: String, until: String) {
        scene.broker.stop()
        witness.stop()
        try scene.folder.write("former-policy", policy)
        witness = try WitnessProcess(in: scene.folder, watching: log, at: "second-witness")
        policy = "log \(log)\nwitness A \(witness.key) \(witness.url)\nquorum A\n"
        try scene.folder.write("policy", policy)
        try scene.folder.write("broker/witness.policy", policy)
        try scene.broker.start()
        try choose()
        let file = try scene.folder.read(scene.sender.name + "/witnesses.json")
        let json = try JSONSerialization.jsonObject(with: Data(file)) as? [String: Any]
        let former = try #require(json?["former"] as? [[String: Any]])
        let until = try #require(former.first?["until"] as? String)
        return (scene.folder.place("former-policy"), until)
    }

    /// Syncs until something is said about the log, for at most twenty seconds.
    func sync(until text: String) throws -> Outcome {
        var last = try scene.sender.plomba("sync")
        for _ in 0..<40 where !last.output.contains(text) {
            Thread.sleep(forTimeInterval: 0.5)
            last = try scene.sender.plomba("sync")
        }
        return last
    }

    /// Syncs until something is said about a case, for at most twenty seconds. An earlier
    /// checkpoint than the one that covers the case may be cosigned first.
    func status(of id: String, until text: String) throws -> Outcome {
        for attempt in 0..<40 {
            if attempt > 0 { Thread.sleep(forTimeInterval: 0.5) }
            let synced = try scene.sender.plomba("sync")
            try #require(synced.status == 0, "\(synced.output) \(synced.errors)")
            let status = try scene.sender.plomba("status", id)
            if status.output.contains(text) { return status }
        }
        return try scene.sender.plomba("status", id)
    }
}
