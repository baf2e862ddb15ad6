import Foundation
import Testing

/// The papers beside the report, through the real program, checked by somebody else's parser of HTML.
@Suite(.timeLimit(.minutes(10))) struct `The papers beside the report` {
    private let folder: Folder
    private let sender: Party
    private let receiver: Party
    private let id: String

    private static let kinds = ["handover", "exhibits", "verification", "referral"]
    private static let languages = ["bs", "hr", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq", "en"]

    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        id = try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
    }

    private func add(_ act: String, _ more: String...) throws {
        let added = try receiver.plomba(
            arguments: [
                "custody", "add", "case", "--act", act, "--all", "--purpose", "vještačenje",
                "--authority", "nalog K-12/26",
            ] + more)
        try #require(added.status == 0, "\(added.errors)")
    }

    private func document(
        _ kind: String, _ language: String, _ output: String, _ more: String...
    ) throws -> Outcome {
        try receiver.plomba(
            arguments: ["document", kind, "case", "--language", language, "-o", output] + more)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try folder.read(name), as: UTF8.self)
    }

    @Test func `are written in every language, well formed, the same twice, and change nothing`()
        throws
    {
        try add("stored", "--place", "sef 2, Sarajevo")
        try add(
            "handed_over", "--to", "vještak E-4", "--bag", "A-10293", "--seal", "0045512",
            "--seal-intact", "yes")
        let before = folder.tree("case")
        var files: [String] = []
        for kind in Self.kinds {
            for language in Self.languages {
                let (one, again) = ("\(kind)-\(language).html", "again.html")
                let made = try document(kind, language, one)
                #expect(made.status == 0, "\(kind) \(language): \(made.errors)")
                #expect(try document(kind, language, again).status == 0)
                #expect(try folder.read(one) == folder.read(again))
                try FileManager.default.removeItem(atPath: folder.place(again))
                files.append(folder.place(one))
            }
            let two = try document(kind, "sr-Cyrl", "\(kind)-two.html", "--second-language", "en")
            #expect(two.status == 0, "\(two.errors)")
            files.append(folder.place("\(kind)-two.html"))
        }
        #expect(folder.tree("case") == before)
        let seen = try Interop.run("report_html.py", files, in: folder)
        #expect(seen.status == 0, "\(seen.errors)")
        for title in ["[Zapisnik o primopredaji]", "[Попис доказа]", "[Потврда за проверка]"] {
            #expect(seen.output.contains(title), "\(title): \(seen.output)")
        }
        let record = try text("handover-sr-Cyrl.html")
        #expect(record.contains("vještak E-4") && record.contains("Записник о примопредаји"))
        #expect(try text("exhibits-bs.html").contains("vještak E-4"))
        #expect(try text("exhibits-bs.html").contains("снимак 1.mov"))
        let referral = try text("referral-sq.html")
        for words in [
            "Përmbledhje e referimit", "i zakonshëm", "nuk dihet nëse fëmija është vetëm",
        ] {
            #expect(referral.contains(words), "\(words)")
        }
        // The example says of nothing that it is known.
        #expect(!referral.contains(">unknown<"))
        try showsTheProgram(text("verification-en.html"))
    }

    /// The digest of the executable is the one that a stock tool computes.
    private func showsTheProgram(_ page: String) throws {
        let sum = try Program.run("/usr/bin/sha256sum", [Program.path("plomba")], in: folder.path)
        let digits = Array(sum.output.prefix(64))
        try #require(digits.count == 64)
        let groups = stride(from: 0, to: 64, by: 8).map { String(digits[$0..<$0 + 8]) }
        #expect(page.contains(groups.joined(separator: " ")))
    }

    @Test func `say on the first page that a file differs, and end with status 2`() throws {
        try add("handed_over", "--to", "vještak E-4")
        try folder.write("case/bag/data/evidence/Željka_Đurić_ćšž.mp4", "content 0?")
        for kind in Self.kinds {
            let made = try document(kind, "mk", "\(kind).html")
            #expect(made.status == 2, "\(kind): \(made.output)")
            let seen = try Interop.run(
                "report_html.py", [folder.place("\(kind).html")], in: folder)
            #expect(seen.output.contains("verdict fails"), "\(seen.output) \(seen.errors)")
        }
    }

    @Test func `are refused where there is nothing to say, and say what to do`() throws {
        let none = try document("handover", "bs", "x.html")
        #expect(none.status == 1 && none.errors.contains("document.no-handover"), "\(none.errors)")
        try add("stored", "--place", "sef 2")
        try add("handed_over", "--to", "vještak E-4")
        for (number, status, code) in [
            ("1", 1, "document.not-a-handover"), ("9", 1, "document.no-such-act"),
        ] as [(String, Int32, String)] {
            let refused = try document("handover", "bs", "x.html", "--act", number)
            #expect(refused.status == status && refused.errors.contains(code), "\(refused.errors)")
        }
        // A text that its signature does not fit.
        let act = "case/acts/0002-CustodyAct.json"
        let changed = try text(act).replacing("vještak E-4", with: "vještak E-5")
        try folder.write(act, changed)
        let forged = try document("handover", "bs", "x.html", "--act", "2")
        #expect(forged.status == 2, "\(forged.errors)")
        #expect(forged.errors.contains("document.act-does-not-hold"), "\(forged.errors)")
        #expect(!folder.exists("x.html"))
    }

    @Test func `are written nowhere that is taken, inside the case or of another format`() throws {
        try folder.write("there.html", "mine")
        for (output, code) in [
            ("there.html", "file.exists"), ("x.pdf", "report.no-pdf"),
            ("x.docx", "report.other-format"), ("case/x.html", "report.inside-case"),
        ] {
            let refused = try document("exhibits", "bs", output)
            #expect(refused.status == 1 && refused.errors.contains(code), "\(refused.errors)")
        }
        #expect(try text("there.html") == "mine")
        #expect(try document("poster", "bs", "x.html").status == 64)
        #expect(try document("exhibits", "sr", "x.html").status == 64)
        let act = try document("exhibits", "bs", "x.html", "--act", "1")
        #expect(act.status == 64 && act.errors.contains("--act"), "\(act.errors)")
    }

    @Test func `tell the sender what was sealed, and nobody else`() throws {
        func packing(_ party: Party, _ what: String, _ output: String) throws -> Outcome {
            try party.plomba(
                "document", "packing", what, "--language", "hr", "--offset", "+01:00", "-o", output)
        }
        for (what, output) in [(String(id.prefix(8)), "one.html"), ("case.plomba", "two.html")] {
            let made = try packing(sender, what, output)
            #expect(made.status == 0, "\(made.errors)")
        }
        #expect(try folder.read("one.html") == folder.read("two.html"))
        let page = try text("one.html")
        let sums = try Program.run(
            "/usr/bin/sha256sum", Scene.names.map { folder.place("evidence/" + $0) },
            in: folder.path)
        let lines = sums.output.split(separator: "\n")
        try #require(lines.count == Scene.names.count)
        for line in lines {
            let digits = Array(line.prefix(64))
            let groups = stride(from: 0, to: 64, by: 8).map { String(digits[$0..<$0 + 8]) }
            #expect(page.contains(groups.joined(separator: " ")), "\(line)")
        }
        #expect(page.contains(id) && page.contains(receiver.mailbox) && page.contains("UTC+01:00"))
        let seen = try Interop.run("report_html.py", [folder.place("one.html")], in: folder)
        #expect(seen.output.contains("[Potvrda o pakiranju]"), "\(seen.output)\(seen.errors)")
        let other = try packing(receiver, "case", "x.html")
        #expect(other.status == 1 && other.errors.contains("document.not-sealed-here"))
        #expect(try packing(sender, "nothing", "x.html").status == 1)
        #expect(!folder.exists("x.html"))
    }
}

