import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// A case goes from hand to hand: nobody takes anybody's word for what came before.
@Suite struct `Passing a case on` {
    private static let files: [(String, [UInt8])] = [
        ("photos/1.jpg", Array("one".utf8)), ("snimak.mov", Array("video".utf8)),
    ]

    private func passed(
        memberUntil: Timestamp = Times.expiry
    ) throws -> PassedOn {
        let first = try Scene(
            from: TestOrganisation("vasaprava.ba", memberUntil: memberUntil),
            to: TestOrganisation("group484.rs"))
        try first.seal(Self.files)
        try first.open(context: first.context(at: Times.sealed))
        return try PassedOn(
            transferring: first, to: TestOrganisation("myla.example"), by: TestBroker())
    }

    private func error(_ passed: PassedOn) -> OriginalError? {
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

    @Test func `the third verifies the first seal, the acceptance and the transfer`() throws {
        let passed = try passed()
        let opened = try passed.pass()
        #expect(opened.verdict.isPositive, "\(opened.verdict)")
        let original = try #require(opened.original)
        #expect(original.kind == .transferred && original.isVerified)
        #expect(original.sender.name.text == "vasaprava.ba")
        #expect(original.files == 2)
        #expect(original.transfers.map(\.purpose) == ["legal aid"])
        for (name, bytes) in Self.files {
            #expect(try passed.scene.read("case/bag/data/" + name) == bytes)
        }
        #expect(try passed.verifyFolder().verdict.isPositive)
    }

    @Test func `a second transfer keeps the whole chain`() throws {
        let passed = try passed()
        try passed.pass()
        let last = try TestOrganisation("zavod.example")
        var further = try PassedOn(
            transferring: passed.scene, to: last, by: try #require(passed.broker))
        further.known += passed.known
        let opened = try further.pass()
        #expect(opened.verdict.isPositive, "\(opened.verdict)")
        let original = try #require(opened.original)
        #expect(original.sender.name.text == "vasaprava.ba")
        #expect(original.files == 2)
        #expect(
            original.transfers.map(\.issuer.organisation.name.text)
                == ["group484.rs", "myla.example"])
        #expect(try further.verifyFolder().verdict.isPositive)
        // What the first sealed is named, not only what came last.
        var forged = further
        forged.files.removeAll { $0.path == "snimak.mov" }
        guard case .filesDiffer(let differences)? = error(forged) else {
            Issue.record("a dropped file must be named")
            return
        }
        #expect(differences.map(\.path.text) == ["data/snimak.mov"])
        // Nor can the first proof go.
        forged = further
        forged.files.removeAll { $0.path.hasPrefix(PassedOn.proof) }
        #expect(error(forged) == .proofMissing(number: 1))
    }

    @Test func `an unknown first sender is not checked, and never positive`() throws {
        var passed = try passed()
        passed.known.removeFirst()
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.original?.doubt?.code == "original.sender-unknown")
        #expect(opened.verdict.failures.isEmpty)
    }

