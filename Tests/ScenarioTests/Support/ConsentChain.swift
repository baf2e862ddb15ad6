import Foundation
import Testing

/// A case of the sender's, accepted by the receiver and passed on to a third, who accepted it too.
struct ConsentChain {
    let scene: Scene
    let third: Party
    let id: String
    let onward: String

    init() throws {
        scene = try Scene()
        third = try scene.makeThird()
        try scene.receiver.learn(of: third)
        for party in [scene.receiver, scene.sender] { try third.learn(of: party) }
        id = try scene.send()
        try Self.take(id, scene.receiver, "case")
        let passed = try scene.receiver.plomba(
            "transfer", id, "--to", third.mailbox, "--purpose", "legal aid", "--basis",
            "consent of the person", "--format", "json")
        try #require(passed.status == 0, "\(passed.errors)")
        onward = try #require(passed.json()["consignment"] as? String)
        try Self.take(onward, third, "case3")
    }

    private static func take(_ id: String, _ party: Party, _ folder: String) throws {
        let received = try party.plomba("receive", id, "-o", folder)
        try #require(received.status == 0, "\(received.errors)")
        let accepted = try party.plomba("accept", id)
        try #require(accepted.status == 0, "\(accepted.errors)")
    }

    /// The one withdrawal that a party knows of a case.
    func standing(_ id: String, of party: Party) throws -> [String: Any] {
        let shown = try party.plomba("consent", "show", id, "--format", "json")
        try #require(shown.status == 0, "\(shown.errors)")
        let all = try #require(shown.json()["withdrawals"] as? [[String: Any]])
        return try #require(all.first)
    }

    func latest(_ id: String, of party: Party) throws -> [String: Any] {
        let answers = try standing(id, of: party)["answers"] as? [[String: Any]]
        return try #require(answers?.last)
    }

    func answer(_ id: String, _ party: Party, _ words: String...) throws -> Outcome {
        try party.plomba(arguments: ["consent", "answer", id] + words)
    }

    /// Everything that a party knows to be withdrawn of a case.
    func standings(_ id: String, of party: Party) throws -> [[String: Any]] {
        let shown = try party.plomba("consent", "show", id, "--format", "json")
        try #require(shown.status == 0, "\(shown.errors)")
        return try #require(shown.json()["withdrawals"] as? [[String: Any]])
    }

    func states(_ id: String, of party: Party) throws -> [String] {
        try standings(id, of: party).compactMap { $0["state"] as? String }
    }

    /// A case that the receiver passes on while the broker is away: sealed, and to be sent later.
    func passOnWithoutNetwork() throws -> String {
        let before = try sealed()
        scene.broker.stop()
        let passed = try scene.receiver.plomba(
            "transfer", id, "--to", third.mailbox, "--purpose", "court", "--basis", "consent")
        try #require(passed.code == "broker.unreachable", "\(passed.errors)")
        try scene.broker.start()
        return try #require(try sealed().subtracting(before).first)
    }

    /// Takes from a home what came about consent, and up to where it was read.
    func forgetReceived(of party: Party) throws {
        for name in ["in", "seen.json"] {
            let place = party.home + "/consent/" + name
            if FileManager.default.fileExists(atPath: place) {
                try FileManager.default.removeItem(atPath: place)
            }
        }
    }

    private func sealed() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: scene.receiver.home + "/outbox"))
    }
}
