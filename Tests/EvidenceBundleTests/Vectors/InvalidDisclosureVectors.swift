import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// The invalid cases: the giver, with its own valid keys, changed one thing of what it gives. The
/// name says what.
struct InvalidDisclosureVectors {
    private let writer: DisclosureVectorWriter
    private let first: Scene
    private let part: PassedOn
    private let whole: PassedOn

    private static let commitments = PassedOn.proof + "commitments.txt"
    private static let openings = PassedOn.proof + "openings.txt"

    init(_ writer: DisclosureVectorWriter) throws {
        self.writer = writer
        first = try writer.first(`Disclosure vector generator`.files)
        part = try PassedOn(
            disclosing: ["photos/2.jpg", "z.txt"], of: first, to: writer.reader)
        whole = try PassedOn(transferring: first, to: writer.reader, by: writer.broker)
    }

    func add() throws {
        try addFiles()
        try addSeals()
        try addStories()
        try addPassingOn()
        // Not wrong, and not proven: no code, since no check fails.
        let open = BundleVector.Outcome(check: "custody.chain", code: nil)
        writer.refer(
            "the-first-sender-is-not-confirmed", to: "valid/passed-on.plomba",
            organisations: ["receiver", "reader"], fails: open)
        try writer.refer(
            "the-receipt-is-of-another-broker", to: "valid/passed-on.plomba",
            broker: TestBroker().key.publicKey, fails: open)
    }

    private func addFiles() throws {
        var passed = part
        passed["more.txt"] = [1]
        try files("a-file-that-no-line-covers", passed, "original.files-differ")
        passed = part
        passed.files.removeAll { $0.path == "z.txt" }
        try files("a-line-without-its-file", passed, "original.files-differ")
        passed = part
        let lines = part[Self.openings].split(separator: 0x0A)
        let same = OpeningLine.item(path: try BagPath("data/z.txt"), size: 0, digest: .of([]))
        passed[Self.openings] = Array(lines[0]) + [0x0A] + same.encoded(salt: .random())
        try files("an-item-with-another-salt", passed, "original.opening-not-committed")
        passed = part
        passed[PassedOn.proof + "manifest.txt"] = [1]
        try files("a-stranger-in-the-reserved-folder", passed, "original.reserved-name")
        passed = part
        passed.custody = []
        try files("a-proof-without-its-seal", passed, "original.without-seal")
        let others = try writer.first([("zz.txt", [5])])
        let other = try PassedOn.proof(of: others)
        passed = part
        passed[Self.commitments] = other.commitments
        try files("commitments-of-another-original", passed, "original.commitments-mismatch")
        passed = part
        passed["zz.txt"] = [5]
        passed[Self.openings] += try made(other.items.first).line
        try files("an-item-of-another-original", passed, "original.opening-not-committed")
        passed = part
        passed.custody = SealedOriginal.custody([(.sealed, other.seal)], from: 1)
        try files("the-seal-of-another-original", passed, "original.commitments-mismatch")
    }

    private func addSeals() throws {
        var passed = part
        let seal = try part.statements()[0].signed
        let claims = try seal.unverified(as: SealedStatement.self, mode: .live)
        let giver = writer.receiver
        let forged = try SignedStatement.sign(
            SealedStatement(
                commitmentsDigest: claims.commitmentsDigest, consignment: claims.consignment,
                sender: claims.sender, keyID: giver.member.publicKey.id,
                claimedTime: claims.sealedTime), mode: .live, with: giver.member)
        passed.custody = SealedOriginal.custody([(.sealed, forged)], from: 1)
        try chain("the-first-seal-by-a-member-of-the-giver", passed, "custody.signer-unknown")
        passed = whole
        let own = try whole.statements()[0].signed
        passed[PassedOn.proof + "sealed.opening"] =
            SealedOpening(salt: .random(), sealed: own.json, signature: own.signature).bytes
        try chain("another-opening-than-was-announced", passed, "original.opening-mismatch")
    }

    private func addStories() throws {
        var passed = whole
        var statements = try whole.statements()
        statements.remove(at: 4)
        passed.custody = SealedOriginal.custody(statements, from: 1)
        try chain("an-acceptance-that-is-missing", passed, "original.story-incomplete")
        statements = try whole.statements()
        let again = try PassedOn(
            transferring: writer.first([("other.txt", [2])]), to: writer.reader, by: writer.broker)
        statements[4] = try again.statements()[4]
        passed.custody = SealedOriginal.custody(statements, from: 1)
        try chain("an-acceptance-of-another-seal", passed, "custody.predecessor-missing")
    }

    private func addPassingOn() throws {
        var passed = whole
        let consignment = passed.consignment
        try passed.retell { taken in
            try taken.transfer(to: writer.reader, as: consignment, mailbox: "night-shift")
        }
        try chain("passed-on-to-another-mailbox", passed, "custody.contradiction")
        passed = whole
        try passed.retell { taken in
            try taken.transfer(to: writer.reader, as: ConsignmentID())
        }
        try chain("passed-on-as-another-consignment", passed, "original.passed-on-otherwise")
        passed = try PassedOn(
            transferring: first, to: writer.reader, by: writer.broker,
            taker: TestOrganisation("group484.rs"))
        try DisclosureVectorWriter.write(passed.scene.sender, as: "another-receiver")
        try writer.add(
            "accepted-by-somebody-for-whom-it-was-not-sealed", passed,
            organisations: ["sender", "another-receiver", "reader"],
            fails: .init(check: "custody.chain", code: "original.taker-not-named"))
    }

    private func files(_ name: String, _ passed: PassedOn, _ code: String) throws {
        try writer.add(name, passed, fails: .init(check: "original.files", code: code))
    }

    private func chain(_ name: String, _ passed: PassedOn, _ code: String) throws {
        try writer.add(name, passed, fails: .init(check: "custody.chain", code: code))
    }
}
