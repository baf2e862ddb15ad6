import Custody
import EvidenceBundle
import Foundation
import Primitives
import TestSupport
import Testing

/// README-VERIFY followed to the letter with stock tools, in a place where Plomba is not installed:
/// every command of the text as it stands, every output against what the text expects. The numbers
/// are those of its steps.
@Suite struct `README-VERIFY` {
    @Test(arguments: [Mode.live, .training])
    func `every step gives what it says`(_ mode: Mode) throws {
        let scene = try sealed(mode: mode)
        let outcome = try follow(scene, "FILE.plomba")
        #expect(outcome.status == 0, "\(outcome.everything)")
        #expect(outcome.everything.contains("every step gives what the text expects"))
    }

    /// What was done to a copy, and the step at which an expert must notice.
    enum Tampering: Int, CaseIterable, Sendable {
        case payloadDamaged = 1
        case announcedByAnotherKey = 2
        case announcedGarbage = 3
        case originalExchanged = 4
        case listsMadeToFit = 5
        case sealedByAnotherKey = 6
        case sealNotTheOneAnnounced = 7
    }

    @Test(arguments: Tampering.allCases)
    func `a tampered copy fails at the right step`(_ tampering: Tampering) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try tamper(&forged, tampering, scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.status == 1)
        #expect(
            outcome.everything.contains("FAILED at step \(tampering.rawValue):"),
            "\(outcome.everything)")
    }

    @Test func `an opening file of another statement fails at step 2`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        let other = try SignedStatement.sign(
            forged.deposit.with(commitment: .of([1])), mode: .live, with: scene.sender.device)
        forged.statement = try SignedStatement(
            json: forged.statement.json, signature: forged.statement.signature,
            entry: other.entry)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.everything.contains("FAILED at step 2:"), "\(outcome.everything)")
    }

    @Test func `openings that the seal does not cover fail at step 5`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try forged.reopen { $0 }
        try forged.seal(scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(
            outcome.everything.contains("FAILED at step 5: nothing is printed"),
            "\(outcome.everything)")
    }

    @Test func `a part that was disclosed is checked by step 8`() throws {
        let first = try Scene()
        try first.seal([("a.txt", [1]), ("photos/2.jpg", [2]), ("z.txt", [])])
        try first.open()
        let passed = try PassedOn(
            disclosing: ["photos/2.jpg", "z.txt"], of: first,
            to: TestOrganisation("tuzilastvo.example"))
        let readme = try prepare(passed)
        let sealer = first.sender.member.publicKey
        let outcome = try follow(passed.scene, "FILE.plomba", readme: readme, originals: [sealer])
        #expect(outcome.status == 0, "\(outcome.everything)")
        // The key of somebody else, and lines and files that the first seal does not cover.
        try expectFailure(
            passed, readme, [first.receiver.member.publicKey], "ssh-keygen -Y verify -f ../ORIGINAL"
        )
        var forged = passed
        forged["more.txt"] = [1]
        try expectFailure(forged, readme, [sealer], "grep -v '  data/plomba-original/'")
        forged = passed
        forged[PassedOn.proof + "openings.txt"] = Array(
            String(decoding: passed[PassedOn.proof + "openings.txt"], as: UTF8.self)
                .replacing("photos/2.jpg", with: "photos/3.jpg").utf8)
        try expectFailure(forged, readme, [sealer], "nothing is printed.")
        forged = passed
        let commitments = String(
            decoding: passed[PassedOn.proof + "commitments.txt"], as: UTF8.self)
        let more = commitments.split(separator: "\n").map(String.init) + [SHA256Digest.of([1]).hex]
        forged[PassedOn.proof + "commitments.txt"] = Array(
            more.sorted().map { $0 + "\n" }.joined().utf8)
        try expectFailure(forged, readme, [sealer], "the digest stands in custody/0001")
    }

    /// Seals it and lays the desk out.
    ///
    /// - Returns: where the text is, as the getter finds it in the bundle.
    func prepare(_ passed: PassedOn) throws -> String {
        try passed.seal()
        let text = try Forgery(passed.scene)["README-VERIFY"]
        try passed.scene.write(text, to: "README-VERIFY")
        try layOut(passed.scene)
        return "README-VERIFY"
    }

    func expectFailure(
        _ passed: PassedOn, _ readme: String, _ originals: [PublicKey], _ sentence: String,
        step: Int = 8
    ) throws {
        try passed.seal()
        try FileManager.default.removeItem(atPath: passed.scene.path("desk"))
        try layOut(passed.scene)
        let outcome = try follow(
            passed.scene, "FILE.plomba", readme: readme, originals: originals)
        #expect(outcome.status == 1)
        let expected = "FAILED at step \(step): \(sentence)"
        #expect(outcome.everything.contains(expected), "\(outcome.everything)")
    }

    private func tamper(
        _ forged: inout Forgery, _ tampering: Tampering, _ scene: Scene
    ) throws {
        switch tampering {
        case .payloadDamaged:
            var bytes = forged.payload
            bytes[bytes.count / 2] ^= 1
            forged.resealed = bytes
        case .announcedByAnotherKey: try forged.sign(try SigningKey())
        case .announcedGarbage:
            var bytes = forged.payload
            bytes[bytes.count - 1] ^= 1
            forged.resealed = bytes
            try forged.sign(scene.sender.device)
        case .originalExchanged:
            forged["data/snimak.mov"] = [9]
            try forged.seal(scene)
        case .listsMadeToFit:
            forged["data/snimak.mov"] = [9]
            try forged.relist()
            try forged.seal(scene)
        case .sealedByAnotherKey:
            try forged.reseal(by: try SigningKey())
            try forged.seal(scene)
        case .sealNotTheOneAnnounced:
            let announced = forged.deposit.sealedCommitment
            try forged.openSeal()
            forged.deposit = forged.deposit.with(commitment: announced)
            try forged.seal(scene)
        }
    }

    func sealed(mode: Mode = .live) throws -> Scene {
        let scene = try Scene(mode: mode)
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: mode).adding(item: CaseJSON.video).bytes)
        try scene.seal(
            [
                ("Željka_Đurić_ćšž.mp4", Randomness.bytes(70_000)), ("снимак 1.mov", [1, 2]),
                ("snimak.mov", [3]), ("empty.txt", []), ("тајна 100%.bin", [4]),
            ], request: request)
        try scene.open()
        try layOut(scene)
        return scene
    }

    func layOut(_ scene: Scene) throws {
        try FileManager.default.createDirectory(
            atPath: scene.path("desk"), withIntermediateDirectories: true)
        try scene.write(Array((scene.receiver.identityText + "\n").utf8), to: "key.txt")
    }

    func follow(
        _ scene: Scene, _ bundle: String, readme: String = "case/bag/README-VERIFY",
        originals: [PublicKey] = []
    ) throws -> Outcome {
        try Tool.python(
            "bundle_readme.py",
            [
                scene.path(readme), scene.path(bundle), scene.path("key.txt"),
                scene.sender.device.publicKey.openSSHLine,
                scene.sender.member.publicKey.openSSHLine, scene.path("desk"),
            ] + originals.map(\.openSSHLine))
    }
}
