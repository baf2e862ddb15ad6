import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// Makes `Protocol/vectors/bundles` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
@Suite struct `Bundle vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        try? FileManager.default.removeItem(
            at: BundleVector.folder.appending(path: "organisations"))
        let scene = try Scene(readerSeed: VectorWriter.readerSeed)
        let training = try Scene(mode: .training, readerSeed: VectorWriter.readerSeed)
        try VectorWriter.write(scene.sender.verified, as: "sender")
        try VectorWriter.write(scene.receiver.verified, as: "receiver")
        try VectorWriter.write(training.sender.verified, as: "training-sender")
        try VectorWriter.write(training.receiver.verified, as: "training-receiver")
        let writer = try VectorWriter("valid")
        try addFiles(writer, scene)
        try addOuter(writer, scene, training)
        try addPeople(writer, scene)
        writer.refer(
            "first-second-of-the-keys", to: "valid/one-file.plomba", time: Times.issued)
        writer.refer(
            "last-second-of-the-record", to: "valid/one-file.plomba",
            time: try made(Times.expiry.adding(seconds: -1)))
        writer.refer(
            "readers-of-an-unconfirmed-organisation", to: "valid/one-file.plomba",
            organisations: ["sender"])
        try writer.finish()
        try InvalidBundleVectors(scene).write()
    }

    private func addFiles(_ writer: VectorWriter, _ scene: Scene) throws {
        let long = String(repeating: "dugačko-ime-", count: 12) + ".txt"
        let lists: [(String, [(String, [UInt8])])] = [
            ("one-file", [("a.txt", Array("hello\n".utf8))]),
            ("empty-file-in-folders", [("a/b/c/empty.txt", [])]),
            (
                "names-in-three-scripts",
                [("Željka.mp4", [1]), ("снимак 1.mov", [2]), ("صورة.jpg", [3])]
            ),
            ("percent-in-a-name", [("100%25.txt", [1]), ("100%.txt", [2])]),
            ("name-that-needs-pax", [(long, [1])]),
            ("fourteen-files", (10..<24).map { ("\($0).txt", [UInt8($0)]) }),
        ]
        for (name, files) in lists {
            try Forgery.small(scene, files, request: scene.request()).write(scene)
            try writer.add(name, scene)
        }
        let more = CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video)
            .replacing("\"schema\"", with: "\"person\": {\"code\": \"P-7Q2K\"}, \"schema\"")
        try Forgery.small(
            scene, [("snimak.mov", [7])], request: scene.request(caseDocument: more.bytes)
        ).write(scene)
        try writer.add("item-with-exhibit-number", scene)
        let number = CaseJSON.minimal(mode: .live).replacing("VP-2026-014", with: "VP 50% 014")
        try Forgery.small(
            scene, [("a.txt", [1])], request: scene.request(caseDocument: number.bytes)
        ).write(scene)
        try writer.add("percent-in-the-case-number", scene)
    }

    private func addOuter(
        _ writer: VectorWriter, _ scene: Scene, _ training: Scene
    ) throws {
        try Forgery.small(training, [("a.txt", [1])], request: training.request()).write(training)
        try writer.add(
            "training", training,
            organisations: ["training-sender", "training-receiver"])
        var forged = try sealed(scene)
        let device = scene.sender.device.publicKey.id
        let sent = forged.deposit.numbered { _ in .init(device: device, number: 7) }
        forged.statement = try SignedStatement.sign(
            sent, mode: .live, with: scene.sender.device)
        try forged.write(scene)
        try writer.add("numbered-for-sending", scene)
        forged.evidence = [
            ("evidence/SubmissionAcceptance.entry", [1]),
            ("evidence/SubmissionAcceptance.json", Array("{}".utf8)),
        ]
        try forged.write(scene)
        try writer.add("with-files-in-evidence", scene)
        let compact = forged.statement.json.filter { $0 != 0x20 && $0 != 0x0A }
        try forged.announce(compact, by: scene.sender.device)
        forged.evidence = []
        try forged.write(scene)
        try writer.add("statement-without-white-space", scene)
    }

    /// Records that changed since, and one that has no part in this.
    private func addPeople(_ writer: VectorWriter, _ scene: Scene) throws {
        let later = Times.time("2026-11-24T10:00:00Z")
        let other = try TestOrganisation("civic-alliance.me")
        let member = other.verified.current.members[0]
        try VectorWriter.write(
            scene.receiver.followed(
                issued: later,
                members: [
                    Member(
                        label: member.label, roles: member.roles,
                        signingKey: scene.receiver.member.publicKey, recipient: member.recipient,
                        validity: Times.validity)
                ]), as: "receiver-with-a-new-key")
        writer.refer(
            "reader-whose-key-was-replaced-since", to: "valid/one-file.plomba",
            organisations: ["sender", "receiver-with-a-new-key"])
        let dropped = try scene.sender.followed(
            issued: Times.time("2026-11-24T12:00:01Z"), devices: [])
        try VectorWriter.write(dropped, as: "sender-without-the-device")
        writer.refer(
            "device-dropped-a-second-later", to: "valid/one-file.plomba",
            organisations: ["sender-without-the-device", "receiver"])
        let sealer = scene.sender.verified.current.members[0]
        try VectorWriter.write(
            scene.sender.followed(
                issued: Times.time("2026-11-24T12:00:01Z"),
                members: [
                    Member(
                        label: sealer.label, roles: sealer.roles, signingKey: member.signingKey,
                        recipient: sealer.recipient, validity: sealer.validity)
                ]), as: "sender-with-a-new-member-key")
        writer.refer(
            "seal-of-a-key-replaced-a-second-later", to: "valid/one-file.plomba",
            organisations: ["sender-with-a-new-member-key", "receiver"])
        try VectorWriter.write(other.verified, as: "another")
        writer.refer(
            "another-organisation-confirmed-too", to: "valid/one-file.plomba",
            organisations: ["another", "sender", "receiver"])
    }

    private func sealed(_ scene: Scene) throws -> Forgery {
        try .small(scene, [("b.txt", [1, 2, 3])], request: scene.request())
    }
}
