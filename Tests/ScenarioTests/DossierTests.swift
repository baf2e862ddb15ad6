import Foundation
import Testing

/// One file with all that it takes to check a case, through the real program and other people's.
@Suite(.timeLimit(.minutes(10))) struct `A dossier` {
    private let folder: Folder
    private let sender: Party
    private let receiver: Party

    /// A case that came by hand, with an act after it came.
    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try sender.sealCase(for: receiver.mailbox)
        try receiver.openCase()
        let added = try receiver.plomba(
            "custody", "add", "case", "--act", "stored", "--all", "--place", "safe 2", "--purpose",
            "safekeeping", "--authority", "order K-12/26")
        try #require(added.status == 0, "\(added.errors)")
    }

    private func make(_ name: String, _ more: String...) throws -> Outcome {
        try receiver.plomba(arguments: ["dossier", "case", "-o", name] + more)
    }

    @Test func `is the same bytes twice, holds what is needed, and changes nothing`() throws {
        try folder.write("case/notes of mine.txt", "private\n")
        let before = folder.tree("case")
        let made = try make("one.tar", "--report", "bs", "en", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.json()["leftOut"] as? [String] == ["notes of mine.txt"])
        #expect(try make("two.tar", "--report", "bs", "--report", "en").status == 0)
        #expect(try folder.read("one.tar") == folder.read("two.tar"))
        #expect(folder.tree("case") == before)
        let listed = try DossierTool.run("list", "one.tar", in: folder).output
        for name in [
            "README-VERIFY", "case/bag/data/evidence/снимак 1.mov", "case/statement.json.sig",
            "case/acts/0001-CustodyAct.json", "keys/allowed_signers", "keys/vasaprava.ba.json",
            "keys/group484.rs.json", "report/report-bs.html", "report/report-en.html",
            "verifier/verify.py", "schemas/texts.json", "SHA256SUMS",
        ] {
            #expect(listed.contains(name + "\n"), "\(name): \(listed)")
        }
        #expect(!listed.contains("notes of mine"))
    }

    @Test func `is verified by stock tools, step by step, and by us`() throws {
        #expect(try make("dossier.tar", "--report", "bs").status == 0)
        try DossierTool.requireReadmeHolds("dossier.tar", in: folder)
        let verified = try receiver.plomba("verify", "dossier.tar", "--format", "json")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        let checks = try DossierTool.checks(verified)
        for code in [
            "dossier.encoding", "dossier.files", "dossier.verifier", "bag.manifests",
            "seal.signature", "custody.acts",
        ] {
            #expect(checks[code] == "passed", "\(code): \(checks)")
        }
        // The same where nobody is known: consistent, signer unknown.
        let alone = try Program.run(
            Program.path("plomba"), ["verify", "dossier.tar"], in: folder.path,
            environment: ["HOME": folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(alone.status == 2)
        #expect(alone.output.contains("signer unknown"), "\(alone.output)")
    }

    @Test func `carries the verifier that is published`() throws {
        #expect(try make("dossier.tar").status == 0)
        let unpacked = try Program.run(
            Program.tool("tar"), ["-xf", folder.place("dossier.tar")], in: folder.path)
        #expect(unpacked.status == 0)
        for (name, place) in [("verifier", "Protocol/verifier"), ("schemas", "Protocol/schemas")] {
            let names = folder.tree(name)
            #expect(names.count > 10)
            for file in names {
                let published = Program.root.appending(path: "\(place)/\(file)")
                #expect(
                    try folder.read("\(name)/\(file)") == Array(Data(contentsOf: published)),
                    "\(file): run Tools/make-verifier-source")
            }
        }
        let inside = try receiver.plomba("verify", ".")
        #expect(inside.status == 1 && inside.code == "dossier.unpacked", "\(inside.errors)")
    }

    /// Each change, and the check that must find it.
    private static let changes: [(what: String, paths: [String], check: String)] = [
        ("flip", ["README-VERIFY"], "dossier.files"),
        ("flip", ["case/bag/data/evidence/снимак 1.mov"], "dossier.files"),
        ("flip", ["case/bag/case.json"], "dossier.files"),
        ("flip", ["case/statement.json.sig"], "dossier.files"),
        ("flip", ["case/acts/0001-CustodyAct.json"], "dossier.files"),
        ("flip", ["keys/vasaprava.ba.json"], "dossier.files"),
        ("flip", ["report/report-bs.html"], "dossier.files"),
        ("flip", ["verifier/verify.py"], "dossier.files"),
        ("flip", ["SHA256SUMS"], "dossier.files"),
        ("remove", ["case/acts/0001-CustodyAct.json.sig"], "dossier.files"),
        ("remove", ["case/bag/data/evidence/снимак 1.mov"], "dossier.files"),
        ("remove", ["SHA256SUMS"], "dossier.encoding"),
        ("add", ["case/bag/data/more"], "dossier.files"),
        ("add", ["stranger/more"], "dossier.encoding"),
        (
            "swap",
            [
                "case/bag/data/evidence/снимак 1.mov",
                "case/bag/data/evidence/dëshmi të reja.pdf",
            ], "dossier.files"
        ),
        ("append", [], "dossier.encoding"), ("cut", [], "dossier.encoding"),
    ]

    @Test func `that was changed is found by both`() throws {
        try #require(make("dossier.tar", "--report", "bs").status == 0)
        for (number, change) in Self.changes.enumerated() {
            let copy = "changed-\(number).tar"
            let changed = try DossierTool.run(
                change.what, "dossier.tar", copy, change.paths, in: folder)
            try #require(changed.status == 0, "\(change): \(changed.errors)")
            let verified = try receiver.plomba("verify", copy, "--format", "json")
            #expect(verified.status == 2, "\(change): \(verified.output) \(verified.errors)")
            let outcome = try DossierTool.checks(verified)[change.check] ?? "nothing"
            // A flipped line of the list may be no line any more.
            let isFound =
                outcome.hasPrefix("failed")
                || change.paths == ["SHA256SUMS"] && outcome.hasPrefix("not checked")
            #expect(isFound, "\(change): \(verified.output)")
            // tar itself passes over what stands after the end.
            guard change.what != "append", change.what != "cut" else { continue }
            let readme = try DossierTool.readme(copy, in: folder)
            #expect(readme.status != 0, "\(change): \(readme.output)")
        }
    }

    /// Whoever changes something can make the list anew: then signatures find it.
    @Test(arguments: [
        ("case/bag/data/evidence/снимак 1.mov", "bag.manifests"),
        ("case/bag/case.json", "bag.manifests"), ("case/header.age", "outer.payload"),
        ("case/statement.json.sig", "outer.statement-signature"),
        ("case/acts/0001-CustodyAct.json", "custody.acts"),
    ])
    func `with a new list is found by the signatures`(path: String, check: String) throws {
        try #require(make("dossier.tar").status == 0)
        let changed = try DossierTool.run("honest", "dossier.tar", "copy.tar", [path], in: folder)
        try #require(changed.status == 0, "\(changed.errors)")
        let verified = try receiver.plomba("verify", "copy.tar", "--format", "json")
        #expect(verified.status == 2)
        let checks = try DossierTool.checks(verified)
        #expect(checks["dossier.files"] == "passed", "\(checks)")
        #expect(checks.values.contains { $0.hasPrefix("failed") }, "\(checks)")
        let readme = try DossierTool.readme("copy.tar", in: folder)
        #expect(readme.status == 1 && readme.output.contains("FAILED at step"), "\(readme.output)")
    }

    @Test func `is not made of what does not hold, or of strangers' material`() throws {
        for (output, code) in [
            ("x.zip", "dossier.other-format"), ("case/x.tar", "dossier.inside-case"),
            ("nowhere/x.tar", "file.not-found"),
        ] {
            let refused = try make(output)
            #expect(refused.status == 1 && refused.code == code, "\(output): \(refused.errors)")
        }
        let stranger = try Program.run(
            Program.path("plomba"), ["dossier", "case", "-o", "x.tar"], in: folder.path,
            environment: ["HOME": folder.place("nobody"), "PLOMBA_HOME": ""])
        #expect(
            stranger.errors.contains("dossier.signer-unknown") && stranger.status == 1,
            "\(stranger.errors)")
        try folder.write("case/bag/data/evidence/empty", "no longer")
        let failed = try make("x.tar")
        #expect(failed.status == 2 && failed.code == "dossier.not-verified", "\(failed.errors)")
        #expect(!folder.exists("x.tar"))
        try FileManager.default.removeItem(atPath: folder.place("case/bag/data/evidence/empty"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("case/bag/data/evidence/empty"), withDestinationPath: "/dev/null")
        #expect(try make("x.tar").code == "payload.not-a-file")
        #expect(!folder.exists("x.tar"))
    }
}

