import Age
import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import TestSupport

/// The invalid cases: each has one defect, which its name says, and holds in everything else. Where
/// the defect is inside, the sender's own keys announced it.
struct InvalidBundleVectors {
    private typealias Outcome = BundleVector.Outcome
    private let scene: Scene
    private let writer: VectorWriter

    init(_ scene: Scene) throws {
        self.scene = scene
        writer = try VectorWriter("invalid")
    }

    func write() throws {
        try addContainer()
        try addOuter()
        try addPayload()
        try addLists()
        try addSeal()
        try addFacts()
        addTold()
        try writer.finish()
    }

    private func addContainer() throws {
        var file = try sealed()
        try file.write(scene)
        let cut = Array(try scene.read("FORGED.plomba").dropLast(512))
        try scene.write(cut, to: "FORGED.plomba")
        try outer("end-block-missing", "outer.encoding", "bundle.not-a-bundle")
        file.evidence = [("evidence/a/b.json", [1])]
        try file.write(scene)
        try outer("folder-below-evidence", "outer.encoding", "bundle.outer-layout")
    }

    private func addOuter() throws {
        var file = try sealed()
        let other = try sealed()
        file.statement = try SignedStatement(
            json: file.statement.json, signature: file.statement.signature,
            entry: other.statement.entry)
        try file.write(scene)
        try outer("opening-file-of-another-statement", "outer.entry", "bundle.entry-mismatch")
    }

    private func addPayload() throws {
        var file = try sealed()
        file.preview = try sealed().preview
        try file.write(scene)
        try outer(
            "preview-of-another-bundle", "outer.preview", "bundle.preview-digest-mismatch")
        file = try sealed()
        var payload = file.resealed ?? []
        payload[payload.count - 1] ^= 1
        file.resealed = payload
        try file.write(scene)
        try outer("last-byte-of-payload", "outer.payload", "bundle.payload-digest-mismatch")
        file = try sealed()
        try file.seal(scene, to: [Identity.generateX25519().recipient])
        try file.write(scene)
        try outer("encrypted-to-a-classical-key", "outer.payload", "bundle.payload-stanzas-refused")
    }

    private func addLists() throws {
        var file = try sealed()
        file["data/a.txt"] = [9]
        try inner(&file, "original-changed", "bag.manifests", "bundle.originals-differ")
        file = try sealed()
        var archive = try Forgery.archive(file.files)
        archive[0x1F0] = 1
        try file.seal(archive: archive, scene, to: Forgery.readers(scene))
        try file.write(scene)
        try addInner("byte-in-a-tar-header", "bag.manifests", "bundle.container-refused")
    }

    private func addSeal() throws {
        var file = try sealed()
        try file.reopen { $0 }
        try inner(
            &file, "openings-of-other-salts", "seal.openings", "bundle.opening-not-committed")
        file = try sealed()
        try file.reseal(by: scene.sender.device)
        try inner(&file, "sealed-by-a-device", "seal.signature", "bundle.seal-key-not-valid")
        file = try sealed()
        let announced = file.deposit.sealedCommitment
        try file.reseal(by: scene.sender.member)
        file.deposit = file.deposit.with(commitment: announced)
        try inner(
            &file, "seal-that-was-not-announced", "seal.commitment",
            "bundle.sealed-commitment-mismatch")
        file = try sealed()
        try file.reseal(by: scene.sender.member, consignment: ConsignmentID())
        try inner(
            &file, "seal-of-another-consignment", "seal.agreement", "bundle.consignment-mismatch")
    }

    private func addFacts() throws {
        var file = try sealed()
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .recipients(let readers) = line else { return line }
            let stranger = KeyID(hashing: [1])
            return .recipients(
                readers + [SealedRecipient(organisation: readers[0].organisation, key: stranger)])
        }
        try inner(
            &file, "reader-outside-the-mailbox", "seal.recipients",
            "bundle.reader-outside-mailbox")
        file = try sealed()
        file["preview.json"] = Array(
            String(decoding: file["preview.json"], as: UTF8.self)
                .replacing("\"items\": 1", with: "\"items\": 2").utf8)
        file.preview = try encrypt(
            made(PreviewPadding.pad(file["preview.json"])), scene.receiver.identities.recipients)
        try file.closeAnew(by: scene.sender.member)
        try inner(&file, "preview-that-miscounts", "bag.preview", "bundle.preview-untrue")
        file = try sealed()
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .caseID = line else { return line }
            return .caseID("VP-2026-015")
        }
        try inner(&file, "another-case-number", "seal.case", "bundle.case-id-mismatch")
    }

    /// Good files, and a verifier that was told something under which they are not.
    private func addTold() {
        let good = "valid/one-file.plomba"
        let unknown = Outcome(
            check: "outer.statement-signature", code: "bundle.unknown-signer")
        writer.refer(
            "sender-not-confirmed", to: good, organisations: ["receiver"], sealed: unknown,
            bundle: unknown)
        let expired = Outcome(
            check: "outer.statement-signature", code: "bundle.record-expired")
        writer.refer(
            "record-expired", to: good, time: Times.expiry, sealed: expired, bundle: expired)
        let gone = Outcome(
            check: "outer.statement-signature", code: "bundle.device-key-not-valid")
        writer.refer(
            "device-dropped-in-this-second", to: good,
            organisations: ["sender-without-the-device", "receiver"],
            time: Times.time("2026-11-24T12:00:01Z"), sealed: gone, bundle: gone)
        let mode = Outcome(check: "outer.encoding", code: "bundle.other-mode")
        writer.refer(
            "training-taken-for-live", to: "valid/training.plomba", sealed: mode, bundle: mode)
    }

    private func sealed() throws -> Forgery {
        try .small(scene, [("a.txt", Array("hello\n".utf8))], request: scene.request())
    }

    /// A defect that shows without a key.
    private func outer(_ name: String, _ check: String, _ code: String) throws {
        let outcome = Outcome(check: check, code: code)
        try writer.add(name, scene, sealed: outcome, bundle: outcome)
    }

    /// A defect that only a reader can see, under an outer statement that announces it.
    private func inner(
        _ file: inout Forgery, _ name: String, _ check: String, _ code: String
    ) throws {
        try file.seal(scene, to: Forgery.readers(scene))
        try file.write(scene)
        try addInner(name, check, code)
    }

    private func addInner(_ name: String, _ check: String, _ code: String) throws {
        try writer.add(name, scene, bundle: Outcome(check: check, code: code))
    }
}
