import Foundation
import Testing

/// A file of one's own that is damaged, and a command that runs beside another: neither accuses the broker.
@Suite(.timeLimit(.minutes(10))) struct `What is wrong on this computer` {
    private func watch(_ party: Party) throws -> (outcome: Outcome, alarms: [[String: Any]]) {
        let outcome = try party.plomba("watch", "--format", "json")
        let alarms = try? outcome.json()["alarms"] as? [[String: Any]]
        return (outcome, alarms ?? [])
    }

    @Test(arguments: ["checkpoint", "SubmissionAcceptance.tlog-proof"])
    func `is named, and no alarm about the broker`(name: String) throws {
        let scene = try Scene()
        _ = try scene.send()
        let home = scene.sender.name
        let file = try #require(
            scene.folder.tree(home).first {
                $0.hasSuffix("/" + name) && ($0.hasPrefix("logs/") || name != "checkpoint")
            })
        let good = try scene.folder.read(home + "/" + file)
        for damage in [[], Array(good.prefix(20)), Array("nothing".utf8)] {
            try scene.folder.write(home + "/" + file, damage)
            let (outcome, alarms) = try watch(scene.sender)
            #expect(outcome.status == 1, "\(outcome.output) \(outcome.errors)")
            #expect(alarms.isEmpty, "\(alarms)")
            #expect((outcome.output + outcome.errors).contains(name), "\(outcome.errors)")
        }
        try scene.folder.write(home + "/" + file, good)
        #expect(try watch(scene.sender).outcome.status != 2)
    }

    /// Somebody sends a large case over a bad line: the look goes on with the mailboxes.
    @Test func `that another command sends keeps nobody from looking at the mailboxes`() throws {
        let scene = try Scene()
        _ = try scene.send()
        let place = scene.folder.place(scene.sender.name + "/outbox/lock")
        try #require(FileManager.default.fileExists(atPath: place))
        let holder = try Program.start(
            Program.tool("flock"), ["--no-fork", place, "sleep", "60"], in: scene.folder.path)
        defer { holder.kill() }
        Thread.sleep(forTimeInterval: 0.5)
        let (outcome, alarms) = try watch(scene.sender)
        #expect(alarms.isEmpty, "\(alarms)")
        #expect(outcome.status == 1, "\(outcome.output) \(outcome.errors)")
        let unknown = try #require(outcome.json()["unknown"] as? [[String: Any]])
        #expect(unknown.contains { $0["code"] as? String == "watch.cases-left" }, "\(unknown)")
    }
}