/// A dossier with everything: a receipt that is witnessed and stamped.
@Suite(.timeLimit(.minutes(10))) struct `A dossier with evidence` {
    @Test func `is verified by stock tools, its evidence too, and by us`() throws {
        let stamped = try StampedCase()
        let (scene, folder) = (stamped.scene, stamped.scene.folder)
        let received = try scene.receiver.plomba("receive", stamped.id, "-o", "case")
        try #require(received.status == 0, "\(received.errors)")
        let made = try scene.sender.plomba(
            "dossier", "case", "--evidence", "proof", "--report", "mk", "-o", "dossier.tar")
        #expect(made.status == 0, "\(made.output) \(made.errors)")
        try DossierTool.requireReadmeHolds("dossier.tar", in: folder)
        let verified = try scene.sender.plomba("verify", "dossier.tar", "--format", "json")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        let checks = try DossierTool.checks(verified)
        for code in ["dossier.files", "log.witnesses", "time.token", "receipt.signature"] {
            #expect(checks[code] == "passed", "\(code): \(checks)")
        }
        // The evidence in it is checked further by its own text.
        let unpacked = try Program.run(
            Program.tool("tar"), ["-xf", folder.place("dossier.tar"), "evidence"],
            in: folder.path)
        #expect(unpacked.status == 0)
        try folder.write("desk-of-evidence/.keep", "")
        try FileManager.default.removeItem(atPath: folder.place("desk-of-evidence/.keep"))
        let inner = try Interop.run(
            "receipt_readme.py", [folder.place("evidence"), folder.place("desk-of-evidence")],
            in: folder)
        #expect(inner.status == 0, "\(inner.output) \(inner.errors)")
        let acceptance = "evidence/SubmissionAcceptance.json.sig"
        let changed = try DossierTool.run(
            "honest", "dossier.tar", "copy.tar", [acceptance], in: folder)
        try #require(changed.status == 0, "\(changed.errors)")
        #expect(try scene.sender.plomba("verify", "copy.tar").status == 2)
        #expect(try DossierTool.readme("copy.tar", in: folder).status == 1)
    }
}

