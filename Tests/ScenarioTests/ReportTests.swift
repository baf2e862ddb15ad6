import Foundation
import Testing

/// The chain-of-custody report of a case that crossed a border, through the real program.
@Suite(.timeLimit(.minutes(10))) struct `The report of a case` {
    private static let languages = ["bs", "hr", "sr-Latn", "sr-Cyrl", "cnr", "mk", "sq", "en"]
    private let folder: Folder
    private let sender: Party
    private let receiver: Party

    /// A case with a described exhibit, sealed and opened by hand: no broker is needed.
    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let text = String(decoding: try folder.read("case.json"), as: UTF8.self)
        var document = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        document["items"] = [Self.item]
        document["consent"] = [ConsentEntry.to(["prosecutor"])]
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        let said = try sender.plomba("partner", "class", receiver.name, "prosecutor")
        try #require(said.status == 0, "\(said.errors)")
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
    }

    private static var item: [String: Any] {
        [
            "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e10", "exhibit_no": "VP-2026-014-01",
            "title": ["text": "Snimak <b>", "lang": "bs"], "type": "video",
            "file": [
                "name_stored": "evidence/Željka_Đurić_ćšž.mp4",
                "name_original": "VID-0003.mp4", "mime": "video/mp4",
            ],
            "copy_status": "original",
            "acquisition": [
                "method": "received_via_app", "by": "caseworker", "from": "P-7Q2K",
                "at": "2026-11-20T16:20:00Z", "place": "Bihać",
                "original_available": "yes_with_person",
            ],
            "sensitivity": ["third_party"],
            "marking": ["purpose": "court", "release_to": ["prosecutor"]],
        ]
    }

    private func report(
        _ name: String, _ language: String, _ output: String, _ more: String...
    ) throws -> Outcome {
        try receiver.plomba(
            arguments: ["report", name, "--language", language, "-o", output] + more)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try folder.read(name), as: UTF8.self)
    }

    @Test func `is written in every language, well formed, the same twice, and changes nothing`()
        throws
    {
        let before = try contents(of: "case")
        for language in Self.languages {
            let made = try report("case", language, "\(language).html")
            #expect(made.status == 0, "\(language): \(made.errors)")
            let again = try report("case", language, "again-\(language).html")
            #expect(again.status == 0)
            #expect(
                try folder.read("\(language).html") == folder.read("again-\(language).html"))
            let page = try text("\(language).html")
            #expect(page.contains("VP-2026-014-01") && page.contains("Snimak &lt;b&gt;"))
            #expect(page.contains("Željka_Đurić_ćšž.mp4") && page.contains("снимак 1.mov"))
        }
        let two = try report("case", "mk", "two.html", "--second-language", "en")
        #expect(two.status == 0, "\(two.errors)")
        #expect(try contents(of: "case") == before)
        let files = (Self.languages + ["two"]).map { folder.place("\($0).html") }
        let checked = try Interop.run("report_html.py", files, in: folder)
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(
            checked.output.split(separator: "\n").count(where: { $0.contains("verdict holds") })
                == files.count, "\(checked.output)")
    }

    @Test func `shows on page one which exhibit differs, and ends with status 2`() throws {
        try folder.write("case/bag/data/evidence/Željka_Đurić_ćšž.mp4", "content 0?")
        for (language, words) in [
            ("bs", ": sadržaj se razlikuje od zapečaćenog"),
            ("mk", ": содржината се разликува од запечатената"),
            ("sq", ": përmbajtja ndryshon nga ajo që u vulos"),
        ] {
            let made = try report("case", language, "\(language).html")
            #expect(made.status == 2, "\(made.output)")
            let seen = try Interop.run(
                "report_html.py", [folder.place("\(language).html")], in: folder)
            #expect(seen.output.contains("verdict fails"), "\(seen.output) \(seen.errors)")
            let exhibit = "VP-2026-014-01, evidence/Željka_Đurić_ćšž.mp4"
            #expect(seen.output.contains(exhibit + words), "\(seen.output)")
        }
    }

    @Test func `names what is missing, added and renamed`() throws {
        let data = "case/bag/data/evidence/"
        try FileManager.default.removeItem(atPath: folder.place(data + "empty"))
        try folder.write(data + "more.txt", "not sealed")
        let made = try report("case", "en", "en.html")
        #expect(made.status == 2)
        let seen = try Interop.run("report_html.py", [folder.place("en.html")], in: folder).output
        #expect(seen.contains("File evidence/empty: was sealed and is not there"), "\(seen)")
        #expect(seen.contains("File evidence/more.txt: is there and was not sealed"), "\(seen)")
    }

    @Test(arguments: [
        "statement.json.sig", "header.age", "bag/case.json", "bag/custody/0001-Sealed.json",
        "bag/manifest-sha256.txt",
    ])
    func `is written of a case whose parts are gone or damaged`(part: String) throws {
        try FileManager.default.removeItem(atPath: folder.place("case/" + part))
        let gone = try report("case", "hr", "gone.html")
        #expect(gone.status == 2, "\(gone.errors)")
        try folder.write("case/" + part, "{not what it was\n")
        let damaged = try report("case", "hr", "damaged.html")
        #expect(damaged.status == 2, "\(damaged.errors)")
        let seen = try Interop.run(
            "report_html.py", ["gone.html", "damaged.html"].map(folder.place), in: folder)
        #expect(seen.status == 0, "\(seen.errors)")
        #expect(
            seen.output.split(separator: "\n").allSatisfy { $0.contains("verdict fails") },
            "\(seen.output)")
    }

    @Test func `does not vouch for a signer whom nobody here knows`() throws {
        let made = try Program.run(
            Program.path("plomba"), ["report", "case", "--language", "sr-Cyrl", "-o", "x.html"],
            in: folder.path,
            environment: ["HOME": folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(made.status == 2, "\(made.errors)")
        let seen = try Interop.run("report_html.py", [folder.place("x.html")], in: folder).output
        #expect(seen.contains("verdict open") && seen.contains("ПОТПИСНИК НЕПОЗНАТ"), "\(seen)")
    }

    @Test func `refuses what it cannot write, and says what to do`() throws {
        for (language, output, status, code) in [
            ("bs", "x.pdf", 1, "report.no-pdf"), ("bs", "x.docx", 1, "report.other-format"),
            ("bs", "case/x.html", 1, "report.inside-case"),
            ("bs", "case/bag/../../case/x.html", 1, "report.inside-case"),
            ("bs", "nowhere/x.html", 1, "file.not-found"), ("de", "x.html", 64, "de"),
            ("sr", "x.html", 64, "sr"),
        ] as [(String, String, Int32, String)] {
            let refused = try report("case", language, output)
            #expect(refused.status == status, "\(language) \(output): \(refused.errors)")
            #expect(refused.errors.contains(code), "\(refused.errors)")
            #expect(!folder.exists(output))
        }
        try folder.write("there.html", "mine")
        #expect(try report("case", "bs", "there.html").errors.contains("file.exists"))
        #expect(try text("there.html") == "mine")
        #expect(try report("evidence", "bs", "x.html").errors.contains("verify.not-opened"))
        #expect(try report("no-case", "bs", "x.html").errors.contains("file.not-found"))
        #expect(
            try report("case", "bs", "x.html", "--evidence", "evidence").errors
                .contains("verify.no-evidence-folder"))
    }

    /// Every file with its content.
    private func contents(of name: String) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for path in folder.tree(name) {
            // A folder has no bytes.
            found[path] = (try? folder.read(name + "/" + path)) ?? []
        }
        return found
    }
}

