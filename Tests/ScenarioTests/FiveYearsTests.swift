import Foundation
import Testing

/// Five years later: everything was rotated, a key was revoked, another witness came in the place of the first,
/// broker and witnesses are gone. What was signed while the key counted holds, offline, here and by others'
/// tools; what was signed after it was stolen does not.
@Suite(.timeLimit(.minutes(10))) struct `Evidence after five years` {
    private static let later = "+1826d"

    @Test func `is judged as of when it was signed`() throws {
        let watched = try Watched()
        try watched.choose()
        let scene = watched.scene
        let oldKey = try serviceKey(scene)
        let ended = try accepted(scene)
        try rotate(scene.receiver, scene.sender)
        let before = try accepted(scene)
        try folder(before, "dated", scene)
        Thread.sleep(forTimeInterval: 2)
        let since = ISO8601DateFormatter().string(from: Date())
        let after = try accepted(scene)
        try folder(after, "after", scene)
        let former = try watched.replace()
        try rotateBroker(scene)
        let revoked = try scene.receiver.plomba(
            "keys", "revoke", "--member", "intake-officer", "--compromised", "--since", since)
        try #require(revoked.status == 0, "\(revoked.errors)")
        try #require(scene.sender.plomba("keys", "rotate", "--device").status == 0)
        try until("the partner's record is taken") {
            // What the thief accepted is a problem from now on, and told as one.
            _ = try scene.sender.plomba("sync")
            return try scene.sender.plomba("partner", "list", "--format", "json")
                .output.contains("\"version\": 3")
        }
        for (id, name) in [(ended, "ended"), (before, "before")] {
            try folder(id, name, scene)
            // Under the new witness too, whose times are after the revocation: only the former one shows more.
            let files = scene.folder.tree(name)
            #expect(files.contains { $0.hasPrefix("keys/broker/policy.until-") }, "\(files)")
        }
        for party in [scene.sender, scene.receiver] {
            let exported = try party.plomba("organisation", "export", "-o", "now-\(party.name)")
            try #require(exported.status == 0, "\(exported.errors)")
        }
        let newKey = try serviceKey(scene)
        scene.broker.stop()
        watched.witness.stop()

        for (name, word) in [
            ("ended", "ended on"),
            (
                "before",
                "was revoked as of \(since); it had signed before, as the trusted time shows"
            ),
        ] {
            let verified = try scene.sender.plomba(clock: Self.later, "verify", name)
            #expect(verified.status == 0, "\(name): \(verified.output) \(verified.errors)")
            #expect(flat(verified.output).contains(word), "\(verified.output)")
            let stock = try followReadme(name, scene)
            #expect(stock.status == 0, "\(name): \(stock.output) \(stock.errors)")
            let second = try secondVerifier(name, scene, oldKey, newKey, former)
            #expect(second.status == 0, "\(name): \(second.output) \(second.errors)")
            #expect(second.output.contains("passed       custody.chain"), "\(second.output)")
        }
        let refused = try scene.sender.plomba(clock: Self.later, "verify", "after")
        #expect(refused.status == 2, "\(refused.output) \(refused.errors)")
        #expect(try secondVerifier("after", scene, oldKey, newKey, former).status == 2)
        // One byte of what holds, and it holds no more.
        let place = "before/lanes/\(scene.receiver.mailbox)/ConsignmentAcceptance.json"
        let text = String(decoding: try scene.folder.read(place), as: UTF8.self)
        try scene.folder.write(
            place, text.replacing("ConsignmentAcceptance", with: "ConsignmentAcceptancf"))
        #expect(try scene.sender.plomba(clock: Self.later, "verify", "before").status == 2)
        #expect(try followReadme("before", scene).status != 0)
    }

    private func accepted(_ scene: Scene) throws -> String {
        let id = try scene.send()
        let received = try scene.receiver.plomba("receive", id, "-o", "case-" + id)
        try #require(received.status == 0, "\(received.errors)")
        let taken = try scene.receiver.plomba("accept", id)
        try #require(taken.status == 0, "\(taken.errors)")
        return id
    }

    /// New keys for both, which each learns of the other.
    private func rotate(_ parties: Party...) throws {
        for party in parties {
            let rotated = try party.plomba("keys", "rotate")
            try #require(rotated.status == 0, "\(rotated.errors)")
        }
        try until("both know the other's keys") {
            try parties.allSatisfy { party in
                try party.plomba("sync").status == 0
                    && party.plomba("partner", "list", "--format", "json").output
                        .contains("\"version\": 2")
            }
        }
    }

    private func rotateBroker(_ scene: Scene) throws {
        scene.broker.stop()
        let rotated = try scene.broker.plombad("keys", "rotate", "--home", scene.broker.home)
        try #require(rotated.status == 0, "\(rotated.errors)")
        try scene.broker.start()
    }

    /// The evidence folder once all of it is witnessed.
    private func folder(_ id: String, _ name: String, _ scene: Scene) throws {
        try until("\(name) is witnessed") {
            try? FileManager.default.removeItem(atPath: scene.folder.place(name))
            let made = try scene.sender.plomba("evidence", id, "-o", name, "--format", "json")
            return try made.status == 0 && made.json()["witnessed"] as? Bool == true
        }
    }

    private func until(_ what: String, _ holds: () throws -> Bool) throws {
        for _ in 0..<60 {
            if try holds() { return }
            Thread.sleep(forTimeInterval: 0.5)
        }
        Issue.record("never: \(what)")
        throw CocoaError(.fileNoSuchFile)
    }

    private func followReadme(_ name: String, _ scene: Scene) throws -> Outcome {
        let desk = "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(desk), withIntermediateDirectories: false)
        return try Interop.run(
            "receipt_readme.py", [scene.folder.place(name), scene.folder.place(desk)],
            in: scene.folder)
    }

    /// `Protocol/verifier/evidence.py`, told what an expert is told: fingerprints, the broker's keys, the policy.
    private func secondVerifier(
        _ name: String, _ scene: Scene, _ oldKey: String, _ newKey: String,
        _ former: (file: String, until: String)
    ) throws -> Outcome {
        let program = Program.root.appending(path: "Protocol/verifier/evidence.py")
        let organisations = try [scene.sender, scene.receiver].flatMap { party in
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            return ["--organisation", scene.folder.place("now-" + party.name) + "=" + fingerprint]
        }
        let log = String(
            decoding: try scene.folder.read("\(name)/keys/broker/log.vkey"), as: UTF8.self)
        let policy = scene.folder.place("policy")
        return try Program.run(
            Interop.python(),
            [program.path(percentEncoded: false), scene.folder.place(name)] + organisations + [
                "--broker", "broker.example", newKey,
                log.trimmingCharacters(in: .whitespacesAndNewlines), "--earlier-key", oldKey,
                "--policy", policy, "--former-policy", former.file, former.until, "--operator",
                "group484.rs", "--time", "2031-12-01T00:00:00Z",
            ], in: scene.folder.path)
    }

    private func serviceKey(_ scene: Scene) throws -> String {
        _ = try scene.sender.plomba("sync")
        let file = try scene.folder.read(scene.sender.name + "/broker.json")
        let json = try JSONSerialization.jsonObject(with: Data(file)) as? [String: Any]
        return try #require(json?["serviceKey"] as? String)
    }

    /// Without the line ends of a narrow screen.
    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
