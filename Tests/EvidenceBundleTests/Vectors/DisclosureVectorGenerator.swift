import Custody
import EvidenceBundle
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/disclosures` anew: with `PLOMBA_WRITE_VECTORS=disclosures`, never otherwise.
@Suite struct `Disclosure vector generator` {
    static let files: [(String, [UInt8])] = [
        ("photos/1.jpg", Array("one".utf8)), ("photos/2.jpg", Array("two".utf8)),
        ("z.txt", []),
    ]

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "disclosures"))
    func `writes the vectors anew`() throws {
        let writer = try DisclosureVectorWriter()
        try addParts(writer)
        try addWholes(writer)
        try addHandsAndReceipts(writer)
        try InvalidDisclosureVectors(writer).add()
        try writer.finish()
    }

    private func addParts(_ writer: DisclosureVectorWriter) throws {
        let first = try writer.first(Self.files)
        func part(_ items: [String]) throws -> PassedOn {
            try PassedOn(disclosing: items, of: first, to: writer.reader)
        }
        try writer.add("one-file-of-three", part(["photos/2.jpg"]))
        // The same original: whoever has both sees that they are two parts of it.
        try writer.add("the-other-two-of-them", part(["photos/1.jpg", "z.txt"]))
        try writer.add("every-file-of-an-original", part(Self.files.map(\.0)))
        let mailboxes = try [writer.reader, writer.third].map {
            try AddressedMailbox(local: "intake", of: $0.verified, at: Times.sealed)
        }
        try writer.add("a-part-for-two-organisations", part(["z.txt"]), mailboxes: mailboxes)
        let many = try writer.first((10..<30).map { ("\($0).txt", [UInt8($0)]) })
        try writer.add(
            "one-file-of-twenty",
            PassedOn(disclosing: ["17.txt"], of: many, to: writer.reader))
        // Nothing of a disclosure is by a broker.
        try writer.refer(
            "a-part-needs-no-broker", to: "valid/one-file-of-three.plomba",
            broker: TestBroker().key.publicKey)
        let like = try writer.first([("plomba-original.txt", [1]), ("z.txt", [2])])
        try writer.add(
            "a-file-named-like-the-reserved-folder",
            PassedOn(disclosing: ["plomba-original.txt"], of: like, to: writer.reader))
        let names = try writer.first([("100%.txt", [1]), ("снимак 1.mov", [2]), ("a.txt", [3])])
        try writer.add(
            "names-that-are-escaped",
            PassedOn(disclosing: ["100%.txt", "снимак 1.mov"], of: names, to: writer.reader))
    }

    private func addWholes(_ writer: DisclosureVectorWriter) throws {
        let first = try writer.first(Self.files)
        let passed = try PassedOn(transferring: first, to: writer.reader, by: writer.broker)
        try writer.add("passed-on", passed)
        let once = try PassedOn(transferring: first, to: writer.third, by: writer.broker)
        try once.pass()
        try writer.add(
            "passed-on-twice",
            PassedOn(transferring: once.scene, to: writer.reader, by: writer.broker))
        let part = try PassedOn(disclosing: ["z.txt"], of: first, to: writer.third)
        try part.pass()
        try writer.add(
            "a-part-that-was-passed-on",
            PassedOn(transferring: part.scene, to: writer.reader, by: writer.broker))
        let two = try writer.first(Self.files, alsoFor: writer.third)
        try writer.add(
            "sealed-for-two-and-passed-on-by-one",
            PassedOn(transferring: two, to: writer.reader, by: writer.broker))
        // Nothing leads back to it, and nothing is wrong with it.
        var seen = passed
        var statements = try seen.statements()
        let handover = try statements[3].signed.unverified(as: ContentHandover.self, mode: .live)
        let deposit = try statements[1].signed.unverified(as: DepositStatement.self, mode: .live)
        let step = handover.step
        statements.insert(
            (
                .acknowledgement,
                try SignedStatement.sign(
                    Acknowledgement(
                        LaneStep(
                            consignment: step.consignment, sender: step.sender,
                            mailbox: step.mailbox,
                            issuer: OrganisationIssuer(
                                organisation: step.issuer.organisation,
                                keyID: writer.receiver.member.publicKey.id),
                            claimedTime: Times.sealed, previous: statements[3].signed.digest),
                        previewDigest: deposit.previewDigest),
                    mode: .live, with: writer.receiver.member)
            ), at: 4)
        seen.custody = SealedOriginal.custody(statements, from: 1)
        try writer.add("a-statement-that-nothing-leads-back-to", seen)
    }

    private func addHandsAndReceipts(_ writer: DisclosureVectorWriter) throws {
        let first = try writer.first(Self.files)
        try writer.add(
            "passed-on-by-hand", PassedOn(transferring: first, to: writer.reader, by: nil))
        try writer.refer(
            "a-delivery-by-hand-needs-no-broker", to: "valid/passed-on-by-hand.plomba",
            broker: TestBroker().key.publicKey)
        let left = try writer.first(Self.files, from: writer.senderThatLeft)
        try writer.add(
            "sealed-by-a-key-that-ended-after-the-receipt",
            PassedOn(transferring: left, to: writer.reader, by: writer.broker),
            organisations: DisclosureVectorWriter.withTheOneThatLeft)
        // By hand twice; only the receipt of the third delivery proves that the first seal is older.
        var scene = left
        for getter in [writer.third, writer.receiver] {
            let byHand = try PassedOn(transferring: scene, to: getter, by: nil)
            try byHand.seal()
            try byHand.scene.open(
                context: VerificationContext(
                    mode: .live, time: Times.sealed,
                    confirmed: [writer.senderThatLeft, writer.receiver, writer.third]
                        .map(\.verified)))
            scene = byHand.scene
        }
        try writer.add(
            "the-first-receipt-is-of-the-third-delivery",
            PassedOn(transferring: scene, to: writer.reader, by: writer.broker),
            organisations: DisclosureVectorWriter.withTheOneThatLeft)
    }
}
