import BagIt
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import EvidenceBundle

/// Some files of an original, shown to somebody who did not get the original.
@Suite struct `Disclosing a part` {
    private static let files: [(String, [UInt8])] = [
        ("photos/1.jpg", Array("one".utf8)), ("photos/2.jpg", Array("two".utf8)),
        ("snimak.mov", Array("video".utf8)), ("z.txt", []),
    ]

    private func passed(_ items: [String] = ["photos/2.jpg", "z.txt"]) throws -> PassedOn {
        let first = try Scene()
        try first.seal(Self.files)
        try first.open()
        return try PassedOn(
            disclosing: items, of: first, to: TestOrganisation("tuzilastvo.example"))
    }

    private func refusal(_ passed: PassedOn) -> OriginalError? {
        do {
            try passed.pass()
            return nil
        } catch BundleError.original(let error) {
            #expect(!passed.scene.exists("case"), "nothing is left after a refusal")
            return error
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }

    @Test func `the receiver proves that the files are part of what was sealed`() throws {
        let passed = try passed()
        let opened = try passed.pass()
        #expect(opened.verdict.isPositive, "\(opened.verdict)")
        let original = try #require(opened.original)
        #expect(original.isVerified)
        #expect(original.kind == .disclosed)
        #expect(original.files == 2)
        #expect(original.sender.name.text == "vasaprava.ba")
        #expect(try passed.scene.read("case/bag/data/photos/2.jpg") == Array("two".utf8))
        let folder = try passed.verifyFolder()
        #expect(folder.verdict.isPositive)
        #expect(folder.original?.kind == .disclosed)
        let checks = folder.verdict.checks.map(\.code)
        #expect(checks.contains(.originalFiles) && checks.contains(.originalSeal))
    }

    @Test func `a bundle without an original says nothing of one`() throws {
        let scene = try Scene()
        try scene.seal(Self.files)
        let opened = try scene.open()
        #expect(opened.original == nil)
        #expect(!opened.verdict.checks.contains { $0.code == .originalFiles })
        #expect(opened.verdict.isPositive)
    }

    @Test func `an unknown first sender is not checked, and never positive`() throws {
        var passed = try passed()
        passed.known.removeFirst()
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.verdict.failures.isEmpty)
        #expect(opened.original?.doubt?.code == "original.sender-unknown")
        #expect(opened.verdict.unmet == [.custodyChain])
        let folder = try passed.verifyFolder()
        #expect(!folder.verdict.isPositive)
        // The files are held against the seal all the same.
        #expect(
            folder.verdict.checks.contains {
                $0.code == .originalFiles && $0.outcome == .passed
            })
    }

    @Test func `a file that no line covers is named`() throws {
        var passed = try passed()
        passed["smuggled.txt"] = [1]
        #expect(refusal(passed) == .filesDiffer([difference(.extra, "smuggled.txt")]))
    }

    @Test func `a line without its file is named`() throws {
        var passed = try passed()
        passed.files.removeAll { $0.path == "z.txt" }
        #expect(refusal(passed) == .filesDiffer([difference(.missing, "z.txt")]))
    }

    @Test func `another content under a covered name is named`() throws {
        var passed = try passed()
        passed["z.txt"] = [7]
        #expect(refusal(passed) == .filesDiffer([difference(.content, "z.txt")]))
    }

    @Test func `two files that changed names are both named`() throws {
        var passed = try passed(["photos/1.jpg", "photos/2.jpg"])
        let one = passed["photos/1.jpg"]
        passed["photos/1.jpg"] = passed["photos/2.jpg"]
        passed["photos/2.jpg"] = one
        #expect(
            refusal(passed)
                == .filesDiffer([
                    difference(.content, "photos/1.jpg"), difference(.content, "photos/2.jpg"),
                ]))
    }

    @Test func `one file cannot be shown as two`() throws {
        var passed = try passed()
        passed["photos/3.jpg"] = passed["photos/2.jpg"]
        #expect(refusal(passed) == .filesDiffer([difference(.extra, "photos/3.jpg")]))
        var twice = try self.passed()
        let line = twice[PassedOn.proof + "openings.txt"].prefix { $0 != 0x0A } + [0x0A]
        twice[PassedOn.proof + "openings.txt"] = line + twice[PassedOn.proof + "openings.txt"]
        #expect(refusal(twice) == .proofMalformed(number: 1))
    }

    @Test func `a line that the discloser wrote is not covered`() throws {
        var passed = try passed()
        passed["z.txt"] = [7]
        let line = OpeningLine.item(path: try BagPath("data/z.txt"), size: 1, digest: .of([7]))
        let lines = passed[PassedOn.proof + "openings.txt"].split(separator: 0x0A)
        passed[PassedOn.proof + "openings.txt"] =
            Array(lines[0]) + [0x0A] + line.encoded(salt: .random())
        #expect(
            refusal(passed)
                == .openingNotCommitted(number: 1, difference(.uncovered, "z.txt")))
    }

    @Test func `items of two originals do not mix`() throws {
        var passed = try passed()
        let other = try Scene(from: passed.known[0], to: passed.known[1])
        try other.seal([("zz.txt", [5])])
        try other.open()
        let foreign = try #require(try PassedOn.proof(of: other).items.first)
        passed["zz.txt"] = [5]
        passed[PassedOn.proof + "openings.txt"] += foreign.line
        #expect(
            refusal(passed)
                == .openingNotCommitted(number: 1, difference(.uncovered, "zz.txt")))
    }

    @Test func `the seal of another original, or of another organisation, covers nothing here`()
        throws
    {
        var passed = try passed()
        for sender in [passed.known[0], try TestOrganisation("third.example")] {
            let other = try Scene(from: sender, to: passed.known[1])
            let text = CaseJSON.minimal(mode: .live)
                .replacing("\"vasaprava.ba\"", with: "\"\(sender.verified.name.text)\"")
            try other.seal(Self.files, request: other.request(caseDocument: text.bytes))
            try other.open(context: other.context())
            passed.custody = SealedOriginal.custody(
                [(.sealed, try PassedOn.proof(of: other).seal)], from: 1)
            #expect(refusal(passed) == .commitmentsDiffer(number: 1))
        }
    }

    @Test func `a seal that the discloser signed in the sender's name is by nobody's key`() throws {
        var passed = try passed()
        let good = try #require(passed.custody.first)
        let statement = try SignedStatement(
            json: good.content, signature: passed.custody[1].content, entry: nil)
        let claims = try statement.unverified(as: SealedStatement.self, mode: .live)
        let giver = passed.scene.sender
        let forged = try SignedStatement.sign(
            SealedStatement(
                commitmentsDigest: claims.commitmentsDigest, consignment: claims.consignment,
                sender: claims.sender, keyID: giver.member.publicKey.id,
                claimedTime: claims.sealedTime), mode: .live, with: giver.member)
        passed.custody = SealedOriginal.custody([(.sealed, forged)], from: 1)
        #expect(refusal(passed) == .custody(.signerUnknown(position: 0)))
    }

    @Test func `the lines after the items are no part of a disclosure`() throws {
        var passed = try passed()
        let first = try Scene(from: passed.known[0], to: passed.known[1])
        try first.seal(Self.files)
        try first.open()
        passed = try PassedOn(
            disclosing: ["z.txt"], of: first, to: passed.scene.receiver)
        let lines = String(decoding: try first.read("case/bag/openings.txt"), as: UTF8.self)
        let fixed = lines.split(separator: "\n").filter { !$0.hasPrefix("item ") }
        passed[PassedOn.proof + "openings.txt"] += Array((fixed[0] + "\n").utf8)
        #expect(refusal(passed) == .proofMalformed(number: 1))
        passed[PassedOn.proof + "openings.txt"] += Array(
            fixed.dropFirst().map { $0 + "\n" }.joined().utf8)
        #expect(refusal(passed) == .proofMalformed(number: 1))
    }

    @Test func `a proof without a seal, a seal without its proof`() throws {
        var passed = try passed()
        let custody = passed.custody
        passed.custody = []
        #expect(refusal(passed) == .withoutSeal)
        passed.custody = custody
        let files = passed.files
        passed.files.removeAll { $0.path == PassedOn.proof + "commitments.txt" }
        #expect(refusal(passed) == .proofMalformed(number: 1))
        passed.files = files.filter { !$0.path.hasPrefix("plomba-original/") }
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.original == nil)
        #expect(opened.verdict.unmet == [.custodyChain])
    }

    @Test(arguments: [
        "plomba-original/0001/manifest.txt", "plomba-original/1/openings.txt",
        "plomba-original/note.txt", "plomba-original/0001/deep/openings.txt",
    ])
    func `nothing else stands in the reserved folder`(_ name: String) throws {
        var passed = try passed()
        passed[name] = [1]
        #expect(refusal(passed) == .reservedName(try BagPath("data/" + name)))
    }

    @Test func `a proof for a statement that is no seal is refused`() throws {
        var passed = try passed()
        for part in ["commitments.txt", "openings.txt"] {
            passed["plomba-original/0002/" + part] = passed[PassedOn.proof + part]
        }
        #expect(refusal(passed) == .proofUnexpected(number: 2))
    }

    @Test(arguments: ["plomba-original", "Plomba-Original", "PLOMBA-ORIGINAL", "plomba-origınal"])
    func `an ordinary original cannot take the reserved name`(_ folder: String) throws {
        let scene = try Scene()
        let path = try BagPath("data/\(folder)/0001/openings.txt")
        guard OriginalPaths.isReserved(path) else {
            // The dotless i is another letter everywhere.
            #expect(folder == "plomba-origınal")
            try scene.seal([("\(folder)/0001/openings.txt", [1])])
            return
        }
        #expect(throws: SealError.reservedName(path)) {
            try scene.seal([("\(folder)/0001/openings.txt", [1])])
        }
    }

    @Test func `a folder that is the reserved one elsewhere is refused when it is read`() throws {
        let scene = try Scene()
        var request = try scene.request()
        request.original = SealedOriginal(
            digests: [try BagPath("data/Plomba-original/a"): .of([1])])
        try scene.seal([("Plomba-original/a", [1])], request: request)
        #expect(
            throws: BundleError.original(.reservedName(try BagPath("data/Plomba-original/a")))
        ) { try scene.open() }
    }

    @Test func `a file that is not the sealed one is not sealed again`() throws {
        let scene = try Scene()
        var request = try scene.request()
        let path = try BagPath("data/a.txt")
        request.original = SealedOriginal(digests: [path: .of([2])])
        #expect(throws: SealError.originalDiffers(path)) {
            try scene.seal([("a.txt", [1])], request: request)
        }
        #expect(!scene.exists("FILE.plomba"))
    }

    @Test func `a key that has ended since leaves the original unproven`() throws {
        let ended = Times.time("2026-11-24T10:00:00Z")
        let first = try Scene(
            from: TestOrganisation("vasaprava.ba", memberUntil: ended),
            to: TestOrganisation("group484.rs"))
        try first.seal(Self.files)
        try first.open(context: first.context(at: Times.sealed))
        let passed = try PassedOn(
            disclosing: ["z.txt"], of: first, to: TestOrganisation("tuzilastvo.example"))
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.verdict.failures.isEmpty)
        #expect(opened.original?.doubt?.code == "original.time-not-proven")
    }

    private func difference(_ kind: FileDifference.Kind, _ name: String) -> FileDifference {
        FileDifference(
            kind: kind, path: BundlePaths.path("data/" + name), exhibit: nil)
    }
}