/// What was said of a delivery, from a folder that the real programs made.
@Suite(.timeLimit(.minutes(10))) struct `The paper about a delivery` {
    @Test func `shows server, computer and person apart, and fails with a forged signature`() throws
    {
        let stamped = try StampedCase()
        let scene = stamped.scene
        func write(_ output: String, _ what: String = "proof") throws -> Outcome {
            try scene.sender.plomba(
                "document", "delivery", what, "--language", "sr-Cyrl", "--offset", "+01:00", "-o",
                output)
        }
        let made = try write("one.html")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try write("two.html").status == 0)
        #expect(try scene.folder.read("one.html") == scene.folder.read("two.html"))
        let page = String(decoding: try scene.folder.read("one.html"), as: UTF8.self)
        for words in [
            "1. Код сервера посредника", "3. Лице је то видело или одговорило", "UTC+01:00",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.contains("Сервер посредник примио") && page.contains("tsa.example.org"))
        try scene.folder.write(
            "proof/SubmissionAcceptance.json.sig",
            try scene.folder.read("proof/statement.json.sig"))
        let forged = try write("forged.html")
        #expect(forged.status == 2, "\(forged.output)")
        let seen = try Interop.run(
            "report_html.py", ["one.html", "forged.html"].map(scene.folder.place),
            in: scene.folder)
        #expect(
            seen.output.contains("verdict holds") && seen.output.contains("verdict fails"),
            "\(seen.output) \(seen.errors)")
        // Of a statement that is none the paper says that it does not hold.
        try scene.folder.write("proof/statement.json", "{")
        let broken = try write("broken.html")
        #expect(broken.status == 2, "\(broken.output)")
        try FileManager.default.removeItem(
            atPath: scene.folder.place("proof/statement.json.sig"))
        let half = try write("half.html")
        #expect(half.status == 2 && half.errors.contains("evidence.unreadable"), "\(half.errors)")
        #expect(!scene.folder.exists("half.html"))
        let none = try write("none.html", "evidence")
        #expect(none.status == 1 && none.errors.contains("verify.no-evidence-folder"))
    }
}