/// The scripts that change a dossier and follow its text.
enum DossierTool {
    static func run(
        _ what: String, _ source: String, _ target: String? = nil, _ paths: [String] = [],
        in folder: Folder
    ) throws -> Outcome {
        try Interop.run(
            "dossier_change.py",
            [what, folder.place(source)] + (target.map { [folder.place($0)] } ?? []) + paths,
            in: folder)
    }

    /// On a desk of its own.
    static func readme(_ name: String, in folder: Folder) throws -> Outcome {
        let desk = folder.place("desk-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            atPath: desk, withIntermediateDirectories: false)
        return try Interop.run("dossier_readme.py", [folder.place(name), desk], in: folder)
    }

    static func requireReadmeHolds(_ name: String, in folder: Folder) throws {
        let followed = try readme(name, in: folder)
        #expect(followed.status == 0, "\(followed.output) \(followed.errors)")
        #expect(followed.output.contains("each gives what the text expects"))
    }

    /// `passed`, or the outcome with its reason's code.
    static func checks(_ verified: Outcome) throws -> [String: String] {
        let lines = try #require(verified.json()["checks"] as? [[String: Any]])
        return Dictionary(
            lines.map { line in
                let words = [line["outcome"] as? String, line["reasonCode"] as? String]
                return (
                    line["code"] as? String ?? "",
                    words.compactMap { $0 }.joined(separator: ": ")
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
