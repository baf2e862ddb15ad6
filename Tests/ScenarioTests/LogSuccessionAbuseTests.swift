import Foundation
import Testing

/// An operator who uses a succession to be rid of something: by the real programs, with a second state of the same
/// broker in the place of the first.
@Suite(.serialized, .timeLimit(.minutes(20))) struct `A succession that hides something` {
    private let watched: Watched
    private let first: String
    private var scene: Scene { watched.scene }
    private var broker: BrokerProcess { watched.scene.broker }

    init() throws {
        watched = try Watched()
        try watched.choose()
        first = try watched.scene.send()
        _ = try watched.status(of: first, until: "seen by 1 witness")
    }

    /// A state of before is put in the place of the broker, with all that it has signed since forgotten.
    private func replaceBroker(by name: String) throws {
        broker.stop()
        try scene.replace("broker", by: name)
    }

    /// Copies the broker, and has the sender see one more deposit that no witness sees.
    private func sendUnseen() throws {
        broker.stop()
        try scene.copy("broker", to: "twin")
        try broker.start()
        // A start signs nothing before it has heard its witness, who has nothing new to sign by then.
        Thread.sleep(forTimeInterval: 5)
        watched.witness.stop()
        _ = try scene.send()
    }

    private func file(_ alarm: [String: Any]) throws -> String {
        let path = try #require(alarm["evidence"] as? String, "\(alarm)")
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `what only a sender has seen cannot be left out`() throws {
        try sendUnseen()
        try replaceBroker(by: "twin")
        try watched.witness.start()
        let succession = try Succession(stealing: watched)
        try succession.watchByWitness()
        try watched.choose()
        for _ in 0..<2 {
            let alarms = try succession.alarms()
            #expect(alarms.map { $0["code"] as? String } == ["succession.names-less"], "\(alarms)")
            let kept = try file(try #require(alarms.first))
            #expect(kept.contains("urn:plomba:v1:LogSuccessionHistory"))
        }
        // Nothing is sent to it either; and it takes nothing back by being away.
        #expect(try scene.refusal() == "succession.names-less")
        broker.stop()
        #expect(try succession.refusals() == ["succession.names-less"])
    }

    /// The other state has entries of another making in those places, and the witness has signed them.
    @Test func `who has signed two histories is convicted by both, also when a third names one`()
        throws
    {
        try sendUnseen()
        try replaceBroker(by: "twin")
        try watched.witness.start()
        try broker.start()
        try #require(scene.receiver.plomba("receive", first, "-o", "taken").status == 0)
        try #require(scene.receiver.plomba("accept", first).status == 0)
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", Parties.receiver, "--to", Parties.sender],
            in: scene.folder.path)
        try scene.folder.write("back.json", example.output)
        let sent = try scene.receiver.plomba(
            "send", "evidence", "--case", "back.json", "--to", scene.sender.mailbox)
        try #require(sent.status == 0, "\(sent.errors)")
        Thread.sleep(forTimeInterval: 8)
        let succession = try Succession(stealing: watched)
        try succession.watchByWitness()
        try watched.choose()
        for _ in 0..<40
        where try succession.refusals() == ["succession.not-witnessed-yet"] {
            Thread.sleep(forTimeInterval: 0.5)
        }
        for _ in 0..<2 {
            let alarms = try succession.alarms()
            let codes = Set(alarms.compactMap { $0["code"] as? String })
            #expect(codes == ["receipt.two-histories"], "\(alarms)")
            let kept = try file(try #require(alarms.first))
            #expect(kept.hasPrefix("plomba/two-histories/v1\nlog \(succession.oldLog)\n"))
        }
        // A broker that is away takes nothing back.
        broker.stop()
        #expect(try succession.refusals().contains("receipt.two-histories"))
    }

    /// A second witness, whom the broker does not ask, was shown another history of the old log. It is asked for it
    /// under the new one too.
    @Test func `a fork of the old log is found after it was followed`() throws {
        let other = try WitnessProcess(
            in: scene.folder, watching: watched.firstLog, at: "second-witness")
        broker.stop()
        try scene.copy("broker", to: "honest")
        watched.witness.stop()
        try scene.folder.write(
            "broker/witness.policy",
            "log \(watched.firstLog)\nwitness B \(other.key) \(other.url)\nquorum B\n")
        try broker.start()
        try #require(scene.receiver.plomba("receive", first, "-o", "taken").status == 0)
        try #require(scene.receiver.plomba("accept", first).status == 0)
        Thread.sleep(forTimeInterval: 4)
        try replaceBroker(by: "honest")
        try watched.witness.start()
        try broker.start()
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
        let succession = try Succession(stealing: watched)
        try succession.watchByWitness()
        try scene.folder.write(
            "both",
            watched.policy.replacing(
                "quorum A", with: "witness B \(other.key) \(other.url)\nquorum A"))
        try watched.choose("both")
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)
        let alarms = try succession.alarms()
        #expect(alarms.contains { $0["code"] as? String == "receipt.two-histories" }, "\(alarms)")
        let kept = try file(
            try #require(alarms.first { $0["code"] as? String == "receipt.two-histories" }))
        #expect(kept.hasPrefix("plomba/two-histories/v1\nlog \(succession.oldLog)\n"))
    }
}
