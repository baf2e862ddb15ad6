import Foundation
import Testing

/// What was said about consent in an evidence folder, a dossier and a report.
@Suite(.timeLimit(.minutes(10))) struct `Consent in evidence` {
    private let scene: Scene
    private let id: String

    /// A part was withdrawn and kept on a legal ground, then all of it, which nobody has answered.
    init() throws {
        scene = try Scene()
        id = try scene.send()
        let (sender, receiver) = (scene.sender, scene.receiver)
        try #require(try receiver.plomba("receive", id, "-o", "case").status == 0)
        try #require(try receiver.plomba("accept", id).status == 0)
        let part = try sender.plomba("consent", "withdraw", id, "--not-part", "face")
        try #require(part.status == 0, "\(part.errors)")
        let kept = try receiver.plomba(
            "consent", "answer", id, "retained", "--because", "court_order", "--basis",
            "order K-12/26")
        try #require(kept.status == 0, "\(kept.errors)")
        let whole = try sender.plomba("consent", "withdraw", id)
        try #require(whole.status == 0, "\(whole.errors)")
        for (party, folder) in [(sender, "proof"), (receiver, "theirs")] {
            let made = try party.plomba("evidence", id, "-o", folder, "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            try #require(try made.json()["inLog"] as? Bool == true)
        }
    }

    private var lane: String { "lanes/" + scene.receiver.mailbox }

    /// `Protocol/verifier/evidence.py`, told what an expert is told.
    private func second(_ name: String) throws -> Outcome {
        let program = Program.root.appending(path: "Protocol/verifier/evidence.py")
        let organisations = try [scene.sender, scene.receiver].flatMap { party in
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            return [
                "--organisation", scene.folder.place(party.name + ".org") + "=" + fingerprint,
            ]
        }
        let log = String(
            decoding: try scene.folder.read("\(name)/keys/broker/log.vkey"), as: UTF8.self)
        return try Program.run(
            Interop.python(),
            [program.path(percentEncoded: false), scene.folder.place(name)] + organisations + [
                "--broker", "broker.example", scene.broker.serviceKey,
                log.trimmingCharacters(in: .whitespacesAndNewlines),
            ], in: scene.folder.path)
    }

    private func copy(_ name: String) throws -> String {
        let made = "copy-" + UUID().uuidString
        try FileManager.default.copyItem(
            atPath: scene.folder.place(name), toPath: scene.folder.place(made))
        return made
    }

    @Test func `both ends have it, and both verifiers and README-VERIFY find that it holds`()
        throws
    {
        for name in ["proof", "theirs"] {
            for file in ["ConsentWithdrawal", "ConsentWithdrawal-2", "ConsentAnswer"] {
                #expect(
                    scene.folder.exists("\(name)/\(lane)/\(file).tlog-proof"), "\(name) \(file)")
            }
            let verified = try scene.sender.plomba("verify", name)
            #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
            let second = try second(name)
            #expect(second.status == 0, "\(second.output) \(second.errors)")
            #expect(try scene.sender.plomba("lint", name).status == 0)
            let desk = scene.folder.place("desk-" + name)
            try FileManager.default.createDirectory(
                atPath: desk, withIntermediateDirectories: false)
            let followed = try Interop.run(
                "receipt_readme.py", [scene.folder.place(name), desk], in: scene.folder)
            #expect(followed.status == 0, "\(followed.output)\(followed.errors)")
        }
    }

    @Test func `a changed, missing or misplaced one is found by both verifiers`() throws {
        let (answer, first) = ("\(lane)/ConsentAnswer", "\(lane)/ConsentWithdrawal")
        func changed(_ what: String, _ change: (String) throws -> Void) throws {
            let name = try copy("proof")
            try change(scene.folder.place(name) + "/")
            #expect(try scene.sender.plomba("verify", name).status == 2, "\(what)")
            #expect(try second(name).status == 2, "\(what)")
        }
        try changed("another ground") { place in
            let text = try String(contentsOfFile: place + answer + ".json", encoding: .utf8)
            try text.replacing("K-12/26", with: "K-13/26").write(
                toFile: place + answer + ".json", atomically: false, encoding: .utf8)
        }
        try changed("the withdrawal is gone") { place in
            for ending in [".json", ".json.sig", ".entry", ".tlog-proof"] {
                try FileManager.default.removeItem(atPath: place + first + ending)
            }
        }
        try changed("the end is gone") { place in
            for ending in [".json", ".json.sig", ".entry", ".tlog-proof"] {
                try FileManager.default.removeItem(
                    atPath: place + lane + "/ConsignmentAcceptance" + ending)
            }
        }
    }

    @Test func `the report says it in one sentence each, in every language`() throws {
        let sentences = [
            "en": "part of the consent was withdrawn towards",
            "bs": "dio saglasnosti je povučen prema", "hr": "dio privole je povučen prema",
            "sr-Latn": "deo pristanka je opozvan prema",
            "sr-Cyrl": "део пристанка је опозван према", "cnr": "dio saglasnosti je povučen prema",
            "mk": "дел од согласноста е повлечен спрема",
            "sq": "një pjesë e pëlqimit u tërhoq ndaj",
        ]
        for (language, sentence) in sentences {
            let made = try scene.receiver.plomba(
                "report", "case", "--evidence", "theirs", "--language", language, "-o",
                language + ".html")
            // No witnesses were chosen: it is written, and the verdict is not positive.
            #expect(made.status == 2, "\(made.errors)")
            let page = String(
                decoding: try scene.folder.read(language + ".html"), as: UTF8.self)
            #expect(page.contains(sentence), "\(language)")
            #expect(page.contains("order K-12/26"), "\(language)")
        }
        let page = String(decoding: try scene.folder.read("en.html"), as: UTF8.self)
        #expect(page.contains("no answer to this withdrawal of consent is in the material"))
        #expect(page.contains("ordered by a court or authority to be kept"))
        let dossier = try scene.receiver.plomba(
            "dossier", "case", "--evidence", "theirs", "-o", "dossier.tar")
        #expect(dossier.status == 2, "\(dossier.errors)")
        let whole = try scene.receiver.plomba("verify", "dossier.tar")
        #expect(whole.output.contains("passed       every statement is in the broker's log"))
        #expect(!whole.output.contains("failed"), "\(whole.output)")
    }
}
