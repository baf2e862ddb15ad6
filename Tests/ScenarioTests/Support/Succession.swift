import Foundation
import Testing

/// What the operator and the witness's organisation do when a log goes on under another key.
struct Succession {
    let watched: Watched
    let newLog: String
    let oldLog: String
    let size: Int
    private var scene: Scene { watched.scene }

    /// The broker stops, loses its key, and goes on under another one.
    init(_ watched: Watched, removing key: String, isNamed: Bool = true) throws {
        watched.scene.broker.stop()
        try FileManager.default.removeItem(atPath: watched.scene.broker.home + "/" + key)
        try self.init(watched, saying: "--lost", isNamed: isNamed)
    }

    /// The broker stops; its key is there, and may be somewhere else too.
    init(stealing watched: Watched) throws {
        watched.scene.broker.stop()
        try self.init(watched, saying: "--stolen", isNamed: true)
    }

    private init(_ watched: Watched, saying reason: String, isNamed: Bool) throws {
        self.watched = watched
        let scene = watched.scene
        let done = try scene.broker.plombad(
            "log", "succeed", reason, "--home", scene.broker.home, "--format", "json")
        try #require(done.status == 0, "\(done.output) \(done.errors)")
        newLog = try #require(done.json()["newLog"] as? String)
        oldLog = try #require(done.json()["oldLog"] as? String)
        size = try #require(done.json()["size"] as? Int)
        if isNamed {
            try watched.name(newLog)
        } else {
            try scene.folder.write("broker/witness.policy", "log \(newLog)\n" + watched.firstPolicy)
        }
        try scene.broker.start()
    }

    /// What somebody is told whose policy does not name the new log, or who must not follow it.
    func refusals() throws -> [String] { try alarms().compactMap { $0["code"] as? String } }

    func alarms() throws -> [[String: Any]] {
        let watch = try scene.sender.plomba("watch", "--format", "json")
        #expect(watch.status == 2, "\(watch.output) \(watch.errors)")
        return try watch.json()["alarms"] as? [[String: Any]] ?? []
    }

    /// The witness takes the new log for the successor of the old one, and no other.
    func watchByWitness() throws {
        watched.witness.stop()
        let old = String(oldLog.prefix { $0 != "+" })
        try #require(watched.addSuccessor(newLog, of: old).status == 0)
        let made = try scene.broker.plombad(
            "init", scene.folder.place("third-\(old.hashValue)"), "--name", "third.example",
            "--format", "json")
        let another = try watched.addSuccessor(
            try #require(made.json()["logKey"] as? String), of: old)
        #expect(another.code == "witness.log-succeeded", "\(another.errors)")
        try watched.witness.start()
    }
}
