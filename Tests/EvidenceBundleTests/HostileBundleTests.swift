import Foundation
import TestSupport
import Testing

/// T40: everything that a hostile sender with valid keys can put into a bundle.
@Suite struct `Hostile bundles` {
    @Test(arguments: (1...14).map { "C\($0)" })
    func `each comes to what it must, and touches nothing else`(row: String) throws {
        let trial = try HostileTrial(
            in: NSTemporaryDirectory(), limit: .init(seconds: 60, memory: nil))
        let bundles = HostileBundle.all().filter { $0.row == row && !$0.isHeavy }
        #expect(bundles.count >= 10, "\(row)")
        for hostile in bundles {
            let complaint = try trial.complaint(about: hostile)
            #expect(complaint == nil, "\(hostile.row) \(hostile.name)")
        }
    }

    @Test func `nothing is led outside while another process exchanges folders for links`() throws {
        let race = try ExchangeRace(in: NSTemporaryDirectory())
        // Some openings must have met an exchange, or nothing was tried; on a quiet machine few do.
        var rounds = 0
        repeat {
            let tally = try race.run(exchanges: 400)
            #expect(tally.complaints == [])
            rounds += 1
        } while race.refused.isEmpty && rounds < 40
        #expect(race.exchanged >= 400)
        #expect(!race.refused.isEmpty, "\(race.summary)")
    }

    @Test func `the watch from outside notices every act that is forbidden`() throws {
        let script = Tool.root.appending(path: "Tests/Torture/t40").path
        let outcome = try Tool.run(Tool.python(), [script, "--controls"])
        #expect(outcome.status == 0, "\(outcome.everything)")
        #expect(outcome.everything.contains("17 forbidden acts, 0 judged wrongly"))
    }

    @Test func `there are enough of them, each with a name of its own`() {
        let all = HostileBundle.all()
        #expect(all.count >= 300)
        #expect(Set(all.map { Array(($0.row + $0.name).utf8) }).count == all.count)
        let refused = all.filter { if case .refused = $0.outcome { true } else { false } }
        #expect(refused.count >= 250 && all.count - refused.count >= 40)
    }

    @Test func `the trial would notice a bundle that opens, and one that does not`() throws {
        let trial = try HostileTrial(
            in: NSTemporaryDirectory(), limit: .init(seconds: 20, memory: nil))
        let good = HostileBundle(row: "C0", name: "good", outcome: .refused("x")) { scene, file in
            try scene.write(archive: scene.archive, to: file)
        }
        #expect(try trial.complaint(about: good) == "opened")
        let bad = HostileBundle(row: "C0", name: "bad", outcome: .opens) { scene, file in
            try scene.write(archive: [1, 2, 3], to: file)
        }
        #expect(try trial.complaint(about: bad)?.hasPrefix("refused") == true)
        // As every FILE.plomba has these bytes in clear.
        let telling = HostileBundle.sealed("C0", "telling", [("payload.age", [1])])
        #expect(try trial.complaint(about: telling) == "tells a name outside")
    }
}
