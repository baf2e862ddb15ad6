import Foundation
import Testing

/// The receipt in hand: a folder that proves what happened, checked here and by others' tools.
@Suite(.timeLimit(.minutes(10))) struct `The receipt in hand` {
    /// A case that was sent, received and accepted, with the sender's evidence folder.
    private func made() throws -> (scene: Scene, id: String) {
        let scene = try Scene()
        let id = try scene.send()
        try #require(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        try #require(try scene.receiver.plomba("accept", id).status == 0)
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        try #require(made.status == 0, "\(made.errors)")
        #expect(try made.json()["inLog"] as? Bool == true)
        return (scene, id)
    }

    private func follow(_ folder: String, _ scene: Scene) throws -> Outcome {
        let desk = "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(desk), withIntermediateDirectories: false)
        return try Interop.run(
            "receipt_readme.py", [scene.folder.place(folder), scene.folder.place(desk)],
            in: scene.folder)
    }

    private func outcomes(_ verified: Outcome) throws -> [String: String] {
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        return Dictionary(
            checks.compactMap { check in
                guard let code = check["code"] as? String, let outcome = check["outcome"] as? String
                else { return nil }
                return (code, outcome)
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `of what was not sent there is no evidence, and of too much none is read`() throws {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "by-hand.plomba", "--format", "json")
        try #require(sealed.status == 0, "\(sealed.errors)")
        let unsent = try #require(sealed.json()["consignment"] as? String)
        let refused = try scene.sender.plomba("evidence", unsent, "-o", "proof")
        #expect(refused.status == 1 && refused.code == "evidence.not-sent", "\(refused.errors)")
        #expect(!scene.folder.exists("proof"))
        let id = try scene.send()
        try #require(try scene.sender.plomba("evidence", id, "-o", "proof").status == 0)
        for number in 1...40 {
            let proof = try scene.folder.read("proof/statement.tlog-proof")
            try scene.folder.write("proof/statement.\(100 + number).tlog-proof", proof)
        }
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 2 && verified.output.contains("evidence.too-many"))
    }

    @Test func `the folder holds here, and README-VERIFY to the letter`() throws {
        let (scene, id) = try made()
        let verified = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        let outcomes = try outcomes(verified)
        for code in [
            "keys.records", "outer.entry", "outer.statement-signature", "receipt.entry",
            "receipt.signature", "receipt.deposit", "custody.chain", "log.inclusion",
        ] {
            #expect(outcomes[code] == "passed", "\(code)")
        }
        #expect(outcomes["log.witnesses"] == "not checked")
        #expect(outcomes["time.token"] == "not checked")
        #expect(try verified.json()["inLog"] as? Bool == true)
        let followed = try follow("proof", scene)
        #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        #expect(followed.output.contains("8 steps"))
        #expect(try scene.sender.plomba("lint", "proof").status == 0)
        // The recipient's folder holds too, and has its own lane.
        let theirs = try scene.receiver.plomba("evidence", id, "-o", "theirs")
        #expect(theirs.status == 0, "\(theirs.errors)")
        #expect(try scene.sender.plomba("verify", "theirs").status == 0)
        #expect(try follow("theirs", scene).status == 0)
    }

    @Test func `a link in place of any folder or file is refused`() throws {
        let (scene, _) = try made()
        for name in [
            "keys", "keys/vasaprava.ba", "keys/broker", "keys/broker/log.vkey", "lanes",
            "lanes/intake@group484.rs", "statement.json",
        ] {
            let copy = "linked-" + name.replacing("/", with: "-")
            let files = FileManager.default
            try files.copyItem(
                atPath: scene.folder.place("proof"), toPath: scene.folder.place(copy))
            let place = scene.folder.place(copy + "/" + name)
            let away = scene.folder.place("away-" + name.replacing("/", with: "-"))
            try files.moveItem(atPath: place, toPath: away)
            try files.createSymbolicLink(atPath: place, withDestinationPath: away)
            let verified = try scene.sender.plomba("verify", copy)
            #expect(verified.status != 0, "\(name): \(verified.output)")
            #expect(verified.code == "evidence.unreadable", "\(name): \(verified.errors)")
        }
    }

    /// A name that says something else than what is in it, and two answers of one broker.
    @Test func `what lies under another name is refused, and a second answer`() throws {
        let (scene, _) = try made()
        let lane = "lanes/intake@group484.rs/"
        let changes: [(name: String, script: String, code: String)] = [
            (
                "event",
                "for f in \(lane)ContentHandover.*; do mv $f \(lane)Acknowledgement${f#*Handover}; done",
                "evidence.other-name"
            ),
            ("place", "cp -r keys/group484.rs keys/GROUP484.rs", "evidence.other-name"),
            (
                "answers",
                "for f in SubmissionAcceptance.*; do cp $f SubmissionRejection${f#*Acceptance}; done",
                "evidence.accepted-and-refused"
            ),
            (
                "answer",
                "for f in SubmissionA*; do mv $f SubmissionRejection${f#*Acceptance}; done",
                "evidence.other-name"
            ),
            (
                "bytes", "cp \(lane)ContentHandover.json \(lane)$(printf 'A\\377').json",
                "evidence.unreadable"
            ),
        ]
        for (name, script, code) in changes {
            let made = try Program.run(
                "/bin/sh", ["-ec", "rm -f \(lane)Acknowledgement.*; " + script],
                in: copy(of: scene, name))
            #expect(made.status == 0, "\(name): \(made.errors)")
            let verified = try scene.sender.plomba("verify", name, "--format", "json")
            #expect(verified.status == 2, "\(name): \(verified.output) \(verified.errors)")
            #expect(
                (verified.output + verified.errors).contains(code), "\(name): \(verified.output)")
        }
    }

    private func copy(of scene: Scene, _ name: String) throws -> String {
        let place = scene.folder.place(name)
        try FileManager.default.copyItem(
            atPath: scene.folder.place("proof"), toPath: place)
        return place
    }

    /// What somebody may have done to a copy: the file, and the step that must fail.
    private static let changes: [(file: String, step: Int)] = [
        ("keys/vasaprava.ba/0001.json", 1), ("keys/group484.rs/0001.json", 1),
        ("keys/vasaprava.ba/0001.json.sig.1", 2), ("keys/allowed_signers", 3),
        ("statement.json", 4), ("statement.json.sig", 4), ("SubmissionAcceptance.json", 4),
        ("lanes/intake@group484.rs/ConsignmentAcceptance.json", 4),
        ("lanes/intake@group484.rs/ContentConsignment.json.sig", 4),
        ("keys/broker/allowed_signers", 4), ("statement.entry", 5),
        ("lanes/intake@group484.rs/ContentHandover.entry", 5), ("statement.tlog-proof", 7),
        ("Sealed.tlog-proof", 7), ("keys/broker/log.vkey", 7),
        ("lanes/intake@group484.rs/ConsignmentAcceptance.tlog-proof", 7),
    ]

    @Test func `one changed byte in any file is found here and by the steps`() throws {
        let (scene, _) = try made()
        for (file, step) in Self.changes {
            let copy = "copy-" + file.replacing("/", with: "-")
            try FileManager.default.copyItem(
                atPath: scene.folder.place("proof"), toPath: scene.folder.place(copy))
            var bytes = try scene.folder.read(copy + "/" + file)
            // In the middle of a statement; at the end of a list, where the key is.
            let digits = bytes.indices.filter { isDigit(bytes[$0]) }
            let place = try #require(
                file.hasSuffix("signers")
                    ? digits.last : digits.first { $0 > bytes.count / 2 })
            bytes[place] = bytes[place] == 0x37 ? 0x38 : 0x37
            try scene.folder.write(copy + "/" + file, bytes)
            let followed = try follow(copy, scene)
            #expect(followed.status == 1, "\(file): \(followed.output)")
            #expect(
                followed.output.contains("FAILED at step \(step):"), "\(file): \(followed.output)")
            let verified = try scene.sender.plomba("verify", copy)
            #expect(verified.status == 2, "\(file): \(verified.output)")
        }
    }

    @Test func `a longer validity in the list of keys is found`() throws {
        let (scene, _) = try made()
        let list = "proof/keys/allowed_signers"
        let text = String(decoding: try scene.folder.read(list), as: UTF8.self)
        let longer = text.replacing(/valid-before="20(\d\d)/) { match in
            "valid-before=\"21" + match.1
        }
        try #require(longer != text)
        try scene.folder.write(list, longer)
        #expect(try follow("proof", scene).output.contains("FAILED at step 3:"))
        let verified = try scene.sender.plomba("verify", "proof")
        #expect(verified.status == 2)
        #expect(verified.code == "evidence.signers-differ")
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    @Test func `a proof of another statement, and one that is missing, are told`() throws {
        let (scene, _) = try made()
        let lane = "proof/lanes/intake@group484.rs/"
        let own = try scene.folder.read(lane + "ConsignmentAcceptance.tlog-proof")
        let other = try scene.folder.read(lane + "ContentConsignment.tlog-proof")
        try scene.folder.write(lane + "ConsignmentAcceptance.tlog-proof", other)
        #expect(try scene.sender.plomba("verify", "proof").status == 2)
        #expect(try follow("proof", scene).output.contains("FAILED at step 8:"))
        try FileManager.default.removeItem(
            atPath: scene.folder.place(lane + "ConsignmentAcceptance.tlog-proof"))
        let without = try scene.sender.plomba("verify", "proof", "--format", "json")
        #expect(without.status == 0)
        #expect(try outcomes(without)["log.inclusion"] == "not checked")
        #expect(try without.json()["inLog"] as? Bool == false)
        #expect(try follow("proof", scene).status == 1)
        try scene.folder.write(lane + "ConsignmentAcceptance.tlog-proof", own)
        #expect(try follow("proof", scene).status == 0)
        // A statement that was taken out leaves the others without what they follow.
        for ending in [".json", ".json.sig", ".entry", ".tlog-proof"] {
            try FileManager.default.removeItem(
                atPath: scene.folder.place("proof/SubmissionAcceptance" + ending))
        }
        #expect(try scene.sender.plomba("verify", "proof").status == 2)
    }

    @Test func `nobody is known: it is consistent, and no more is said`() throws {
        let (scene, _) = try made()
        let expert = try Program.run(
            Program.path("plomba"), ["verify", "proof", "--format", "json"],
            in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(expert.status == 2)
        #expect(try expert.json()["signerUnknown"] as? Bool == true)
        let outcomes = try outcomes(expert)
        #expect(!outcomes.values.contains("failed"))
        #expect(outcomes["outer.statement-signature"] == "not checked")
        #expect(outcomes["outer.entry"] == "passed")
        var bytes = try scene.folder.read("proof/statement.json.sig")
        bytes[60] = bytes[60] == 0x41 ? 0x42 : 0x41
        try scene.folder.write("proof/statement.json.sig", bytes)
        let changed = try Program.run(
            Program.path("plomba"), ["verify", "proof", "--format", "json"],
            in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(try self.outcomes(changed)["outer.statement-signature"] == "failed")
    }

    @Test func `the folder holds no secret, no content, and nothing of another case`() throws {
        let scene = try Scene()
        let other = try scene.send()
        let id = try scene.send()
        #expect(try scene.sender.plomba("evidence", id, "-o", "proof").status == 0)
        let names = scene.folder.tree("proof")
        for name in names where !name.hasSuffix("/") {
            guard let bytes = try? scene.folder.read("proof/" + name) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains(other), "\(name)")
            #expect(!text.contains("PRIVATE KEY") && !text.contains("AGE-SECRET"), "\(name)")
            #expect(!text.contains("VP-2026") && !text.contains("sender_ref"), "\(name)")
        }
        let kinds = Set(names.map { ($0 as NSString).lastPathComponent })
        #expect(kinds.isDisjoint(with: ["entry.json", "sender-copy.age", "broker.json", "device"]))
        let again = try scene.sender.plomba("evidence", id, "-o", "proof")
        #expect(again.status == 1)
        #expect(again.code == "file.exists")
    }

    @Test func `a case folder shows that its deposit is in the log`() throws {
        let (scene, _) = try made()
        let good = try scene.receiver.plomba("verify", "case", "--format", "json")
        #expect(good.status == 0, "\(good.errors)")
        #expect(try outcomes(good)["log.inclusion"] == "passed")
        #expect(try outcomes(good)["receipt.signature"] == "passed")
        let proof = "case/evidence/statement.tlog-proof"
        var bytes = try scene.folder.read(proof)
        let place = try #require(
            bytes.indices.dropFirst(bytes.count / 2).first { isDigit(bytes[$0]) })
        bytes[place] = bytes[place] == 0x37 ? 0x38 : 0x37
        try scene.folder.write(proof, bytes)
        let bad = try scene.receiver.plomba("verify", "case", "--format", "json")
        #expect(bad.status == 2)
        #expect(try outcomes(bad)["log.inclusion"] == "failed")
    }

    @Test func `years later the keys are judged at the time of the receipt`() throws {
        let (scene, _) = try made()
        // The records are valid for a year.
        for folder in ["proof", "case"] {
            let later = try scene.receiver.plomba(clock: "+500d", "verify", folder)
            #expect(later.status == 0, "\(folder): \(later.output) \(later.errors)")
        }
        // Without the broker's receipt nothing but the present is left to judge by.
        for ending in [".json", ".json.sig", ".entry"] {
            try FileManager.default.removeItem(
                atPath: scene.folder.place("case/evidence/SubmissionAcceptance" + ending))
        }
        #expect(try scene.receiver.plomba(clock: "+500d", "verify", "case").status == 2)
        #expect(try scene.receiver.plomba("verify", "case").status == 0)
    }
}
