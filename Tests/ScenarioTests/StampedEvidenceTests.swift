import Foundation
import Testing

/// Time-stamp tokens in an evidence folder: exported, judged here, and by stock openssl.
@Suite(.timeLimit(.minutes(10))) struct `The stamped receipt` {
    private func follow(_ folder: String, _ scene: Scene) throws -> Outcome {
        let desk = "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(desk), withIntermediateDirectories: false)
        return try Interop.run(
            "receipt_readme.py", [scene.folder.place(folder), scene.folder.place(desk)],
            in: scene.folder)
    }

    private func check(_ verified: Outcome) throws -> (outcome: String?, reason: String?) {
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        let found = try #require(checks.first { $0["code"] as? String == "time.token" })
        return (found["outcome"] as? String, found["reasonCode"] as? String)
    }

    @Test func `the tokens hold here, and by README-VERIFY to the letter`() throws {
        let stamped = try StampedCase()
        let scene = stamped.scene
        let files = scene.folder.tree("proof").filter { $0.hasPrefix("time/") }
        #expect(files.contains("time/tsa.example.org.pem"), "\(files)")
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try check(verified) == ("passed", nil), "\(verified.output)")
        let notes = try #require(verified.json()["notes"] as? [String])
        #expect(notes.contains { $0.hasPrefix("'statement' existed by ") }, "\(notes)")
        #expect(!notes.contains { $0.contains("time.authority-apart") })
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        #expect(followed.output.contains("10 steps"), "\(followed.output)")
        // Who has chosen no authority is told whose roots vouch.
        let expert = try Program.run(
            Program.path("plomba"), ["verify", "proof", "--format", "json"],
            in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(try check(expert) == ("not checked", "evidence.authority-unconfirmed"))
        #expect(try expert.json()["signerUnknown"] as? Bool == true)
    }

    @Test func `one changed byte is found here and by the step`() throws {
        let stamped = try StampedCase()
        let scene = stamped.scene
        let files = scene.folder.tree("proof").filter { $0.hasPrefix("time/") }
        for ending in [".tst", ".txt", ".pem"] {
            let file = try #require(files.first { $0.hasSuffix(ending) })
            let copy = "copy" + ending
            try FileManager.default.copyItem(
                atPath: scene.folder.place("proof"), toPath: scene.folder.place(copy))
            var bytes = try scene.folder.read("proof/" + file)
            // Of a root that is trusted, openssl looks at the key and not at the signature.
            let place = ending == ".pem" ? bytes.count / 2 : bytes.count - 40
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            try scene.folder.write(copy + "/" + file, bytes)
            let verified = try scene.sender.plomba("verify", copy)
            #expect(verified.status == 2, "\(file): \(verified.output)")
            let followed = try follow(copy, scene)
            #expect(followed.output.contains("FAILED at step 10:"), "\(file): \(followed.output)")
        }
    }

    @Test func `an authority of another name or root does not count`() throws {
        let stamped = try StampedCase()
        let scene = stamped.scene
        // The same name and another root: for what it issued before only the folder vouches.
        let other = try TimeAuthority("tsa.example.org", in: scene.folder, at: "other")
        try #require(try scene.sender.plomba("broker", "authorities", other.list).status == 0)
        let refused = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(refused.status == 0)
        #expect(try check(refused) == ("not checked", "evidence.authority-unconfirmed"))
        // With both roots in the list it counts; with neither, in the list or in the folder, it is refused.
        let place = "proof/time/tsa.example.org.pem"
        let (old, new) = (
            try scene.folder.read(place), try scene.folder.read("other/tsa.example.org.pem")
        )
        try scene.folder.write("other/tsa.example.org.pem", new + old)
        try #require(try scene.sender.plomba("broker", "authorities", other.list).status == 0)
        #expect(
            try check(scene.sender.plomba("verify", "proof", "--format", "json")) == ("passed", nil)
        )
        try scene.folder.write("other/tsa.example.org.pem", new)
        try #require(try scene.sender.plomba("broker", "authorities", other.list).status == 0)
        try FileManager.default.removeItem(atPath: scene.folder.place(place))
        let nobody = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(nobody.status == 2)
        #expect(try check(nobody) == ("failed", "time.unknown-authority"))
        try scene.folder.write(place, old)
        // Another name: only the folder vouches.
        let second = try TimeAuthority("tsb.example.org", in: scene.folder, at: "second")
        try #require(try scene.sender.plomba("broker", "authorities", second.list).status == 0)
        let offered = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(offered.status == 0)
        #expect(try check(offered) == ("not checked", "evidence.authority-unconfirmed"))
        // What is no list is refused, and changes nothing.
        try scene.folder.write("bad.json", "{\"version\": 1}")
        let bad = try scene.sender.plomba(
            "broker", "authorities", scene.folder.place("bad.json"))
        #expect(bad.status == 1 && bad.code == "time.authorities-invalid", "\(bad.errors)")
    }

    @Test func `an authority that is three days off cannot make it earlier, and is told`() throws {
        for (clock, isEarly) in [("-3d", true), ("+3d", false)] {
            let stamped = try StampedCase(clock: clock)
            let verified = try stamped.scene.sender.plomba("verify", "proof", "--format", "json")
            let notes = try #require(verified.json()["notes"] as? [String])
            #expect(notes.contains { $0.contains("time.authority-apart") }, "\(clock): \(notes)")
            let note = try #require(notes.first { $0.hasPrefix("'statement' existed by ") })
            let bound = try #require(
                ISO8601DateFormatter().date(from: String(note.suffix(20))), "\(note)")
            // The later of quorum and authority: an early lie changes nothing.
            let isNow = abs(bound.timeIntervalSinceNow) < 86_400
            #expect(isNow == isEarly, "\(clock): \(note)")
        }
    }

    @Test func `sync fetches the tokens of a broker that asks an authority`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let place = scene.folder.place("authority")
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        let server = try Interop.start("tsa.py", [place, "honest"], in: scene.folder)
        defer { server.kill() }
        for _ in 0..<200 where server.output.isEmpty { Thread.sleep(forTimeInterval: 0.05) }
        let port = server.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let list = """
            {"version": 1, "authorities": [{"name": "tsa.example.org", "url": \
            "http://127.0.0.1:\(port)/tsr", "policy": "\(TimeAuthority.policy)", "roots": \
            "root.pem"}]}
            """
        let roots = try scene.folder.read("authority/root.pem")
        for home in ["broker", "client"] {
            try scene.folder.write(home + "/tsa.json", list)
            try scene.folder.write(home + "/root.pem", roots)
        }
        let text = String(decoding: try scene.folder.read("broker/plombad.json"), as: UTF8.self)
        let members = "\"timestamps\": {\"authorities\": \"tsa.json\", \"everySeconds\": 1}, "
        try scene.folder.write(
            "broker/plombad.json", text.replacing("\"limits\"", with: members + "\"limits\""))
        scene.broker.stop()
        try scene.broker.start()
        try watched.choose()
        let chosen = try scene.sender.plomba(
            "broker", "authorities", scene.folder.place("client/tsa.json"))
        try #require(chosen.status == 0, "\(chosen.errors)")
        let id = try scene.send()
        var files: [String] = []
        for _ in 0..<60 where files.isEmpty {
            Thread.sleep(forTimeInterval: 0.5)
            let synced = try scene.sender.plomba("sync")
            try #require(synced.status == 0, "\(synced.output) \(synced.errors)")
            files = scene.folder.tree(scene.sender.name).filter { $0.hasSuffix(".tst") }
        }
        #expect(!files.isEmpty)
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.json()["witnessed"] as? Bool == true)
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try check(verified) == ("passed", nil), "\(verified.output)")
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        #expect(followed.output.contains("10 steps"), "\(followed.output)")
        #expect(try scene.sender.plomba("watch").status == 0)
    }
}
