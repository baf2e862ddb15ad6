import Age
import Custody
import EvidenceBundle
import Foundation
import Primitives
import TestSupport
import Testing

/// Other people's tools say the same as we do, about good bundles and about bad ones.
@Suite struct `A bundle in other people's tools` {
    @Test func `an independent reader opens and checks everything`() throws {
        let scene = try sealed()
        let outcome = try Tool.python(
            "bundle_open.py", [scene.path("FILE.plomba"), try key(scene), scene.path("theirs")])
        #expect(outcome.status == 0, "\(outcome.everything)")
        for name in ["Željka_Đurić_ćšž.mp4", "снимак 1.mov"] {
            #expect(
                try scene.read("theirs/bag/data/\(name)") == (try scene.read("source/\(name)")))
        }
    }

    @Test func `the independent reader refuses a changed payload`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged.files[0].content = [9]
        forged.resealed = try substitute(
            Forgery.archive(forged.files), in: forged.payload,
            knowing: scene.receiver.identities)
        try forged.write(scene)
        let outcome = try Tool.python(
            "bundle_open.py", [scene.path("FORGED.plomba"), try key(scene), scene.path("x")])
        #expect(outcome.status == 1)
        #expect(outcome.everything.contains("FAILED  payload digest"), "\(outcome.everything)")
    }

    @Test func `the independent reader refuses files that the seal does not cover`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged["data/snimak.mov"] = [9]
        try forged.relist()
        try forged.seal(scene)
        try forged.write(scene)
        let outcome = try Tool.python(
            "bundle_open.py", [scene.path("FORGED.plomba"), try key(scene), scene.path("x")])
        #expect(outcome.status == 1)
        #expect(outcome.everything.contains("FAILED"), "\(outcome.everything)")
    }

    @Test func `stock ssh-keygen accepts both signatures and no changed text`() throws {
        let scene = try sealed()
        try scene.open()
        let cases = [
            ("case/statement.json", "Deposit", scene.sender.device.publicKey.openSSHLine),
            (
                "case/bag/custody/0001-Sealed.json", "Sealed",
                scene.sender.member.publicKey.openSSHLine
            ),
        ]
        for (name, event, key) in cases {
            try scene.write(Array("signer \(key)\n".utf8), to: "allowed")
            func accepts() throws -> Bool {
                try Tool.run(
                    "ssh-keygen",
                    [
                        "-Y", "verify", "-f", scene.path("allowed"), "-I", "signer",
                        "-n", "plomba/v1/\(event)", "-s", scene.path("\(name).sig"),
                    ], input: scene.path(name)
                ).status == 0
            }
            #expect(try accepts())
            try scene.write(try scene.read(name) + [0x0A], to: name)
            #expect(try !accepts())
        }
    }

    @Test func `bagit.py accepts a plain packed bag and no changed one`() throws {
        let scene = try Scene()
        let packer = try Packer(
            CaseDocument(parsing: CaseJSON.minimal(mode: .live).bytes),
            source: try scene.source([("a.txt", [1, 2, 3]), ("снимак/1.mov", [4])]),
            consignment: ConsignmentID(), createdAt: Times.sealed)
        try packer.pack(to: scene.path("bag"), progress: { _, _ in })
        func validate() throws -> Int32 {
            try Tool.run(
                Tool.python(), ["-m", "bagit", "--validate", scene.path("bag")]
            ).status
        }
        #expect(try validate() == 0)
        try scene.write([1, 2, 4], to: "bag/data/a.txt")
        #expect(try validate() != 0)
    }

    private func sealed(mode: Mode = .live) throws -> Scene {
        let scene = try Scene(mode: mode)
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: mode).adding(item: CaseJSON.video).bytes)
        try scene.seal(
            [
                ("Željka_Đurić_ćšž.mp4", Randomness.bytes(70_000)), ("снимак 1.mov", [1, 2]),
                ("snimak.mov", [3]), ("empty.txt", []),
            ], request: request)
        return scene
    }

    /// The receiver's identity as a file for the scripts.
    private func key(_ scene: Scene) throws -> String {
        try scene.write(Array(scene.receiver.identityText.utf8), to: "key.txt")
        return scene.path("key.txt")
    }
}
