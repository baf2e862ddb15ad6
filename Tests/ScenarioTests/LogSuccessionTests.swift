import Foundation
import Testing

/// The broker loses its log key and goes on with a new log that names the old one: nobody follows it by itself, and
/// nothing of the old log is lost.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `A log that continues another` {
    @Test func `is followed by the policy that names it, and old and new evidence hold`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let before = try scene.send()
        _ = try watched.status(of: before, until: "seen by 1 witness")
        try #require(scene.sender.plomba("evidence", before, "-o", "old-evidence").status == 0)

        let succession = try Succession(watched, removing: "keys/log")
        #expect(try succession.refusals() == ["broker.other-log-key"])
        try succession.watchByWitness()
        // The broker signs under the new key, and the sender's policy does not name it yet.
        #expect(try scene.sender.plomba("sync").errors.contains("broker.other-log-key"))
        try watched.choose()
        let followed = try scene.sender.plomba("sync")
        #expect(followed.status == 1 || followed.errors.contains("LOG UNDER ANOTHER KEY"))
        let told = try watched.sync(until: "seen by 1 witness")
        #expect(told.status == 0, "\(told.output) \(told.errors)")
        #expect(try !scene.sender.plomba("sync").errors.contains("ANOTHER KEY"))
        let looked = try scene.sender.plomba("watch")
        #expect(looked.status == 0, "\(looked.output) \(looked.errors)")

        // A case of before ends under the new log, and its evidence bears the keys of both.
        let chosen = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        try #require(scene.receiver.plomba("receive", before, "-o", "taken").status == 0)
        try #require(scene.receiver.plomba("accept", before).status == 0)
        _ = try watched.sync(until: "seen by 1 witness")
        let after = try scene.send()
        _ = try watched.status(of: after, until: "seen by 1 witness")
        for (id, name) in [(before, "both"), (after, "new")] {
            let made = try scene.sender.plomba("evidence", id, "-o", name)
            try #require(made.status == 0, "\(made.errors)")
            try expectHolds(name, watched, succession)
        }
        let origins = try Set(
            scene.folder.tree("both").filter { $0.hasSuffix(".tlog-proof") }.map { proof in
                let text = String(
                    decoding: try scene.folder.read("both/" + proof), as: UTF8.self)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                return String(lines[(lines.firstIndex(of: "") ?? 0) + 1])
            })
        #expect(origins == ["broker.example/log", "broker.example/log-2"])
        try expectHolds("old-evidence", watched, succession)
    }

    /// The charter names the new log; the broker is lost after that and put back from a backup of both logs.
    @Test func `is followed by the charter that names it, and a backup holds both logs`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let maker = try CharterMaker(by: scene.sender, in: scene.folder)
        try maker.content { network in
            network["witnesses"] = [
                [
                    "name": "vasaprava.ba/witness", "organisation": "vasaprava.ba",
                    "key": try CharterMaker.sshLine(watched.witness.key),
                    "url": watched.witness.url,
                ]
            ]
            try Self.log(&network) { $0["quorum"] = 1 }
        }
        try #require(maker.propose().status == 0)
        try #require(maker.sign().status == 0)
        let before = try scene.send()
        _ = try watched.status(of: before, until: "seen by 1 witness")
        let succession = try Succession(watched, removing: "keys/log")
        try succession.watchByWitness()
        #expect(try scene.sender.plomba("sync").errors.contains("broker.other-log-key"))
        try maker.content { network in
            try Self.log(&network) {
                $0["origin"] = "broker.example/log-2"
                $0["key"] = try CharterMaker.sshLine(succession.newLog)
            }
        }
        try #require(scene.sender.plomba("charter", "propose", "network.json").status == 0)
        try #require(maker.sign().status == 0)
        let told = try watched.sync(until: "seen by 1 witness")
        #expect(told.status == 0, "\(told.output) \(told.errors)")
        let made = try scene.sender.plomba("evidence", before, "-o", "chartered")
        try #require(made.status == 0, "\(made.errors)")
        let verified = try scene.sender.plomba("verify", "chartered")
        #expect(
            verified.status == 0 && verified.output.contains("seen by vasaprava.ba"), "\(verified)")

        let safe = try Safe(scene)
        try safe.backup("both.tar.age")
        try safe.lose()
        let restored = try safe.restore(try safe.unpack("both.tar.age"))
        #expect(restored.status == 0, "\(restored.output) \(restored.errors)")
        try scene.broker.start()
        let after = try scene.send()
        _ = try watched.status(of: after, until: "seen by 1 witness")
        let looked = try scene.sender.plomba("watch")
        #expect(looked.status == 0, "\(looked.output) \(looked.errors)")
        #expect(try scene.broker.plombad("scrub", "--home", scene.broker.home).status == 0)
        scene.broker.stop()
        let found = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(found.status == 0, "\(found.output)")
    }

    private static func log(
        _ network: inout [String: Any], _ edit: (inout [String: Any]) throws -> Void
    ) throws {
        var brokers = try #require(network["brokers"] as? [[String: Any]])
        var log = try #require(brokers[0]["log"] as? [String: Any])
        try edit(&log)
        brokers[0]["log"] = log
        network["brokers"] = brokers
    }

    /// Witnesses that are chosen here have not signed what is named; another successor; no witnesses at all.
    @Test func `is not followed where nobody vouches for it`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let id = try scene.send()
        _ = try watched.status(of: id, until: "seen by 1 witness")
        scene.broker.stop()
        try scene.copy("broker", to: "twin")
        let succession = try Succession(watched, removing: "keys/log")
        try watched.choose()
        #expect(try succession.refusals() == ["succession.not-witnessed-yet"])
        try succession.watchByWitness()
        let other = try WitnessProcess.makeKey(in: scene.folder, "other", "vasaprava.ba/other")
        try scene.folder.write(
            "strangers",
            "log \(succession.newLog)\nlog \(succession.oldLog)\nwitness A \(other)\nquorum A\n")
        try watched.choose("strangers", "--forget-former")
        #expect(try succession.refusals() == ["succession.unwitnessed"])
        try watched.choose()
        #expect(try watched.sync(until: "seen by 1 witness").status == 0)

        // The broker of before, put back, begins another successor: neither witness nor client takes it.
        scene.broker.stop()
        try scene.replace("broker", by: "twin")
        let second = try Succession(watched, removing: "keys/log", isNamed: false)
        #expect(second.newLog != succession.newLog)
        #expect(try second.refusals() == ["broker.other-log-key"])
    }

    /// By the client, by the program without a home, by the verifier of other people, and by stock tools.
    private func expectHolds(
        _ name: String, _ watched: Watched, _ succession: Succession
    ) throws {
        let scene = watched.scene
        let own = try scene.sender.plomba("verify", name)
        #expect(own.status == 0 && own.output.contains("seen by vasaprava.ba/witness"), "\(own)")
        try? FileManager.default.removeItem(atPath: scene.folder.place("desk"))
        try FileManager.default.createDirectory(
            atPath: scene.folder.place("desk"), withIntermediateDirectories: false)
        let stock = try Interop.run(
            "receipt_readme.py", [scene.folder.place(name), scene.folder.place("desk")],
            in: scene.folder)
        #expect(stock.status == 0, "\(name): \(stock.output) \(stock.errors)")
        for program in [try Interop.python(), try Program.path("plomba-verify")] {
            let told = try expert(program, name, succession, [])
            #expect(told.status == 0, "\(name), \(program): \(told.output) \(told.errors)")
        }
        guard name == "both" else { return }
        // What leads to the new log, signed by nobody; and the old log's key counting for less than it signed.
        try scene.copy(name, to: "unsigned")
        let signature = "unsigned/keys/broker/LogSuccession-2.json.sig"
        try scene.folder.write(
            signature,
            String(
                decoding: try scene.folder.read("unsigned/SubmissionAcceptance.json.sig"),
                as: UTF8.self))
        for program in [try Interop.python(), try Program.path("plomba-verify")] {
            #expect(try expert(program, "unsigned", succession, []).status == 2, "\(program)")
            let short = try expert(program, "old-evidence", succession, [], size: 1)
            #expect(short.status == 2, "\(program): \(short.output)")
        }
        #expect(try scene.sender.plomba("verify", "unsigned").status == 2)
    }

    /// What an expert is told: fingerprints, the broker's keys, the former log, the policy.
    private func expert(
        _ program: String, _ name: String, _ succession: Succession, _ more: [String],
        size: Int? = nil
    ) throws -> Outcome {
        let scene = succession.watched.scene
        let organisations = try [scene.sender, scene.receiver].flatMap { party in
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            return ["--organisation", scene.folder.place(party.name + ".org") + "=" + fingerprint]
        }
        let script = Program.root.appending(path: "Protocol/verifier/evidence.py")
        return try Program.run(
            program,
            (program.hasSuffix("python3") ? [script.path(percentEncoded: false)] : [])
                + [scene.folder.place(name)] + organisations + [
                    "--broker", "broker.example", scene.broker.serviceKey, succession.newLog,
                    "--earlier-log", succession.oldLog, "\(size ?? succession.size)",
                    "--policy",
                    scene.folder.place("policy"), "--operator", "group484.rs",
                ] + more, in: scene.folder.path)
    }
}
