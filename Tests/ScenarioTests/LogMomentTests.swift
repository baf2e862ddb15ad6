import Foundation
import Testing

/// Who sends nothing and only watches remembers when the witnesses signed, too.
@Suite(.timeLimit(.minutes(5))) struct `A home that only watches` {
    private let watched = try? Watched()

    private func codes(_ outcome: Outcome, _ list: String) throws -> [String] {
        let found = try #require(
            outcome.json()[list] as? [[String: Any]], "\(outcome.output) \(outcome.errors)")
        return found.compactMap { $0["code"] as? String }
    }

    @Test func `keeps what its witnesses have signed, and tells when that is damaged`() throws {
        let watched = try #require(watched)
        let scene = watched.scene
        let receiver = scene.receiver
        _ = try scene.send()
        let chosen = try receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        var last = try receiver.plomba("watch", "--format", "json")
        for _ in 0..<40 where last.status != 0 {
            Thread.sleep(forTimeInterval: 0.5)
            last = try receiver.plomba("watch", "--format", "json")
        }
        try #require(last.status == 0, "\(last.output) \(last.errors)")
        let logs = receiver.name + "/logs"
        let kept = scene.folder.tree(logs)
        #expect(kept.contains { $0.hasSuffix("/witnessed") }, "\(kept)")
        let moment = try #require(
            kept.first { $0.contains("/moments/") && !$0.hasSuffix("/moments") }, "\(kept)")
        let good = try scene.folder.read(logs + "/" + moment)
        try scene.folder.write(logs + "/" + moment, Array(good.prefix(30)))
        let doctor = try receiver.plomba("doctor", "--offline", "--format", "json")
        #expect(try codes(doctor, "findings").contains("home.damaged"), "\(doctor.output)")
        // A look at a log of the same size puts a new one in its place.
        let told = try receiver.plomba("watch", "--format", "json")
        #expect(told.status == 1, "\(told.output) \(told.errors)")
        #expect(try codes(told, "alarms").isEmpty)
        #expect(try codes(told, "unknown") == ["home.damaged"], "\(told.output)")
    }
}
