import Foundation
import Testing

/// What was done with a case after it was received, through the real program and other people's.
@Suite(.timeLimit(.minutes(10))) struct `What was done after receipt` {
    private let folder: Folder
    private let sender: Party
    private let receiver: Party

    private static let phone = "VP-2026-014-02"
    private static let expert = "vještak E-4, Sarajevo"

    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let text = String(decoding: try folder.read("case.json"), as: UTF8.self)
        var document = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        document["items"] = [Self.item("01"), Self.item("02")]
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
    }

    /// 01 is a file, 02 a telephone.
    private static func item(_ number: String) -> [String: Any] {
        var item: [String: Any] = [
            "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e\(number)",
            "exhibit_no": "VP-2026-014-\(number)", "title": ["text": "x", "lang": "bs"],
            "type": number == "01" ? "video" : "device", "copy_status": "original",
            "acquisition": [
                "method": "received_on_media", "by": "caseworker", "from": "P-7Q2K",
                "at": "2026-11-20T16:20:00Z",
                "place": "Bihać", "original_available": "yes_held",
            ],
            "sensitivity": [], "marking": ["purpose": "court", "release_to": ["prosecutor"]],
        ]
        if number == "01" {
            item["file"] = [
                "name_stored": "evidence/Željka_Đurić_ćšž.mp4", "name_original": "VID.mp4",
                "mime": "video/mp4",
            ]
        } else {
            item["physical"] = ["bag_no": "A-10293", "seal_no": "0045512", "seal_intact": true]
        }
        return item
    }

    private func add(_ act: String, _ more: String...) throws -> Outcome {
        try add(act, more)
    }

    private func add(_ act: String, _ more: [String]) throws -> Outcome {
        try receiver.plomba(
            arguments: [
                "custody", "add", "case", "--act", act, "--purpose", "vještačenje",
                "--authority", "nalog K-12/26",
            ] + more)
    }

    /// A telephone goes to an expert, is examined, comes back, and what was written wrong is corrected.
    private func story() throws {
        try folder.write("zapisnik.pdf", "signed by both")
        try folder.write("kopija.zip", "copy")
        let phone = ["--exhibit", Self.phone]
        for made in [
            try add("stored", "--all", "--place", "sef 2, Sarajevo"),
            try add(
                "handed_over",
                phone + [
                    "--to", Self.expert, "--seal", "0045512", "--seal-intact", "yes",
                    "--document", "zapisnik.pdf",
                ]),
            try add(
                "examined",
                phone + ["--by", Self.expert, "--tool", "NAME 1.2", "--result", "kopija.zip"]),
            try add(
                "received",
                phone + ["--from", Self.expert, "--place", "sef 9", "--seal-intact", "no"]),
            try add(
                "corrected",
                phone + [
                    "--corrects", "4", "--from", Self.expert, "--place", "sef 3", "--note",
                    "sef 3, plomba cijela",
                ]),
        ] {
            try #require(made.status == 0, "\(made.errors)")
        }
    }

    private func verify(_ party: Party? = nil) throws -> (status: Int32, acts: String?) {
        let verified = try (party ?? receiver).plomba("verify", "case", "--format", "json")
        let checks = try #require(verified.json()["checks"] as? [[String: Any]])
        let act = checks.first { $0["code"] as? String == "custody.acts" }
        let words = [act?["outcome"] as? String, act?["reasonCode"] as? String]
        return (verified.status, act.map { _ in words.compactMap { $0 }.joined(separator: ": ") })
    }

    private func python() throws -> Outcome {
        let shown = try receiver.plomba("organisation", "show", "--format", "json").json()
        let fingerprint = try #require(shown["fingerprint"] as? String)
        if !folder.exists("own.json") {
            let exported = try receiver.plomba("organisation", "export", "-o", "own.json")
            try #require(exported.status == 0, "\(exported.errors)")
        }
        let script = Program.root.appending(path: "Protocol/verifier/acts.py")
        return try Program.run(
            Interop.python(),
            [
                "-B", script.path(percentEncoded: false), "case", "--organisation",
                "own.json=\(fingerprint)",
            ], in: folder.path)
    }

    private func front(_ language: String, status: Int32) throws -> String {
        let report = try receiver.plomba(
            "report", "case", "--language", language, "-o", "\(language).html")
        #expect(report.status == status, "\(report.errors)")
        return String(decoding: try folder.read("\(language).html"), as: UTF8.self)
    }

    @Test func `is signed, linked, shown by verify and report, and checked without us`() throws {
        #expect(try verify() == (0, nil))
        try story()
        #expect(try verify() == (0, "passed"))
        let text = try receiver.plomba("verify", "case").output
        #expect(
            text.contains("act 2: handed_over, '\(Self.phone)', to '\(Self.expert)'"), "\(text)")
        let checked = try python()
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        #expect(checked.output.split(separator: "\n").count == 6)
        let page = try front("bs", status: 0)
        for words in [
            "Pohranjeno", "sef 2, Sarajevo", "zapisnik.pdf", "kopija.zip", "izvršio: ",
            "PLOMBA OŠTEĆENA", "ispravljeno zapisom br. 7", "ispravlja br. 6",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        // Where the telephone lies, the correction says; the rest was never moved.
        let now = try #require(page.firstRange(of: "Posljednje zabilježeno mjesto")).upperBound
        let line = page[now...].prefix(while: { $0 != "\n" }).prefix(300)
        #expect(line.contains("sef 2, Sarajevo") && line.contains("sef 3"), "\(line)")
        #expect(!line.contains("sef 9"), "\(line)")
        let lint = try receiver.plomba("lint", "case")
        #expect(lint.status == 0, "\(lint.output) \(lint.errors)")
        try stockTools()
    }

    /// `ssh-keygen` with the list that the README names.
    private func stockTools() throws {
        let signers = try receiver.plomba("partner", "signers")
        try folder.write("allowed_signers", signers.output)
        for (file, status) in [("0002", 0), ("0003", 255)] as [(String, Int32)] {
            let text = file == "0003" ? "case/acts/0002" : "case/acts/0003"
            let other = status == 0 ? "case/acts/\(file)" : text
            let command =
                "ssh-keygen -Y verify -f allowed_signers -I intake-officer@\(Parties.receiver) "
                + "-n plomba/v1/CustodyAct -s case/acts/\(file)-CustodyAct.json.sig "
                + "< \(other)-CustodyAct.json"
            let seen = try Program.run("/bin/sh", ["-c", command], in: folder.path)
            #expect(seen.status == status, "\(seen.output)\(seen.errors)")
        }
    }

    @Test(arguments: [
        ("taken out", "failed: custody.hole"), ("swapped", "failed: custody.out-of-order"),
        ("another in its place", "failed: custody.fork"),
        ("changed", "failed: statement.signature-invalid"),
        ("half", "failed: custody.hole"),
    ])
    func `shows what was done to it`(how: String, said: String) throws {
        try story()
        try spoil(how)
        #expect(try verify() == (2, said), "\(how)")
        #expect(try python().status == 2)
        let more = try add("stored", "--all", "--place", "sef 4")
        #expect(more.status == 1 && more.code == "custody.broken", "\(more.errors)")
        let page = try front("en", status: 2)
        let seen = try Interop.run("report_html.py", [folder.place("en.html")], in: folder).output
        #expect(seen.contains("Failed: the acts after receipt are signed and linked"), "\(seen)")
        // What does not hold tells no place.
        #expect(!page.contains("sef 9") && !page.contains("sef 3"), "\(how)")
    }

    private func spoil(_ how: String) throws {
        let files = FileManager.default
        func name(_ number: Int) -> String { "case/acts/000\(number)-CustodyAct.json" }
        func move(_ from: String, _ to: String) throws {
            try? files.removeItem(atPath: folder.place(to))
            try files.moveItem(atPath: folder.place(from), toPath: folder.place(to))
        }
        switch how {
        case "taken out":
            for end in ["", ".sig"] { try files.removeItem(atPath: folder.place(name(2) + end)) }
        case "half": try files.removeItem(atPath: folder.place(name(2) + ".sig"))
        case "changed":
            let text = String(decoding: try folder.read(name(2)), as: UTF8.self)
            try folder.write(name(2), text.replacing("nalog K-12/26", with: "nalog K-13/26"))
        case "swapped":
            for end in ["", ".sig"] {
                try move(name(2) + end, "kept" + end)
                try move(name(3) + end, name(2) + end)
                try move("kept" + end, name(3) + end)
            }
        default:
            // The history goes on from another second act: everything after it does not follow.
            for number in 2...5 {
                for end in ["", ".sig"] { try move(name(number) + end, "kept\(number)" + end) }
            }
            let made = try add("moved", "--all", "--place", "sef 7")
            try #require(made.status == 0, "\(made.errors)")
            for number in 3...5 {
                for end in ["", ".sig"] { try move("kept\(number)" + end, name(number) + end) }
            }
        }
    }

    @Test func `contradicts itself where two copies were written on apart`() throws {
        try story()
        let files = FileManager.default
        try files.copyItem(atPath: folder.place("case"), toPath: folder.place("other"))
        for end in ["", ".sig"] {
            try files.removeItem(atPath: folder.place("case/acts/0005-CustodyAct.json\(end)"))
        }
        let made = try add("accessed", "--all")
        try #require(made.status == 0, "\(made.errors)")
        #expect(try receiver.plomba("lint", "case").status == 0)
        let lint = try receiver.plomba("lint", "case", "other")
        #expect(lint.status == 2)
        #expect(lint.output.contains("lint.act-fork"), "\(lint.output)")
        for end in ["", ".sig"] {
            let place = folder.place("case/acts/0001-CustodyAct.json\(end)")
            try files.removeItem(atPath: place)
            try files.copyItem(
                atPath: folder.place("case/acts/0002-CustodyAct.json\(end)"), toPath: place)
        }
        let text = String(
            decoding: try folder.read("case/acts/0003-CustodyAct.json"), as: UTF8.self)
        try folder.write("case/acts/0003-CustodyAct.json", text.replacing("ok", with: "on"))
        let broken = try receiver.plomba("lint", "case")
        #expect(broken.status == 2)
        #expect(broken.output.contains("statement.s"), "\(broken.output)")
    }

    @Test func `of somebody whom nobody knows is not checked, and gives no place`() throws {
        try story()
        try folder.write("nobody/empty", "")
        let report = try Program.run(
            Program.path("plomba"), ["report", "case", "--language", "en", "-o", "x.html"],
            in: folder.path, environment: ["HOME": folder.place("nobody")])
        #expect(report.status == 2, "\(report.errors)")
        let page = String(decoding: try folder.read("x.html"), as: UTF8.self)
        #expect(page.contains("No place of keeping is recorded after receipt"))
        let verified = try Program.run(
            Program.path("plomba"), ["verify", "case"], in: folder.path,
            environment: ["HOME": folder.place("nobody")])
        #expect(verified.output.contains("signed by somebody@\(Parties.receiver)"))
    }

    @Test func `is refused where it would say too little or something else`() throws {
        for (act, more, code) in [
            ("handed_over", ["--all"], "custody.words"), ("stored", ["--all"], "custody.words"),
            ("redacted", ["--all", "--result", "nowhere.mp4"], "file.not-found"),
            ("accessed", ["--exhibit", "no-such"], "custody.no-such-exhibit"),
            ("corrected", ["--all", "--corrects", "1", "--note", "x"], "custody.no-such-act"),
            ("accessed", ["--all", "--at", "2099-01-01T00:00:00Z"], "custody.words"),
        ] as [(String, [String], String)] {
            let refused = try add(act, more)
            #expect(refused.status == 1 && refused.code == code, "\(act): \(refused.errors)")
        }
        #expect(try add("stolen", "--all").status == 64)
        #expect(try add("accessed").status == 64)
        #expect(try add("accessed", "--all", "--exhibit", Self.phone).status == 64)
        #expect(!folder.exists("case/acts"))
        try folder.write("case/bag/data/evidence/Željka_Đurić_ćšž.mp4", "another film")
        let differs = try add("accessed", "--exhibit", "VP-2026-014-01")
        #expect(differs.status == 1 && differs.code == "custody.exhibit-differs")
    }
}
