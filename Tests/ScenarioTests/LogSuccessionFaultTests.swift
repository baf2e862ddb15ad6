import Foundation
import Testing

/// `plombad log succeed` whose power fails at one of its steps; a stolen key; a second succession; a backup of before.
@Suite(.serialized, .timeLimit(.minutes(20))) struct `A succession that is cut off, or repeated` {
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

    // MARK: a power cut

    /// - Returns: whether it was killed.
    private func succeed(killedAt number: Int, of calls: String) throws -> Bool {
        let cut = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plombad"), "log",
                "succeed", "--stolen", "--home", broker.home,
            ], in: scene.folder.path)
        return cut.status != 0
    }

    /// The broker starts, and keeps the log that its database has: the old one, or the new one, once the policy
    /// names that.
    private func started() throws -> [String] {
        let check = try broker.plombad("check", "--home", broker.home)
        if let key = check.output.firstMatch(of: /broker\.example\/log-2\+[^\s']+/) {
            #expect(check.output.contains("it has no line 'log \(key.output)'"), "\(check.output)")
            let line = "log \(key.output)\n"
            try scene.folder.write("broker/witness.policy", line + watched.policy)
        }
        try broker.start()
        defer { broker.stop() }
        let watch = try scene.sender.plomba("watch", "--format", "json")
        let found = try watch.json()["alarms"] as? [[String: Any]] ?? []
        return found.compactMap { $0["code"] as? String }
    }

    /// More than the program makes of any.
    private static let mostCalls = 20_000

    /// Each cut takes some ten seconds: every flush and removal is one, and few of the many writes and openings, of
    /// which most are no step (a library is opened). `make cuts` takes every call.
    private static func stride(of calls: String) -> Int {
        guard ProcessInfo.processInfo.environment["PLOMBA_EVERY_CALL"] == nil else { return 1 }
        return calls == "openat" || calls.hasPrefix("p") ? 61 : 1
    }

    @Test(arguments: ["fsync,fdatasync", "unlink,unlinkat", "pwrite64,write", "openat"])
    func `leaves the old log or the new one at each step, and is done by asking again`(
        _ calls: String
    ) throws {
        broker.stop()
        try scene.copy("broker", to: "before")
        var (states, steps): (Set<[String]>, Int) = ([], 0)
        let stride = Self.stride(of: calls)
        for number in Swift.stride(from: 1, through: Self.mostCalls, by: stride) {
            try scene.replace("broker", by: "before")
            guard try succeed(killedAt: number, of: calls) else { break }
            steps += 1
            let place = "\(calls), call \(number)"
            let whole = try broker.plombad("log", "fsck", "--home", broker.home)
            #expect(whole.status == 0, "\(place): \(whole.output) \(whole.errors)")
            try scene.copy("broker", to: "cut")
            let again = try broker.plombad(
                "log", "succeed", "--stolen", "--home", broker.home, "--format", "json")
            #expect(again.status == 0, "\(place): \(again.output) \(again.errors)")
            let newLog = try again.json()["newLog"] as? String ?? ""
            #expect(newLog.hasPrefix("broker.example/log-2+"), "\(place): \(newLog)")
            let keys = scene.folder.tree("broker/keys").filter { $0.hasPrefix("log") }
            #expect(keys == ["log-2"], "\(place): \(keys)")
            try scene.replace("broker", by: "cut")
            try FileManager.default.removeItem(atPath: scene.folder.place("cut"))
            let told = try started()
            #expect(
                told.isEmpty || told == ["broker.other-log-key"], "\(place): \(told)")
            states.insert(told)
        }
        print("succession cut at \(calls): steps=\(steps) states=\(states.count)")
        #expect(steps > 0 && states.contains([]))
        #expect(states.count == 2 || !calls.hasPrefix("f"), "it was cut before its end only")
    }

    // MARK: a stolen key

    @Test func `a thief of the old key is followed by nobody`() throws {
        broker.stop()
        try scene.copy("broker", to: "thief")
        try scene.copy(scene.sender.name, to: "asleep")
        let succession = try Succession(stealing: watched)
        #expect(scene.folder.tree("broker/keys").filter { $0.hasPrefix("log") } == ["log-2"])
        try succession.watchByWitness()
        try watched.choose()
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)
        // Beside the other broker, with all that it had: it goes on with the old log.
        broker.stop()
        try scene.copy("broker", to: "honest")
        try scene.replace("broker", by: "thief")
        try broker.start()
        #expect(try succession.refusals() == ["broker.other-log-key"])
        // The witness signs none of it, so that it takes nothing: not from those either who still know it alone.
        try expectAwaiting()
        let check = try broker.plombad("check", "--home", broker.home)
        #expect(check.output.contains("[witness.refused]"), "\(check.output)")
        broker.stop()
        try scene.replace("broker", by: "honest")
        try broker.start()
        let after = try scene.send()
        #expect(
            try watched.status(of: after, until: "seen by 1 witness").output.contains("seen by"))
        #expect(try scene.sender.plomba("watch").status == 0)
        // Chosen anew, it answers for the old log as before.
        try broker.introduce(scene.sender)
        let trust = try scene.folder.read(scene.sender.name + "/broker.json")
        #expect(String(decoding: trust, as: UTF8.self).contains("logSuccessions"))
        #expect(try scene.sender.plomba("watch").status == 0)
    }

    /// Somebody who has heard of nothing sends to the old log.
    private func expectAwaiting() throws {
        let sent = try Party(name: "asleep", folder: scene.folder).plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
            "--format", "json")
        #expect(sent.status == 1, "\(sent.output) \(sent.errors)")
        #expect(sent.errors.contains("awaiting-witnesses"), "\(sent.errors)")
    }

    // MARK: a second one

    @Test func `a second one is followed from the first log too, and evidence spans all three`()
        throws
    {
        try scene.copy(scene.sender.name, to: "asleep")
        let asleep = Party(name: "asleep", folder: scene.folder)
        let one = try Succession(watched, removing: "keys/log")
        try one.watchByWitness()
        try watched.choose()
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)
        try choose(scene.receiver)
        try #require(scene.receiver.plomba("receive", first, "-o", "taken").status == 0)
        _ = try watched.sync(until: "seen by 1 witness")
        try watched.evidence(of: first, in: "of-two")
        let two = try Succession(stealing: watched)
        #expect(two.oldLog == one.newLog && two.size > one.size)
        #expect(two.newLog.hasPrefix("broker.example/log-3+"))
        try two.watchByWitness()
        #expect(try two.refusals() == ["broker.other-log-key"])
        try watched.choose()
        let told = try watched.sync(until: "seen by 1 witness")
        #expect(told.status == 0, "\(told.output) \(told.errors)")
        try choose(scene.receiver)
        try #require(scene.receiver.plomba("accept", first).status == 0)
        _ = try watched.sync(until: "seen by 1 witness")
        try watched.evidence(of: first, in: "of-three")
        for name in ["of-two", "of-three"] {
            let own = try scene.sender.plomba("verify", name)
            #expect(own.status == 0, "\(name): \(own.output)")
            try expectHolds(name, one, two)
        }
        // Who was away meanwhile follows both at once.
        try choose(asleep)
        let followed = try asleep.plomba("sync")
        #expect(
            followed.status == 0 && followed.errors.contains("LOG UNDER ANOTHER KEY"),
            "\(followed.output) \(followed.errors)")
        #expect(try asleep.plomba("watch").status == 0)
        #expect(try broker.plombad("scrub", "--home", broker.home).status == 0)
        broker.stop()
        let whole = try broker.plombad("log", "fsck", "--home", broker.home)
        #expect(whole.status == 0, "\(whole.output)")
    }

    private func choose(_ party: Party) throws {
        let chosen = try party.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
    }

    private func expectHolds(_ name: String, _ one: Succession, _ two: Succession) throws {
        let told = try [scene.sender, scene.receiver].flatMap { party in
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            return ["--organisation", scene.folder.place(party.name + ".org") + "=" + fingerprint]
        }
        let script = Program.root.appending(path: "Protocol/verifier/evidence.py").path
        for program in [[try Interop.python(), script], [try Program.path("plomba-verify")]] {
            let said = try Program.run(
                program[0],
                program.dropFirst() + [scene.folder.place(name)] + told + [
                    "--broker", "broker.example", broker.serviceKey, two.newLog,
                    "--earlier-log", one.oldLog, "\(one.size)",
                    "--earlier-log", two.oldLog, "\(two.size)",
                    "--policy", scene.folder.place("policy"), "--operator", "group484.rs",
                ], in: scene.folder.path)
            #expect(said.status == 0, "\(name), \(program): \(said.output) \(said.errors)")
        }
    }

    // MARK: a backup of before

    @Test func `a backup of the old log does not go on with it`() throws {
        let safe = try Safe(scene)
        try safe.backup("old.tar.age")
        try scene.copy(scene.sender.name, to: "asleep")
        let succession = try Succession(watched, removing: "keys/log")
        try succession.watchByWitness()
        try watched.choose()
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)
        _ = try watched.status(of: try scene.send(), until: "seen by 1 witness")
        try scene.copy("broker/log", to: "kept-log")
        let unpacked = try safe.unpack("old.tar.age")
        try safe.lose()
        // Where the record of what was signed has survived, it says that another key has signed since.
        try safe.makeHome()
        try scene.copy("kept-log", to: "broker/log")
        let refused = try safe.restore(unpacked)
        #expect(
            refused.status == 1 && refused.errors.contains("belongs to another log key"),
            "\(refused)")
        try safe.lose()
        let restored = try safe.restore(unpacked)
        #expect(restored.status == 0, "\(restored.errors)")
        try broker.start()
        // The witness has nothing to say of the old log, so that nothing is signed: not for those either who still
        // know it alone.
        #expect(try succession.refusals() == ["broker.other-log-key"])
        try expectAwaiting()
        let check = try broker.plombad("check", "--home", broker.home)
        #expect(check.output.contains("check.restored"), "\(check.output)")
        broker.stop()
        let second = try broker.plombad("log", "succeed", "--lost", "--home", broker.home)
        #expect(second.status == 1 && second.errors.contains("was put back"), "\(second.errors)")
    }
}
