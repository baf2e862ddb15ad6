import Foundation
import Testing

/// An opened case and its evidence folder, judged together.
@Suite(.timeLimit(.minutes(10))) struct `A case with its evidence` {
    private let stamped: StampedCase
    private var scene: Scene { stamped.scene }

    init() throws {
        stamped = try StampedCase()
        let received = try stamped.scene.receiver.plomba("receive", stamped.id, "-o", "case")
        try #require(received.status == 0, "\(received.errors)")
    }

    private func verify(
        _ folder: String = "case", _ evidence: String = "proof", as party: Party? = nil
    ) throws -> Outcome {
        try (party ?? scene.sender).plomba(
            "verify", folder, "--evidence", evidence, "--format", "json")
    }

    /// Every check that did not pass, with its reason; those that a folder cannot have apart.
    private func open(_ verified: Outcome) throws -> [String: String] {
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        var open: [String: String] = [:]
        for check in checks where check["outcome"] as? String != "passed" {
            let reason = check["reasonCode"] as? String
            guard let code = check["code"] as? String, reason != "folder.not-kept" else { continue }
            open[code] = "\(check["outcome"] as? String ?? ""): \(reason ?? "")"
        }
        return open
    }

    private func copy(_ folder: String, _ name: String) throws {
        try FileManager.default.copyItem(
            atPath: scene.folder.place(folder), toPath: scene.folder.place(name))
    }

    @Test func `is verified as a whole when everything holds, each by itself too`() throws {
        let together = try verify()
        #expect(together.status == 0, "\(together.output)")
        let json = try together.json()
        #expect(json["profile"] as? String == "court")
        #expect(json["subject"] as? String == "opened case folder with its evidence")
        #expect(json["witnessed"] as? Bool == true && json["inLog"] as? Bool == true)
        #expect(try open(together).filter { $0.key != "time.lower-bound" } == [:])
        let codes = try #require(json["checks"] as? [[String: Any]]).map { $0["code"] as? String }
        #expect(Set(codes).count == codes.count)
        for code in ["seal.signature", "bag.manifests", "receipt.deposit", "time.token"] {
            #expect(codes.contains(code))
        }
        let text = try scene.sender.plomba("verify", "case", "--evidence", "proof").output
        #expect(text.contains("in the broker's log; witnessed; time-stamped"), "\(text)")
        for (folder, profile) in [("case", "folder"), ("proof", "receipt")] {
            let alone = try scene.sender.plomba("verify", folder, "--format", "json")
            #expect(alone.status == 0)
            #expect(try alone.json()["profile"] as? String == profile)
        }
        // By hand: one statement in both.
        for name in ["statement.json", "statement.json.sig", "statement.entry"] {
            #expect(try scene.folder.read("case/" + name) == scene.folder.read("proof/" + name))
        }
    }

    @Test func `without a stamp, a witness or a receipt it is not`() throws {
        try copy("proof", "unstamped")
        try FileManager.default.removeItem(atPath: scene.folder.place("unstamped/time"))
        let unstamped = try verify("case", "unstamped")
        #expect(unstamped.status == 2)
        #expect(
            try open(unstamped)["time.token"] == "not checked: time.token-missing",
            "\(unstamped.output)")
        #expect(try scene.sender.plomba("verify", "unstamped").status == 0)
        // Who has chosen no witnesses and no authorities has no such word.
        let other = try verify(as: scene.receiver)
        #expect(other.status == 2)
        #expect(
            try open(other)["log.witnesses"] == "not checked: evidence.policy-unconfirmed",
            "\(other.output)")
        #expect(
            try open(other)["time.token"] == "not checked: evidence.authority-unconfirmed")
        try copy("proof", "unanswered")
        for name in scene.folder.tree("unanswered") where name.hasPrefix("SubmissionAcceptance") {
            try FileManager.default.removeItem(atPath: scene.folder.place("unanswered/" + name))
        }
        let unanswered = try verify("case", "unanswered")
        #expect(unanswered.status == 2)
        #expect(try open(unanswered)["receipt.deposit"] != nil, "\(unanswered.output)")
        let expert = try Program.run(
            Program.path("plomba"), ["verify", "case", "--evidence", "proof", "--format", "json"],
            in: scene.folder.path,
            environment: ["HOME": scene.folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(expert.status == 2)
        #expect(try expert.json()["verified"] as? Bool == false)
    }

    @Test func `the evidence of another case proves nothing about this one`() throws {
        let second = try scene.send()
        _ = try stamped.watched.status(of: second, until: "seen by 1 witness")
        let made = try scene.sender.plomba("evidence", second, "-o", "other")
        try #require(made.status == 0, "\(made.errors)")
        let wrong = try verify("case", "other")
        #expect(wrong.status == 2)
        #expect(
            try open(wrong)["receipt.deposit"] == "failed: evidence.receipt-of-another",
            "\(wrong.output)")
        try requireLowerBound(second)
    }

    /// The second case was sealed when a cosigned state of the log was known: it lies in the bag.
    private func requireLowerBound(_ second: String) throws {
        let received = try scene.receiver.plomba("receive", second, "-o", "second")
        try #require(received.status == 0, "\(received.errors)")
        // The first has one if the witness was quicker than the first look before sealing.
        let first = scene.folder.exists("case/bag/checkpoint")
        #expect(
            try open(verify())["time.lower-bound"]
                == (first ? nil : "not checked: time.checkpoint-missing"))
        #expect(scene.folder.exists("second/bag/checkpoint"))
        let bounded = try verify("second", "other")
        #expect(try open(bounded)["time.lower-bound"] == nil, "\(bounded.output)")
        #expect(bounded.output.contains("it was sealed after 20"), "\(bounded.output)")
        // Who has chosen nobody is told so; the folder holds all the same, there and elsewhere.
        let alone = try scene.receiver.plomba("verify", "second", "--format", "json")
        #expect(alone.status == 0)
        #expect(
            try open(alone)["time.lower-bound"] == "not checked: time.checkpoint-not-witnessed")
        let verifier = Program.root.appending(path: "Protocol/verifier").path
        var keys: [String] = []
        for party in [scene.sender, scene.receiver] {
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let print = try #require(shown["fingerprint"] as? String)
            let told = try Program.run(
                Interop.python(),
                [verifier + "/records.py", scene.folder.place(party.name + ".org"), print],
                in: scene.folder.path)
            try #require(told.status == 0, "\(told.errors)")
            try scene.folder.write(party.name + ".keys", told.output)
            keys += ["--keys", scene.folder.place(party.name + ".keys")]
        }
        let other = try Program.run(
            Interop.python(), [verifier + "/folders.py", scene.folder.place("second")] + keys,
            in: scene.folder.path)
        #expect(other.status == 0, "\(other.output) \(other.errors)")
    }

    @Test func `what was changed in either is found`() throws {
        let original = try #require(
            scene.folder.tree("case/bag/data").first { $0.hasSuffix(".docx") })
        try copy("case", "changed")
        try scene.folder.write("changed/bag/data/" + original, "other content\n")
        let content = try verify("changed", "proof")
        #expect(content.status == 2)
        #expect(try open(content)["bag.manifests"]?.hasPrefix("failed") == true)
        try copy("proof", "forged")
        var entry = try scene.folder.read("forged/SubmissionAcceptance.json.sig")
        entry[entry.count / 2] ^= 1
        try scene.folder.write("forged/SubmissionAcceptance.json.sig", entry)
        let forged = try verify("case", "forged")
        #expect(forged.status == 2)
        #expect(try open(forged).values.contains { $0.hasPrefix("failed") }, "\(forged.output)")
        try copy("case", "half")
        let kept = "half/evidence/SubmissionAcceptance.json.sig"
        try scene.folder.write(kept, entry)
        #expect(try verify("half", "proof").status == 2)
    }

    @Test func `what is no case, or no evidence, is told`() throws {
        #expect(try verify("proof", "case").code == "verify.not-opened")
        #expect(try verify("case", "case").code == "verify.no-evidence-folder")
        #expect(try verify("case.json", "proof").code == "verify.not-opened")
        #expect(try verify("case", "nothing").code == "file.not-found")
    }
}
