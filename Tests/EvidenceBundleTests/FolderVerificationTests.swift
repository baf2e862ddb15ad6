import BagIt
import Custody
import EvidenceBundle
import Foundation
import Glibc
import Primitives
import Testing

/// An opened case folder, checked again years later, or after somebody was at it.
@Suite struct `Verifying an opened folder` {
    @Test func `an untouched folder is verified, and says what it no longer keeps`() throws {
        let scene = try opened()
        let verification = try verify(scene)
        #expect(verification.verdict.isPositive, "\(verification.verdict)")
        #expect(verification.verdict.exitCode == 0)
        #expect(verification.seal?.caseID == "VP-2026-014")
        #expect(verification.files.count == 2)
        #expect(verification.failure == nil)
    }

    @Test func `an original at the limit of depth or length is verified again`() throws {
        for path in [
            String(repeating: "a/", count: 28) + "b",
            String(repeating: String(repeating: "y", count: 198) + "/", count: 5),
        ] {
            let scene = try Scene()
            // With data/ that is 30 components, or 1,000 bytes.
            let name = path.hasSuffix("/") ? String(path.dropLast()) + "y" : path
            try scene.seal([(name, [1, 2, 3])])
            try scene.open()
            let verification = try verify(scene)
            #expect(verification.verdict.isPositive, "\(name): \(verification.verdict)")
        }
    }

    @Test func `one changed byte is named by its exhibit number`() throws {
        let scene = try opened()
        try scene.write(Array("ransom videO".utf8), to: "case/bag/data/snimak.mov")
        let verification = try verify(scene)
        #expect(verification.verdict.exitCode == 2)
        #expect(verification.differences.map(\.exhibit) == ["VP-2026-014-01"])
        #expect(
            verification.failure?.message
                == "exhibit VP-2026-014-01: content differs from the one sealed")
        #expect(verification.failure?.code == "bundle.originals-differ")
    }

    @Test func `every file that differs is named, not only the first`() throws {
        let scene = try opened()
        try scene.write([1], to: "case/bag/data/snimak.mov")
        try FileManager.default.removeItem(atPath: scene.path("case/bag/data/z.txt"))
        try scene.write([1], to: "case/bag/data/new.txt")
        let differences = try verify(scene).differences
        #expect(differences.map(\.kind) == [.extra, .content, .missing])
        #expect(
            differences.map(\.path.text) == ["data/new.txt", "data/snimak.mov", "data/z.txt"])
    }

    @Test func `two files that changed places are both named`() throws {
        let scene = try opened()
        let first = try scene.read("case/bag/data/snimak.mov")
        try scene.write(try scene.read("case/bag/data/z.txt"), to: "case/bag/data/snimak.mov")
        try scene.write(first, to: "case/bag/data/z.txt")
        #expect(try verify(scene).differences.map(\.kind) == [.content, .content])
    }

    @Test(arguments: [
        "case/bag/case.json", "case/bag/preview.json", "case/bag/README-VERIFY",
        "case/bag/bagit.txt", "case/bag/bag-info.txt", "case/bag/manifest-sha256.txt",
        "case/bag/tagmanifest-sha256.txt", "case/bag/openings.txt", "case/bag/commitments.txt",
        "case/bag/custody/0001-Sealed.json", "case/bag/custody/0001-Sealed.json.sig",
        "case/bag/sealed.opening", "case/statement.json", "case/statement.json.sig",
        "case/statement.entry", "case/header.age",
    ])
    func `each other file of the folder is covered too`(_ name: String) throws {
        let scene = try opened()
        var bytes = try scene.read(name)
        bytes[bytes.count / 2] ^= 1
        try scene.write(bytes, to: name)
        let changed = try? verify(scene)
        #expect(changed?.verdict.isPositive != true, "\(name) changed")
        try FileManager.default.removeItem(atPath: scene.path(name))
        let missing = try? verify(scene)
        #expect(missing?.verdict.isPositive != true, "\(name) missing")
    }

    @Test func `an extra file beside the bag's own is refused by name`() throws {
        let scene = try opened()
        try scene.write([1], to: "case/bag/fetch.txt")
        let failure = try verify(scene).failure
        #expect(failure == .layout(.unexpectedFile, try BagPath("fetch.txt")))
    }

    @Test func `a link in the folder is not followed`() throws {
        let scene = try opened()
        let path = scene.path("case/bag/data/snimak.mov")
        try FileManager.default.moveItem(atPath: path, toPath: scene.path("elsewhere.mov"))
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: scene.path("elsewhere.mov"))
        let link = try verify(scene)
        #expect(link.failure?.code == "bundle.layout-not-a-file")
        #expect(link.verdict.failures.map(\.code) == [.bagManifests])
        #expect(link.verdict.exitCode == 2)
        #expect(link.failure?.message.contains("snimak.mov") == true)
    }

    /// They speak against the folder: whoever handed it over can have put them there.
    @Test func `what no bag can hold fails the check by its name`() throws {
        for name in ["pipe", "data/aux", "preview.JSON", "data/Z.txt"] {
            let scene = try opened()
            let path = scene.path("case/bag/" + name)
            if name == "pipe" {
                try #require(unsafe mkfifo(path, 0o600) == 0)
            } else {
                try scene.write([1], to: "case/bag/" + name)
            }
            let verification = try verify(scene)
            let code =
                switch name {
                case "pipe": "bundle.layout-not-a-file"
                case "data/aux": "bundle.layout-path-refused"
                default: "bundle.layout-path-collision"
                }
            #expect(verification.failure?.code == code, "\(name)")
            #expect(verification.verdict.failures.map(\.code) == [.bagManifests], "\(name)")
            #expect(verification.failure?.hint == nil)
        }
    }

    @Test func `an unknown signer leaves it consistent and not verified`() throws {
        let scene = try opened()
        let verification = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(knowing: []),
            progress: { _, _ in })
        #expect(verification.failure == .unknownSigner)
        #expect(!verification.verdict.isPositive)
        #expect(verification.verdict.failures.isEmpty)
        // What the lists say about the files is told all the same.
        #expect(
            verification.verdict.checks.contains {
                $0.code == .bagManifests && $0.outcome == .passed
            })
        try scene.write([1], to: "case/bag/data/snimak.mov")
        let changed = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(knowing: []),
            progress: { _, _ in })
        #expect(changed.verdict.failures.map(\.code) == [.bagManifests])
    }

    private func opened() throws -> Scene {
        let scene = try Scene()
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video).bytes)
        try scene.seal(
            [("snimak.mov", Array("ransom video".utf8)), ("z.txt", [])], request: request)
        try scene.open()
        return scene
    }

    private func verify(_ scene: Scene) throws -> BundleVerification {
        try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(), progress: { _, _ in })
    }
}
