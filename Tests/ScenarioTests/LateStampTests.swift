import Foundation
import Testing

/// A token that comes late takes nothing from a proof that was good before.
@Suite(.timeLimit(.minutes(10))) struct `Late stamps` {
    /// The proofs of a case at its sender, each with its bytes.
    private func proofs(of id: String, _ scene: Scene) throws -> [String: [UInt8]] {
        let home = scene.sender.name
        let names = scene.folder.tree(home).filter {
            $0.hasSuffix(".tlog-proof") && $0.contains(id)
        }
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try scene.folder.read(home + "/" + $0)) })
    }

    private func further(_ proofs: [String: [UInt8]], of stem: String) -> [String] {
        proofs.keys.filter {
            $0.wholeMatch(of: /.*\/([A-Za-z]+)\.[0-9]+\.tlog-proof/)?.1 == stem[...]
        }
    }

    private func token(_ verified: Outcome) throws -> (outcome: String?, reason: String?) {
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        let found = try #require(checks.first { $0["code"] as? String == "time.token" })
        return (found["outcome"] as? String, found["reasonCode"] as? String)
    }

    private func notes(_ verified: Outcome) throws -> [String] {
        try #require(verified.json()["notes"] as? [String])
    }

    private func follow(_ folder: String, _ scene: Scene) throws -> Outcome {
        let desk = "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(desk), withIntermediateDirectories: false)
        return try Interop.run(
            "receipt_readme.py", [scene.folder.place(folder), scene.folder.place(desk)],
            in: scene.folder)
    }

    @Test func `stand beside a proof that was witnessed before, and move no bound`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let id = try scene.send()
        _ = try watched.status(of: id, until: "seen by 1 witness of 1 organisation")
        let before = try proofs(of: id, scene)
        _ = try scene.sender.plomba("evidence", id, "-o", "before")
        let early = try #require(
            notes(scene.sender.plomba("verify", "before", "--format", "json"))
                .first { $0.hasPrefix("'statement' existed by ") })
        // What the authority is asked about is later than that.
        Thread.sleep(forTimeInterval: 2)
        let second = try scene.send()
        _ = try watched.status(of: second, until: "seen by 1 witness of 1 organisation")
        let server = TimeServer(scene)
        try server.add("tsa.example.org")
        try server.adopt()
        try server.sync {
            try !further(proofs(of: id, scene), of: "SubmissionAcceptance").isEmpty
        }
        let after = try proofs(of: id, scene)
        for (name, bytes) in before { #expect(after[name] == bytes, "\(name) was replaced") }
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(try token(verified) == ("passed", nil), "\(verified.output)")
        let said = try notes(verified)
        #expect(said.contains(early), "\(said) without \(early)")
        #expect(
            said.contains {
                $0.hasPrefix("'statement': that is the word of witnesses; by ")
            })
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        #expect(followed.output.contains("10 steps"), "\(followed.output)")
        #expect(try scene.sender.plomba("watch").status == 0)
        // One byte of the later proof is found, here and by the steps.
        let later = try #require(
            scene.folder.tree("proof").first {
                $0.wholeMatch(of: /statement\.[0-9]+\.tlog-proof/) != nil
            })
        var bytes = try scene.folder.read("proof/" + later)
        bytes[40] = bytes[40] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        try scene.folder.write("proof/" + later, bytes)
        #expect(try scene.sender.plomba("verify", "proof").status == 2)
        #expect(try follow("proof", scene).output.contains("FAILED at step 8:"))
    }

    @Test func `of a log that was not witnessed then keep nothing from being witnessed now`() throws
    {
        let scene = try Scene()
        let server = TimeServer(scene)
        try server.add("tsa.example.org")
        try server.adopt()
        let id = try scene.send()
        // Nobody has chosen a policy: tokens are worth having all the same.
        try server.sync {
            scene.folder.tree(scene.sender.name).contains { $0.hasSuffix(".tst") }
        }
        let lone = try scene.sender.plomba("evidence", id, "-o", "lone", "--format", "json")
        #expect(lone.status == 0, "\(lone.errors)")
        let shown = try scene.sender.plomba("verify", "lone", "--format", "json")
        #expect(shown.status == 0, "\(shown.output)")
        let word = "one company's word and no bound [time.quorum-missing]"
        let words = try notes(shown)
        #expect(words.contains { $0.contains(word) }, "\(words)")
        #expect(!words.contains { $0.hasPrefix("'statement' existed by ") })
        let watched = try Watched(scene)
        try watched.choose()
        let second = try scene.send()
        _ = try watched.status(of: second, until: "seen by 1 witness of 1 organisation")
        let status = try watched.status(of: id, until: "seen by 1 witness of 1 organisation")
        #expect(status.output.contains("seen by 1 witness"), "\(status.output)")
        let watch = try scene.sender.plomba("watch")
        #expect(watch.status == 0, "\(watch.output) \(watch.errors)")
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        #expect(try made.json()["witnessed"] as? Bool == true, "\(made.errors)")
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(try token(verified) == ("passed", nil), "\(verified.output)")
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
    }

    @Test func `of a second authority are fetched when the first has stamped already`() throws {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let server = TimeServer(scene)
        try server.add("tsa.example.org")
        try server.adopt()
        let id = try scene.send()
        func tokens(_ name: String) -> [String] {
            scene.folder.tree(scene.sender.name).filter { $0.hasSuffix(".\(name).tst") }
        }
        try server.sync { !tokens("tsa.example.org").isEmpty }
        // The batch of that time was never put before it: a later one is.
        try server.add("tsb.example.org")
        try server.adopt()
        _ = try scene.send()
        try server.sync { !tokens("tsb.example.org").isEmpty }
        try server.sync {
            try !further(proofs(of: id, scene), of: "SubmissionAcceptance").isEmpty
        }
        try #require(
            scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json").status == 0)
        let files = scene.folder.tree("proof").filter { $0.hasPrefix("time/") }
        #expect(files.contains("time/tsa.example.org.pem"), "\(files)")
        #expect(files.contains("time/tsb.example.org.pem"), "\(files)")
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(try token(verified) == ("passed", nil), "\(verified.output)")
    }
}
