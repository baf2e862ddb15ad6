import Foundation
import Testing

/// An opened case as CASE JSON-LD, through the real program and `case_validate`.
@Suite(.timeLimit(.minutes(10))) struct `A case for other forensic programs` {
    private let folder: Folder
    private let sender: Party
    private let receiver: Party
    private static let film = "evidence/Željka_Đurić_ćšž.mp4"
    private static let named = "evidence/Željka_Đurić_ćšž.csv"

    /// Two described exhibits, a translation of the first, and what three programs wrote about one.
    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try folder.write(Self.named, "time,place\n")
        try folder.write("evidence/Željka_Đurić_ćšž.c2pa", "manifest store")
        // sha256 of 'content 1\n', the second file.
        try folder.write("evidence/\(Self.digest).proof.csv", "File Hash SHA256\n")
        try folder.write("evidence/translation.txt", "prijevod\n")
        let text = String(decoding: try folder.read("case.json"), as: UTF8.self)
        var document = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        document["items"] = Self.items
        document["consent"] = [ConsentEntry.to(["prosecutor"])]
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        let said = try sender.plomba("partner", "class", receiver.name, "prosecutor")
        try #require(said.status == 0, "\(said.errors)")
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
    }

    private static let digest =
        "59e709625682d8e5a571a2b11fa44b54c393869f3a49bb67bea1802fc6937972"

    private static var items: [[String: Any]] {
        var film = item("01", "video", path: film)
        film["metadata_files"] = [named]
        var phone = item("02", "device", path: nil)
        phone["physical"] = ["bag_no": "A-10293", "seal_no": "0045512", "seal_intact": true]
        var translation = item("03", "document", path: "evidence/translation.txt")
        translation["copy_status"] = "translation"
        translation["derived_from"] = [
            "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e01", "method": "by hand",
            "reason": "the court reads Bosnian",
        ]
        return [film, phone, translation]
    }

    private static func item(_ number: String, _ type: String, path: String?) -> [String: Any] {
        var item: [String: Any] = [
            "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e\(number)",
            "exhibit_no": "VP-2026-014-\(number)",
            "title": ["text": "x <\(number)>", "lang": "bs"],
            "type": type, "copy_status": "original",
            "acquisition": [
                "method": "received_on_media", "by": "caseworker", "from": "P-7Q2K",
                "at": "2026-11-20T16:20:00Z", "place": "Bihać",
                "device": ["make": "Acme", "model": "One", "serial": "1"],
                "original_available": "yes_held",
            ],
            "sensitivity": ["third_party"],
            "marking": ["purpose": "court", "release_to": ["prosecutor"]],
        ]
        if let path {
            item["file"] = ["name_stored": path, "name_original": "VID.mp4", "mime": "video/mp4"]
        }
        return item
    }

    private func export(_ name: String, _ more: String...) throws -> Outcome {
        try receiver.plomba(arguments: ["export-case", "case", "-o", name] + more)
    }

    private func check(_ arguments: String...) throws -> Outcome {
        try Interop.run("case_check.py", arguments, in: folder)
    }

    @Test func `is written by the shapes of CASE 1_4, the same twice, and changes nothing`() throws
    {
        let before = folder.tree("case")
        let made = try export("one.jsonld", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.json()["verified"] as? Bool == true)
        #expect(try made.json()["exhibits"] as? Int == 3)
        #expect(try export("two.jsonld").status == 0)
        #expect(try folder.read("one.jsonld") == folder.read("two.jsonld"))
        #expect(folder.tree("case") == before)
        let checked = try check("one.jsonld")
        #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
        #expect(checked.output.contains("conforms=True unknown-terms=0"))
        let damaged = try check("--damage", "one.jsonld")
        #expect(damaged.status == 0, "\(damaged.output) \(damaged.errors)")
    }

    @Test func `says who did what to which file, and nothing that the case does not hold`() throws {
        for act in [
            ["stored", "--all", "--place", "safe 2"],
            [
                "handed_over", "--exhibit", "VP-2026-014-02", "--to", "expert E-4",
                "--seal", "0045512", "--seal-intact", "yes",
            ],
        ] {
            let added = try receiver.plomba(
                arguments: [
                    "custody", "add", "case", "--act", act[0], "--purpose", "examination",
                    "--authority", "order K-12/26",
                ] + act.dropFirst())
            try #require(added.status == 0, "\(act): \(added.errors)")
        }
        #expect(try export("case.jsonld").status == 0)
        #expect(try check("case.jsonld").status == 0)
        let facts = try check("--facts", "case.jsonld")
        #expect(facts.status == 0, "\(facts.errors)")
        let lines = facts.output.split(separator: "\n").map(String.init)
        for expected in [
            "verdict verified", "organisation vasaprava.ba", "organisation group484.rs",
            "exhibit VP-2026-014-01", "exhibit VP-2026-014-02", "action sealed by vasaprava.ba ",
            "action stored by group484.rs informed", "action handed over by group484.rs informed",
            "sidecar: metadata file", "sidecar: ProofMode",
        ] {
            #expect(lines.contains(expected), "\(expected): \(facts.output)")
        }
        let manifest = String(
            decoding: try folder.read("case/bag/manifest-sha256.txt"), as: UTF8.self)
        let listed = manifest.split(separator: "\n").map { line in
            "file " + line.prefix(64) + " " + line.dropFirst(66)
        }
        #expect(Set(lines.filter { $0.hasPrefix("file ") }) == Set(listed))
    }

    @Test func `names what other programs wrote about a file, and leaves it as it is`() throws {
        let made = try export("case.jsonld", "--format", "json")
        let sidecars = try #require(made.json()["sidecars"] as? [[String: Any]])
        let found = sidecars.map { sidecar in
            [sidecar["kind"], sidecar["file"], sidecar["about"]].map { $0 as? String ?? "-" }
                .joined(separator: " ")
        }
        #expect(
            Set(found) == [
                "metadata file data/\(Self.named) data/\(Self.film)",
                "C2PA data/evidence/Željka_Đurić_ćšž.c2pa -",
                "ProofMode data/evidence/\(Self.digest).proof.csv data/evidence/снимак 1.mov",
            ])
        let text = try export("text.jsonld")
        // Two files beside it could be meant.
        #expect(text.output.contains("C2PA, about nothing that is here"), "\(text.output)")
    }

    @Test func `is refused when the case does not hold`() throws {
        try folder.write("case/bag/data/" + Self.film, "other\n")
        let refused = try export("case.jsonld")
        #expect(refused.status == 2)
        #expect(refused.code == "case-export.not-verified", "\(refused.errors)")
        #expect(!folder.exists("case.jsonld"))
    }

    @Test func `says in the file that nobody here knows the signer`() throws {
        let made = try Program.run(
            Program.path("plomba"), ["export-case", "case", "-o", "x.jsonld"], in: folder.path,
            environment: ["HOME": folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(made.status == 2, "\(made.errors)")
        #expect(made.output.contains("signer unknown"), "\(made.output)")
        #expect(try check("x.jsonld").status == 0)
        let facts = try check("--facts", "x.jsonld").output
        #expect(facts.contains("verdict signer unknown"), "\(facts)")
    }

    @Test func `refuses what it cannot write, and says what to do`() throws {
        for (output, code) in [
            ("x.ttl", "case-export.other-format"), ("case/x.jsonld", "case-export.inside-case"),
            ("nowhere/x.jsonld", "file.not-found"),
        ] {
            let refused = try export(output)
            #expect(refused.status == 1 && refused.code == code, "\(output): \(refused.errors)")
            #expect(!folder.exists(output))
        }
        try folder.write("there.jsonld", "mine")
        #expect(try export("there.jsonld").code == "file.exists")
        #expect(try folder.read("there.jsonld") == Array("mine".utf8))
        let none = try receiver.plomba("export-case", "evidence", "-o", "x.jsonld")
        #expect(none.code == "verify.not-opened", "\(none.errors)")
    }

    @Test func `has an example in its specification that conforms`() throws {
        let path = Program.root.appending(path: "Protocol/case-mapping.md")
        let checked = try check(path.path(percentEncoded: false))
        #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
    }

    @Test func `says in its help that the file is not encrypted`() throws {
        let help = try Program.run(
            Program.path("plomba"), ["help", "export-case"], in: folder.path)
        #expect(help.output.contains("THE FILE IS NOT ENCRYPTED"))
    }
}

/// The same of a case with a receipt that is witnessed and stamped.
@Suite(.timeLimit(.minutes(10))) struct `A case with its evidence for other forensic programs` {
    @Test func `holds the broker's steps and the recipient's, each after the one before`() throws {
        let stamped = try StampedCase()
        let scene = stamped.scene
        let received = try scene.receiver.plomba("receive", stamped.id, "-o", "case")
        try #require(received.status == 0, "\(received.errors)")
        let made = try scene.sender.plomba(
            "export-case", "case", "--evidence", "proof", "-o", "case.jsonld")
        #expect(made.status == 0, "\(made.errors)")
        let place = scene.folder.place("case.jsonld")
        let checked = try Interop.run("case_check.py", [place], in: scene.folder)
        #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
        let facts = try Interop.run("case_check.py", ["--facts", place], in: scene.folder)
        for expected in [
            "verdict verified", "action sealed by vasaprava.ba",
            "action received by the broker by ", "action laid in the mailbox by ",
        ] {
            #expect(facts.output.contains(expected), "\(expected): \(facts.output)")
        }
    }
}