    @Test func `a broker that is not in use here leaves it unchecked`() throws {
        var passed = try passed()
        passed.broker = try TestBroker()
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.original?.doubt?.code == "original.sender-unknown")
        // The first seal itself was checked.
        #expect(
            opened.verdict.checks.contains {
                $0.code == .originalSeal && $0.outcome == .passed
            })
    }

    @Test func `a receipt proves that a key which has ended counted then`() throws {
        let passed = try passed(memberUntil: Times.time("2026-11-24T10:00:00Z"))
        #expect(try passed.pass().verdict.isPositive)
    }

    @Test func `each statement that is dropped is missed`() throws {
        let good = try passed()
        let count = good.custody.count / 2
        for position in 0..<count {
            var passed = good
            var statements = try Self.statements(passed)
            statements.remove(at: position)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(error(passed) != nil, "statement \(position + 1) dropped")
        }
    }

    @Test func `each statement that changed places is noticed`() throws {
        let good = try passed()
        for position in 0..<(good.custody.count / 2 - 1) {
            var passed = good
            var statements = try Self.statements(passed)
            statements.swapAt(position, position + 1)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(error(passed) != nil, "statements \(position + 1) and \(position + 2) swapped")
        }
    }

    @Test func `each statement that stands twice is noticed`() throws {
        let good = try passed()
        for position in 0..<(good.custody.count / 2) {
            var passed = good
            var statements = try Self.statements(passed)
            statements.insert(statements[position], at: position)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(error(passed) != nil, "statement \(position + 1) twice")
        }
    }

    @Test func `each file of custody that was touched is noticed`() throws {
        let good = try passed()
        for position in good.custody.indices {
            var passed = good
            var content = passed.custody[position].content
            let place = content.count * 2 / 3
            content[place] = content[place] == 0x61 ? 0x62 : 0x61
            passed.custody[position] = CustodyFile(
                name: passed.custody[position].name, content: content)
            #expect(error(passed) != nil, "\(passed.custody[position].name) touched")
        }
    }

    @Test func `signatures that changed places are noticed`() throws {
        var passed = try passed()
        let first = passed.custody[1]
        passed.custody[1] = CustodyFile(name: first.name, content: passed.custody[3].content)
        passed.custody[3] = CustodyFile(name: passed.custody[3].name, content: first.content)
        // The opening that was announced covers the signature as well.
        #expect(error(passed) == .openingDiffers)
        let third = passed.custody[5]
        passed = try self.passed()
        passed.custody[3] = CustodyFile(name: passed.custody[3].name, content: third.content)
        // Only the signature names the key of a deposit: this one is no device of the sender.
        #expect(error(passed) == .custody(.signerUnknown(position: 1)))
    }

    @Test func `names in custody say what stands there`() throws {
        var passed = try passed()
        let last = passed.custody.count - 2
        passed.custody[last] = CustodyFile(
            name: "0006-Sealed.json", content: passed.custody[last].content)
        passed.custody[last + 1] = CustodyFile(
            name: "0006-Sealed.json.sig", content: passed.custody[last + 1].content)
        #expect(error(passed) == .earlierMalformed)
    }

    @Test func `a transfer that announces another consignment is not for this bundle`() throws {
        var passed = try passed()
        passed.consignment = ConsignmentID()
        #expect(error(passed) == .passedOnOtherwise(member: "newConsignment"))
    }

    @Test func `a transfer to another organisation is not for this bundle`() throws {
        var passed = try passed()
        let consignment = passed.consignment
        let other = try TestOrganisation("other.example")
        try retell(&passed) { taken in
            try taken.transfer(to: other, as: consignment)
        }
        #expect(error(passed) == .custody(.contradiction(position: 7, member: "mailboxes")))
        // A namesake of the getter: the mailbox is the same, the people are others.
        let namesake = try TestOrganisation("myla.example")
        try retell(&passed) { taken in
            try taken.transfer(to: namesake, as: consignment)
        }
        #expect(error(passed) == .passedOnOtherwise(member: "organisation"))
    }

    @Test func `a bundle that also goes elsewhere is not the one that was announced`() throws {
        var passed = try passed()
        let other = try TestOrganisation("other.example")
        passed.known.append(other)
        let mailboxes = try [passed.scene.receiver, other].map {
            try AddressedMailbox(local: "intake", of: $0.verified, at: Times.sealed)
        }
        #expect(throws: BundleError.original(.passedOnOtherwise(member: "mailbox"))) {
            try passed.pass(mailboxes: mailboxes)
        }
    }

    @Test func `nobody accepts in the place of those for whom it was sealed`() throws {
        let first = try Scene()
        try first.seal(Self.files)
        try first.open()
        let passed = try PassedOn(
            transferring: first, to: TestOrganisation("myla.example"), by: TestBroker(),
            taker: TestOrganisation("group484.rs"))
        #expect(error(passed) == .takerNotNamed)
    }

    @Test func `what was declined cannot be passed on`() throws {
        var passed = try passed()
        var statements = try Self.statements(passed)
        let accepted = try statements[4].signed.unverified(
            as: ConsignmentAcceptance.self, mode: .live)
        statements[4] = (
            .consignmentRejection,
            try SignedStatement.sign(
                ConsignmentRejection(
                    accepted.step, deposit: accepted.deposit, reason: .noCapacity),
                mode: .live, with: passed.scene.sender.member)
        )
        passed.custody = SealedOriginal.custody(statements, from: 1)
        #expect(error(passed) == .storyIncomplete(position: 6))
    }

    @Test func `a transfer shows the whole, and the opening that was accepted`() throws {
        let good = try passed()
        var passed = good
        let openings = PassedOn.proof + "openings.txt"
        passed[openings] = Array(
            String(decoding: good[openings], as: UTF8.self).split(separator: "\n")
                .filter { $0.hasPrefix("item ") }.map { $0 + "\n" }.joined().utf8)
        #expect(error(passed) == .proofMalformed(number: 1))
        passed = good
        passed.files.removeAll { $0.path == PassedOn.proof + "sealed.opening" }
        #expect(error(passed) == .proofMalformed(number: 1))
        passed = good
        passed[PassedOn.proof + "sealed.opening"] =
            SealedOpening(
                salt: .random(), sealed: good.custody[0].content,
                signature: good.custody[1].content
            ).bytes
        #expect(error(passed) == .openingDiffers)
    }

    @Test func `each file of the first seal must come along, and no other`() throws {
        let good = try passed()
        var passed = good
        passed.files.removeAll { $0.path == "photos/1.jpg" }
        guard case .filesDiffer(let missing)? = error(passed) else {
            Issue.record("a dropped file must be named")
            return
        }
        #expect(missing.map(\.path.text) == ["data/photos/1.jpg"])
        passed = good
        passed["added.txt"] = [1]
        guard case .filesDiffer(let extra)? = error(passed) else {
            Issue.record("an added file must be named")
            return
        }
        #expect(extra.map(\.path.text) == ["data/added.txt"])
    }

    @Test func `training material does not come in as an original`() throws {
        var passed = try passed()
        let sealed = try Self.statements(passed)[0].signed.unverified(
            as: SealedStatement.self, mode: .live)
        let training = try SignedStatement.sign(
            sealed, mode: .training, with: passed.known[0].member)
        var statements = try Self.statements(passed)
        statements[0] = (.sealed, training)
        passed.custody = SealedOriginal.custody(statements, from: 1)
        guard case .custody(.statement(position: 0, _))? = error(passed) else {
            Issue.record("a training seal must be refused")
            return
        }
    }

    /// The same story with another transfer at its end.
    private func retell(
        _ passed: inout PassedOn, _ transfer: (TakenDelivery) throws -> SignedStatement
    ) throws {
        let taken = try #require(passed.taken)
        let seal = try Self.statements(passed)[0]
        passed.custody = SealedOriginal.custody(
            [seal] + taken.steps + [(.transfer, try transfer(taken))], from: 1)
    }

    private static func statements(
        _ passed: PassedOn
    ) throws -> [(event: Event, signed: SignedStatement)] {
        try stride(from: 0, to: passed.custody.count, by: 2).map { index in
            let signed = try SignedStatement(
                json: passed.custody[index].content,
                signature: passed.custody[index + 1].content, entry: nil)
            return (try Statement(parsing: signed.json).event, signed)
        }
    }
}
