import Custody
import EvidenceBundle
import Foundation
import Primitives
import Testing

/// README-VERIFY followed to the letter with stock tools, in a place where Plomba is not installed:
/// every command of the text as it stands, every output against what the text expects. The numbers
/// are those of its steps.
@Suite struct `README-VERIFY` {
    @Test(arguments: [Mode.live, .training])
    func `every step gives what it says`(_ mode: Mode) throws {
        let scene = try sealed(mode: mode)
        let outcome = try follow(scene, "FILE.plomba")
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("every step gives what the text expects"))
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
            outcome.output.contains("FAILED at step \(tampering.rawValue):"), "\(outcome.output)")
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
        #expect(outcome.output.contains("FAILED at step 2:"), "\(outcome.output)")
    }

    @Test func `openings that the seal does not cover fail at step 5`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try forged.reopen { $0 }
        try forged.seal(scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(
            outcome.output.contains("FAILED at step 5: nothing is printed"), "\(outcome.output)")
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

    private func sealed(mode: Mode = .live) throws -> Scene {
        let scene = try Scene(mode: mode)
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: mode).adding(item: CaseJSON.video).bytes)
        try scene.seal(
            [
                ("Željka_Đurić_ćšž.mp4", Randomness.bytes(70_000)), ("снимак 1.mov", [1, 2]),
                ("snimak.mov", [3]), ("empty.txt", []),
            ], request: request)
        try scene.open()
        try FileManager.default.createDirectory(
            atPath: scene.path("desk"), withIntermediateDirectories: true)
        try scene.write(Array((scene.receiver.identityText + "\n").utf8), to: "key.txt")
        return scene
    }

    private func follow(_ scene: Scene, _ bundle: String) throws -> Tool.Outcome {
        try Tool.python(
            "bundle_readme.py",
            [
                scene.path("case/bag/README-VERIFY"), scene.path(bundle), scene.path("key.txt"),
                scene.sender.device.publicKey.openSSHLine,
                scene.sender.member.publicKey.openSSHLine, scene.path("desk"),
            ])
    }
}