/// The same with a receipt that is witnessed and stamped.
@Suite(.timeLimit(.minutes(10))) struct `The report of a case with its evidence` {
    @Test func `shows who took it over, when it existed at the latest, and who vouches for that`()
        throws
    {
        let stamped = try StampedCase()
        let scene = stamped.scene
        let received = try scene.receiver.plomba("receive", stamped.id, "-o", "case")
        try #require(received.status == 0, "\(received.errors)")
        let made = try scene.sender.plomba(
            "report", "case", "--evidence", "proof", "--language", "en", "-o", "court.html")
        #expect(made.status == 0, "\(made.errors)")
        let page = String(decoding: try scene.folder.read("court.html"), as: UTF8.self)
        #expect(page.contains("Existed at the latest:"))
        #expect(page.contains("Received by the intermediary server"))
        #expect(page.contains("tsa.example.org"))
        #expect(page.contains("Laid in the recipient") || page.contains("Received by the"))
        #expect(!page.contains("was not given for this report"))
        let seen = try Interop.run(
            "report_html.py", [scene.folder.place("court.html")], in: scene.folder)
        #expect(seen.output.contains("verdict holds"), "\(seen.output) \(seen.errors)")
        // The receipt of another case is a failure of the proof, on page one.
        try scene.folder.write(
            "proof/SubmissionAcceptance.json.sig",
            try scene.folder.read("proof/statement.json.sig"))
        let forged = try scene.sender.plomba(
            "report", "case", "--evidence", "proof", "--language", "en", "-o", "forged.html")
        #expect(forged.status == 2)
        let found = try Interop.run(
            "report_html.py", [scene.folder.place("forged.html")], in: scene.folder)
        #expect(
            found.output.contains("A confirmation that came with the material"),
            "\(found.output) \(found.errors)")
    }
}
