import Foundation
import Testing

/// A partner's witness through the real programs: receipts that are witnessed, and a broker that
/// goes back.
@Suite(.timeLimit(.minutes(10))) struct `Partners who witness the log` {
    @Test func `a receipt is witnessed soon after, and openssl alone verifies it`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let id = try scene.send()
        let before = try scene.sender.plomba("status", id)
        #expect(before.output.contains("no witnesses were chosen"), "\(before.output)")
        try watched.choose()
        #expect(try scene.sender.plomba("status", id).output.contains("not witnessed yet"))
        let after = try watched.status(of: id, until: "seen by 1 witness of 1 organisation")
        #expect(after.output.contains("seen by 1 witness of 1 organisation"), "\(after.output)")
        let proofs = scene.folder.tree(scene.sender.name)
            .filter { $0.hasSuffix(".tlog-proof") && $0.contains(id) }
        #expect(proofs.count >= 3)
        for proof in proofs {
            let text = String(
                decoding: try scene.folder.read(scene.sender.name + "/" + proof), as: UTF8.self)
            #expect(text.contains("\n— vasaprava.ba/witness "), "\(text)")
        }
        let checked = try scene.broker.plombad("check", "--home", scene.broker.home)
        #expect(checked.output.contains("1 of 1 witnesses make the quorum"), "\(checked.output)")
        try followTheSpecification(watched, proof: proofs[0])
    }

    /// The commands of "Check it by hand" as they stand in the specification.
    private func followTheSpecification(_ watched: Watched, proof: String) throws {
        let folder = watched.scene.folder
        let text = String(
            decoding: try folder.read(watched.scene.sender.name + "/" + proof), as: UTF8.self)
        let note = try #require(text.range(of: "\n\n")).upperBound
        try folder.write("hand/cosigned", String(text[note...]))
        try folder.write("hand/witness.vkey", watched.witness.key + "\n")
        let specification = try String(
            contentsOf: Program.root.appending(path: "Protocol/witness.md"), encoding: .utf8)
        let section = try #require(specification.range(of: "## Check it by hand")).upperBound
        let blocks = specification[section...].components(separatedBy: "```\n")
        try folder.write("hand/steps", "set -e\n" + blocks[1])
        func steps() throws -> Outcome {
            try Program.run("/bin/bash", ["steps"], in: folder.place("hand"))
        }
        let good = try steps()
        #expect(
            good.status == 0 && good.output.contains("Signature Verified Successfully"),
            "\(good.output) \(good.errors)")
        let changed = String(text[note...]).replacing("/log\n", with: "/lag\n")
        try folder.write("hand/cosigned", changed)
        #expect(try steps().status != 0)
    }

    @Test func `a broker that was put back as a whole signs nothing more`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        _ = try scene.send()
        _ = try watched.sync(until: "seen by 1 witness")
        scene.broker.stop()
        let (home, old) = (scene.broker.home, scene.folder.place("old"))
        try FileManager.default.copyItem(atPath: home, toPath: old)
        try scene.broker.start()
        let second = try scene.send()
        for _ in 0..<40 {
            _ = try scene.sender.plomba("sync")
            if try scene.sender.plomba("status", second).output.contains("seen by 1") { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: old, toPath: home)
        try scene.broker.start()
        let refused = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "--format",
            "json")
        #expect(refused.status == 1, "\(refused.output)")
        #expect(refused.code?.hasPrefix("broker.") == true, "\(refused.errors)")
        let checked = try scene.broker.plombad("check", "--home", home)
        #expect(checked.output.contains("log.behind-witnesses"), "\(checked.output)")
    }

    /// Nothing is lost: what the witness has seen is all there, and is signed again.
    @Test func `a broker whose record of what was signed is older goes on by its witnesses`() throws
    {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        _ = try scene.send()
        _ = try watched.sync(until: "seen by 1 witness")
        scene.broker.stop()
        let (log, old) = (scene.broker.home + "/log", scene.folder.place("old-log"))
        try FileManager.default.copyItem(atPath: log, toPath: old)
        try scene.broker.start()
        let second = try scene.send()
        #expect(
            try watched.status(of: second, until: "seen by 1 witness").output.contains("seen by 1"))
        scene.broker.stop()
        try FileManager.default.removeItem(atPath: log)
        try FileManager.default.moveItem(atPath: old, toPath: log)
        try scene.broker.start()
        let third = try scene.send()
        #expect(
            try watched.status(of: third, until: "seen by 1 witness").output.contains("seen by 1"))
        // The one who knew the later checkpoint finds nothing wrong with what follows it.
        let looked = try scene.sender.plomba("watch")
        #expect(looked.status == 0, "\(looked.output) \(looked.errors)")
        scene.broker.stop()
        let found = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(found.status == 0, "\(found.output)")
    }

    @Test func `without its witness a broker that starts stores and gives no receipt`() throws {
        let watched = try Watched()
        let scene = watched.scene
        watched.witness.stop()
        scene.broker.stop()
        try scene.broker.start()
        let waiting = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "--format",
            "json")
        #expect(waiting.status == 1, "\(waiting.output)")
        try watched.witness.start()
        var last = try scene.sender.plomba("sync")
        for _ in 0..<40 where last.status != 0 || !last.output.contains("Sent") {
            Thread.sleep(forTimeInterval: 0.5)
            last = try scene.sender.plomba("sync")
        }
        #expect(last.status == 0, "\(last.output) \(last.errors)")
        let status = try scene.broker.plombad("log", "fsck", "--home", scene.broker.home)
        #expect(status.errors.contains("another process"))
    }

    @Test func `verify checks a file of two histories without a home`() throws {
        let folder = try Folder()
        let vectors = Program.root.appending(path: "Protocol/vectors/witness").path
        func verify(_ name: String) throws -> Outcome {
            try Program.run(
                Program.path("plomba"), ["verify", "\(vectors)/\(name).two-histories"],
                in: folder.path, environment: ["HOME": folder.path])
        }
        let proven = try verify("valid/larger")
        #expect(proven.status == 0 && proven.output.contains("proven: the holder of this key"))
        let open = try verify("valid/path-not-shown")
        #expect(open.status == 0 && open.output.contains("unexplained"), "\(open.errors)")
        for (name, code) in [
            ("one-history", "two-histories.one-history"),
            ("signature-forged", "note.signature-invalid"),
        ] {
            let refused = try verify("invalid/" + name)
            #expect(refused.status == 2 && refused.code == code, "\(refused.errors)")
        }
    }

    @Test func `a policy that is not worth following is refused`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let lines = watched.policy.split(separator: "\n").map(String.init)
        let other = try WitnessProcess.makeKey(in: scene.folder, "other", "group484.rs/witness")
        let cases: [([String], [String], String)] = [
            (lines, ["--operator", "vasaprava.ba"], "policy.operator-counts"),
            (
                Array(lines.prefix(2)) + [
                    "witness B \(other)", "group any-one any A B", "quorum any-one",
                ], [], "policy.quorum-too-small"
            ),
            (lines, ["--faulty", "1"], "policy.quorum-too-small"),
            (lines, [], "policy.operator-missing"),
            (Array(lines.dropFirst()), [], "policy.unknown-log"),
            (Array(lines.dropLast()), [], "policy.no-quorum"),
        ]
        for (text, options, code) in cases {
            try scene.folder.write("bad", text.map { $0 + "\n" }.joined())
            let refused = try scene.sender.plomba(
                arguments: ["broker", "witnesses", scene.folder.place("bad"), "--format", "json"]
                    + options)
            #expect(refused.status == 1 && refused.code == code, "\(refused.errors)")
        }
        // Whoever says that the operator is none of the network, or asks for no witness, is not asked.
        for (text, options) in [
            (lines, ["--operator", "none"]), (Array(lines.dropLast()) + ["quorum none"], []),
        ] {
            try scene.folder.write("bad", text.map { $0 + "\n" }.joined())
            let taken = try scene.sender.plomba(
                arguments: ["broker", "witnesses", scene.folder.place("bad")] + options)
            #expect(taken.status == 0, "\(taken.errors)")
        }
    }
}
