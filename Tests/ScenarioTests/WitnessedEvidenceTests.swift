import Foundation
import Testing

/// Stage (b) of a receipt: the folder shows that witnesses have seen the log, here and by others' tools.
@Suite(.timeLimit(.minutes(10))) struct `The witnessed receipt` {
    /// A case that was accepted, and the sender's folder once all of it is witnessed: `proof`.
    private func made() throws -> Watched {
        let watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        let id = try scene.send()
        try #require(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        try #require(try scene.receiver.plomba("accept", id).status == 0)
        for attempt in 0..<40 {
            let name = "proof-\(attempt)"
            let made = try scene.sender.plomba("evidence", id, "-o", name, "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            if try made.json()["witnessed"] as? Bool == true {
                try FileManager.default.moveItem(
                    atPath: scene.folder.place(name), toPath: scene.folder.place("proof"))
                return watched
            }
            Thread.sleep(forTimeInterval: 0.5)
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private func follow(_ folder: String, _ scene: Scene) throws -> Outcome {
        let desk = "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(desk), withIntermediateDirectories: false)
        return try Interop.run(
            "receipt_readme.py", [scene.folder.place(folder), scene.folder.place(desk)],
            in: scene.folder)
    }

    private func check(_ verified: Outcome, _ code: String) throws -> [String: Any] {
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        return try #require(checks.first { $0["code"] as? String == code })
    }

    private func verify(_ folder: String, _ scene: Scene) throws -> Outcome {
        try scene.sender.plomba("verify", folder, "--format", "json")
    }

    /// As one who has no home, and as one who chose other witnesses.
    private func verifyAsExpert(_ scene: Scene) throws -> Outcome {
        try Program.run(
            Program.path("plomba"), ["verify", "proof", "--format", "json"],
            in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
    }

    @Test func `the folder is witnessed here, and by README-VERIFY to the letter`() throws {
        let watched = try made()
        let scene = watched.scene
        let verified = try verify("proof", scene)
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        #expect(try verified.json()["witnessed"] as? Bool == true)
        #expect(try check(verified, "log.witnesses")["outcome"] as? String == "passed")
        let text = try scene.sender.plomba("verify", "proof").output
        #expect(text.contains("seen by vasaprava.ba/witness: witnesses that were chosen here"))
        #expect(text.contains("; in the broker's log; witnessed"), "\(text)")
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        #expect(followed.output.contains("9 steps"), "\(followed.output)")
        // The policy says who counts and not where they are reached.
        let policy = String(
            decoding: try scene.folder.read("proof/keys/broker/policy"), as: UTF8.self)
        #expect(policy.contains("witness A vasaprava.ba/witness+"))
        #expect(!policy.contains("http"))
    }

    @Test func `who has chosen no witnesses is told whose policy decides`() throws {
        let watched = try made()
        let scene = watched.scene
        let expert = try verifyAsExpert(scene)
        let outcome = try check(expert, "log.witnesses")
        #expect(outcome["outcome"] as? String == "not checked")
        #expect(outcome["reasonCode"] as? String == "evidence.policy-unconfirmed")
        #expect(try expert.json()["witnessed"] as? Bool == false)
        #expect(try expert.json()["signerUnknown"] as? Bool == true)
        let notes = try #require(expert.json()["notes"] as? [String])
        #expect(
            notes == [
                "seen by vasaprava.ba/witness: witnesses by the policy that the folder carries"
            ])
        // The recipient knows the broker and has chosen nobody.
        let recipient = try scene.receiver.plomba("verify", "proof", "--format", "json")
        #expect(recipient.status == 0, "\(recipient.errors)")
        #expect(try recipient.json()["witnessed"] as? Bool == false)
        // Once it has, its own choice decides: for the witness, and against it.
        let good = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(good.status == 0, "\(good.errors)")
        let chosen = try scene.receiver.plomba("verify", "proof", "--format", "json")
        #expect(try chosen.json()["witnessed"] as? Bool == true)
        let other = try WitnessProcess.makeKey(in: scene.folder, "other", "c.example/witness")
        try scene.folder.write(
            "others",
            watched.policy.replacing(watched.witness.key, with: other)
                .replacing(" " + watched.witness.url, with: ""))
        let bad = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("others"), "--operator", "group484.rs")
        try #require(bad.status == 0, "\(bad.errors)")
        // What those before have signed until now goes on counting, unless somebody says that it must not.
        let kept = try scene.receiver.plomba("verify", "proof", "--format", "json")
        #expect(try kept.json()["witnessed"] as? Bool == true)
        let forgotten = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("others"), "--operator", "group484.rs",
            "--forget-former")
        try #require(forgotten.status == 0, "\(forgotten.errors)")
        let refused = try scene.receiver.plomba("verify", "proof", "--format", "json")
        #expect(refused.status == 0)
        #expect(try refused.json()["witnessed"] as? Bool == false)
        #expect(
            try check(refused, "log.witnesses")["reasonCode"] as? String == "log.unwitnessed")
        let told = try #require(refused.json()["notes"] as? [String])
        #expect(told.contains { $0.contains("another policy of witnesses") }, "\(told)")
        try whoCountedBefore(scene)
    }

    /// The recipient has chosen other witnesses, in the place of those who signed, and is told who counted when.
    private func whoCountedBefore(_ scene: Scene) throws {
        func choose(_ words: String...) throws -> Outcome {
            try scene.receiver.plomba(
                arguments: ["broker", "witnesses", "--operator", "group484.rs", "--format", "json"]
                    + words)
        }
        func isWitnessed() throws -> Bool? {
            try scene.receiver.plomba("verify", "proof", "--format", "json").json()["witnessed"]
                as? Bool
        }
        let (policy, others) = (scene.folder.place("policy"), scene.folder.place("others"))
        let present = ISO8601DateFormatter().string(from: Date())
        let early = try choose(policy, "--until", "2026-01-01T00:00:00Z")
        #expect(early.status == 0, "\(early.errors)")
        #expect(try isWitnessed() == false)
        let right = try choose(policy, "--until", present)
        #expect(try (right.json()["former"] as? [[String: Any]])?.count == 1, "\(right.output)")
        #expect(try isWitnessed() == true)
        #expect(try choose(others, "--until", present).code == "witnesses.in-use")
        #expect(try choose(policy, "--until", "2040-01-01T00:00:00Z").code == "witnesses.not-yet")
        #expect(try choose(policy, "--until", "yesterday").status == 64)
        #expect(try choose(others, "--forget-former").status == 0)
        #expect(try isWitnessed() == false)
        try standAlone(scene, policy, others, present)
    }

    /// The same by the program without a home, which is told everything.
    private func standAlone(
        _ scene: Scene, _ policy: String, _ others: String, _ present: String
    ) throws {
        let program = try Program.path("plomba-verify")
        let trust = try JSONSerialization.jsonObject(
            with: Data(try scene.folder.read(scene.sender.name + "/broker.json")))
        let key = try #require((trust as? [String: Any])?["serviceKey"] as? String)
        let log = String(
            decoding: try scene.folder.read("proof/keys/broker/log.vkey"), as: UTF8.self)
        func verify(_ words: [String]) throws -> Outcome {
            try Program.run(
                program,
                [
                    scene.folder.place("proof"), "--format", "json", "--broker", "broker.example",
                    key, log.trimmingCharacters(in: .whitespacesAndNewlines),
                ] + words, in: scene.folder.path)
        }
        func isWitnessed(_ words: String...) throws -> Bool? {
            try verify(["--policy", others, "--operator", "group484.rs"] + words).json()[
                "witnessed"] as? Bool
        }
        #expect(try isWitnessed() == false)
        #expect(try isWitnessed("--former-policy", policy, present) == true)
        #expect(try isWitnessed("--former-policy", policy, "2026-01-01T00:00:00Z") == false)
        #expect(try verify(["--former-policy", policy, present]).status == 64)
        #expect(try verify(["--since", present]).status == 64)
        let late = try verify([
            "--policy", others, "--since", "yesterday", "--operator", "group484.rs",
        ])
        #expect(late.errors.contains("argument.time"), "\(late.errors)")
    }

    /// The file, the place of its last byte of a signature or a key, and what must find it.
    private static let files = [
        "statement.tlog-proof", "SubmissionAcceptance.tlog-proof", "Sealed.tlog-proof",
        "lanes/intake@group484.rs/ConsignmentAcceptance.tlog-proof",
        "lanes/intake@group484.rs/ContentConsignment.tlog-proof", "keys/broker/policy",
    ]

    @Test func `one changed byte of a signature or a key is found here and by its step`() throws {
        let watched = try made()
        let scene = watched.scene
        for file in Self.files {
            let copy = "copy-" + file.replacing("/", with: "-")
            try FileManager.default.copyItem(
                atPath: scene.folder.place("proof"), toPath: scene.folder.place(copy))
            let text = String(decoding: try scene.folder.read("proof/" + file), as: UTF8.self)
            // In the middle of the witness's own line.
            let line = try #require(
                text.split(separator: "\n").first { $0.contains("vasaprava.ba/witness") })
            let place = text.utf8.distance(
                from: text.startIndex, to: text.index(line.endIndex, offsetBy: -20))
            var bytes = Array(text.utf8)
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            try scene.folder.write(copy + "/" + file, bytes)
            let verified = try scene.sender.plomba("verify", copy)
            #expect(verified.status == 2, "\(file): \(verified.output)")
            let followed = try follow(copy, scene)
            #expect(followed.output.contains("FAILED at step 9:"), "\(file): \(followed.output)")
        }
    }

    @Test func `without the witness's line it is stored, and not witnessed`() throws {
        let watched = try made()
        let scene = watched.scene
        let file = "proof/Sealed.tlog-proof"
        let text = String(decoding: try scene.folder.read(file), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        try scene.folder.write(
            file, lines.filter { !$0.hasPrefix("— vasaprava.ba/witness ") }.joined(separator: "\n"))
        let verified = try verify("proof", scene)
        #expect(verified.status == 0)
        #expect(try verified.json()["inLog"] as? Bool == true)
        #expect(try verified.json()["witnessed"] as? Bool == false)
        let outcome = try check(verified, "log.witnesses")
        #expect(outcome["reasonCode"] as? String == "log.unwitnessed")
        #expect((outcome["reason"] as? String)?.contains("'Sealed' is stored") == true)
        #expect(try follow("proof", scene).output.contains("FAILED at step 9:"))
        // A witness whose clock was a day ahead of ours does not count before that day.
        try scene.folder.write(file, text)
        #expect(try verify("proof", scene).json()["witnessed"] as? Bool == true)
        let early = try scene.sender.plomba(clock: "-1h", "verify", "proof", "--format", "json")
        #expect(try early.json()["witnessed"] as? Bool == false, "\(early.output)")
    }

    @Test func `a received case shows that its deposit is witnessed`() throws {
        let watched = try Watched()
        let scene = watched.scene
        let chosen = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        let id = try scene.send()
        // What is received at once may be stored only; what is received later is witnessed.
        for _ in 0..<40 {
            let watch = try scene.receiver.plomba("watch", "--format", "json").json()
            let sizes = ["checkpoint", "witnessed"].map { name in
                (watch[name] as? [String: Any])?["size"] as? Int
            }
            if sizes[0] == sizes[1], sizes[0] != nil { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        let received = try scene.receiver.plomba("receive", id, "-o", "case", "--format", "json")
        #expect(received.status == 0, "\(received.errors)")
        #expect(try received.json()["log"] as? String == "seen by 1 witness of 1 organisation")
        let verified = try scene.receiver.plomba("verify", "case", "--format", "json")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try verified.json()["witnessed"] as? Bool == true)
        #expect(try check(verified, "log.witnesses")["outcome"] as? String == "passed")
        let status = try scene.receiver.plomba("status", id)
        #expect(status.output.contains("seen by 1 witness of 1 organisation"), "\(status.output)")
        // Who chose nobody sees that it is stored.
        let stranger = try scene.sender.plomba("verify", "case", "--format", "json")
        #expect(try stranger.json()["witnessed"] as? Bool == false)
    }
}
