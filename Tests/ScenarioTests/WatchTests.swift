import Foundation
import Testing

/// `plomba watch` through the real programs: a broker that keeps its word, and such that do not.
@Suite(.timeLimit(.minutes(10))) struct `Watching a broker` {
    private func watch(_ watched: Watched, _ options: String...) throws -> Outcome {
        try watched.scene.sender.plomba(
            arguments: ["watch", "--format", "json"] + options)
    }

    private func later(_ watched: Watched, _ clock: String) throws -> Outcome {
        try watched.scene.sender.plomba(clock: clock, "watch", "--format", "json")
    }

    private func codes(_ outcome: Outcome, _ list: String = "alarms") throws -> [String] {
        let found = try #require(
            outcome.json()[list] as? [[String: Any]], "\(outcome.output) \(outcome.errors)")
        return found.compactMap { $0["code"] as? String }
    }

    /// Watches until the newest state is witnessed, for at most twenty seconds.
    private func settled(_ watched: Watched) throws -> Outcome {
        var last = try watch(watched)
        for _ in 0..<40 where try !isSettled(last) {
            Thread.sleep(forTimeInterval: 0.5)
            last = try watch(watched)
        }
        return last
    }

    private func isSettled(_ outcome: Outcome) throws -> Bool {
        func size(_ name: String) throws -> Int? {
            (try outcome.json()[name] as? [String: Any])?["size"] as? Int
        }
        return try outcome.status == 0 && size("checkpoint") == size("witnessed")
    }

    @Test func `a broker that keeps its word raises no alarm`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let id = try scene.send()
        // Nobody was chosen yet whose signatures count: that is told, and is not 'no alarm'.
        let before = try watch(watched)
        #expect(before.status == 1, "\(before.output)")
        #expect(try codes(before).isEmpty)
        #expect(try codes(before, "unknown") == ["watch.no-witnesses"])
        try watched.choose()
        let good = try settled(watched)
        #expect(good.status == 0, "\(good.output) \(good.errors)")
        let facts = try good.json()
        #expect(try codes(good).isEmpty && codes(good, "unknown").isEmpty)
        #expect(facts["witnessesAgreeing"] as? Int == 1)
        // The outer statement, the seal, the receipt and what was said about the lane.
        #expect((facts["statementsIncluded"] as? Int ?? 0) >= 4, "\(good.output)")
        let status = try scene.sender.plomba("status", id)
        #expect(status.output.contains("seen by 1 witness"), "\(status.output)")
        let text = try scene.sender.plomba("watch")
        #expect(text.output.contains("No alarm.\n"), "\(text.output)")
    }

    @Test func `a log that stands still, and what has no end, are alarms`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let id = try scene.send()
        try watched.choose()
        #expect(try settled(watched).status == 0)
        let frozen = try later(watched, "+3h")
        #expect(frozen.status == 2, "\(frozen.output) \(frozen.errors)")
        #expect(try codes(frozen) == ["watch.frozen"])
        // An alarm that rests on the time says how the clocks differ.
        let hint = try #require(frozen.json()["alarms"] as? [[String: Any]]).first?["hint"]
        #expect(
            (hint as? String)?.hasPrefix("this computer's clock is 3 hours ahead of the broker's")
                == true,
            "\(frozen.output)")
        #expect((10_700...10_900).contains(try frozen.json()["clockAheadOfBroker"] as? Int ?? 0))
        // What the witness has signed three hours ago, or somebody has kept since, agrees with nothing new.
        #expect(try codes(frozen, "remarks") == ["watch.witness-old"], "\(frozen.output)")
        #expect(try frozen.json()["witnessesAgreeing"] as? Int == 0)
        let patient = try scene.sender.plomba(
            clock: "+3h", "watch", "--fresh-within", "300", "--format", "json")
        #expect(patient.status == 0, "\(patient.output)")
        // The deadline is two weeks away; the broker's own clock has not come to it.
        let over = try later(watched, "+20d")
        #expect(over.status == 2)
        #expect(Set(try codes(over)) == ["watch.frozen", "watch.no-end"], "\(over.output)")
        let alarms = try #require(over.json()["alarms"] as? [[String: Any]])
        #expect(alarms.contains { $0["consignment"] as? String == id })
        let sentence = try scene.sender.plomba(clock: "+3h", "watch")
        #expect(sentence.output.hasPrefix("ALARM: no newer state of the broker's log than "))
        #expect(sentence.status == 2 && !sentence.output.contains("No alarm"))
    }

    @Test func `a broker that was put back is an alarm with a file that shows it`() throws {
        let watched = try Watched()
        let scene = watched.scene
        _ = try scene.send()
        try watched.choose()
        #expect(try settled(watched).status == 0)
        scene.broker.stop()
        let (home, old) = (scene.broker.home, scene.folder.place("old"))
        try FileManager.default.copyItem(atPath: home, toPath: old)
        try scene.broker.start()
        _ = try scene.send()
        #expect(try settled(watched).status == 0)
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: old, toPath: home)
        try scene.broker.start()
        let caught = try watch(watched)
        #expect(caught.status == 2, "\(caught.output) \(caught.errors)")
        let codes = try codes(caught)
        for code in [
            "receipt.two-histories", "watch.log-went-back", "watch.behind-witnesses",
            "watch.deposit-missing",
        ] {
            #expect(codes.contains(code), "\(code): \(caught.output)")
        }
        let alarms = try #require(caught.json()["alarms"] as? [[String: Any]])
        let file = try #require(alarms.compactMap { $0["evidence"] as? String }.first)
        let shown = try scene.sender.plomba("verify", file)
        #expect(shown.status == 0 && shown.output.contains("unexplained"), "\(shown.output)")
    }

    @Test func `a witness that is away is told, and a broker that is away is no alarm`() throws {
        let watched = try Watched()
        try watched.choose()
        _ = try watched.scene.send()
        #expect(try settled(watched).status == 0)
        watched.witness.stop()
        let alone = try watch(watched)
        #expect(alone.status == 0, "\(alone.output)")
        #expect(try codes(alone, "remarks") == ["witness.unreachable"])
        watched.scene.broker.stop()
        let away = try watch(watched)
        #expect(away.status == 1)
        #expect(away.code == "broker.unreachable", "\(away.errors)")
        let odd = try watch(watched, "--fresh-within", "0")
        #expect(odd.status == 64)
        for seconds in ["9", "541"] {
            #expect(try watch(watched, "--at-most", seconds).status == 64)
        }
    }

    @Test func `the broker's log under another key is an alarm`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let file = scene.sender.name + "/broker.json"
        let text = String(decoding: try scene.folder.read(file), as: UTF8.self)
        let other = try scene.broker.plombad(
            "init", scene.folder.place("other"), "--name", "broker.example", "--format", "json")
        let key = try #require(other.json()["logKey"] as? String)
        let line = try #require(text.firstMatch(of: /"logKey": "[^"]*"/)).output
        try scene.folder.write(file, text.replacing(line, with: "\"logKey\": \"\(key)\""))
        let caught = try watch(watched)
        #expect(caught.status == 2)
        #expect(try codes(caught) == ["broker.other-log-key"])
    }

    @Test func `what the broker leaves out of a mailbox is an alarm`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        for _ in 0..<2 { _ = try scene.send() }
        let first = try scene.receiver.plomba("watch", "--format", "json")
        #expect(try codes(first).isEmpty, "\(first.output)")
        // A third was there yesterday.
        let file = scene.receiver.name + "/mailboxes-seen.json"
        let text = String(decoding: try scene.folder.read(file), as: UTF8.self)
        #expect(text.contains("\"largest\": 2"))
        try scene.folder.write(
            file, text.replacing("\"largest\": 2", with: "\"largest\": 4"))
        let gap = try scene.receiver.plomba("watch", "--format", "json")
        #expect(gap.status == 2)
        #expect(try codes(gap) == ["watch.mailbox-gap"])
        #expect(gap.output.contains("under the numbers 3-4"), "\(gap.output)")
    }

    @Test func `the units of deploy run it every hour and let it write nothing else`() throws {
        let folder = Program.root.appending(path: "deploy/systemd")
        let service = try String(
            contentsOf: folder.appending(path: "plomba-watch.service"), encoding: .utf8)
        let timer = try String(
            contentsOf: folder.appending(path: "plomba-watch.timer"), encoding: .utf8)
        for line in [
            "Type=oneshot", "ExecStart=/usr/bin/plomba watch", "UMask=0077", "LimitCORE=0",
            "Environment=SWIFT_BACKTRACE=enable=no", "NoNewPrivileges=yes",
            "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service",
        ] {
            #expect(service.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
        for line in ["OnCalendar=hourly", "Persistent=yes", "Unit=plomba-watch.service"] {
            #expect(timer.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
        // A look ends well before it is ended from outside, and has told what it saw.
        let limit = try #require(service.firstMatch(of: /TimeoutStartSec=([0-9]+)/)?.1)
        #expect(try #require(Int(limit)) >= 540 + 60)
        // The command is there under this name, and needs no terminal.
        let help = try Program.run(
            Program.path("plomba"), ["watch", "--help"], in: NSTemporaryDirectory())
        #expect(help.status == 0 && help.output.contains("plomba watch --fresh-within 30"))
    }
}
