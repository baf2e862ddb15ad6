import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// What may be passed on, by whom and to whom, and what must come along.
@Suite struct `What may be passed on` {
    @Test func `a transfer that announces another consignment is not for this bundle`() throws {
        var passed = try PassedOn.made()
        passed.consignment = ConsignmentID()
        #expect(passed.refusal() == .passedOnOtherwise(member: "newConsignment"))
    }

    @Test func `a transfer to another organisation is not for this bundle`() throws {
        var passed = try PassedOn.made()
        let consignment = passed.consignment
        let other = try TestOrganisation("other.example")
        try passed.retell { taken in
            try taken.transfer(to: other, as: consignment)
        }
        #expect(passed.refusal() == .custody(.contradiction(position: 7, member: "mailboxes")))
        // A namesake of the getter: the mailbox is the same, the people are others.
        let namesake = try TestOrganisation("myla.example")
        try passed.retell { taken in
            try taken.transfer(to: namesake, as: consignment)
        }
        #expect(passed.refusal() == .passedOnOtherwise(member: "organisation"))
    }

    @Test func `a bundle that also goes elsewhere is not the one that was announced`() throws {
        var passed = try PassedOn.made()
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
        try first.seal(PassedOn.originals)
        try first.open()
        let passed = try PassedOn(
            transferring: first, to: TestOrganisation("myla.example"), by: TestBroker(),
            taker: TestOrganisation("group484.rs"))
        #expect(passed.refusal() == .takerNotNamed)
    }

    @Test func `what was declined cannot be passed on`() throws {
        var passed = try PassedOn.made()
        var statements = try passed.statements()
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
        #expect(passed.refusal() == .storyIncomplete(position: 6))
    }

    @Test func `a transfer shows the whole, and the opening that was accepted`() throws {
        let good = try PassedOn.made()
        var passed = good
        let openings = PassedOn.proof + "openings.txt"
        passed[openings] = Array(
            String(decoding: good[openings], as: UTF8.self).split(separator: "\n")
                .filter { $0.hasPrefix("item ") }.map { $0 + "\n" }.joined().utf8)
        #expect(passed.refusal() == .proofMalformed(number: 1))
        passed = good
        passed.files.removeAll { $0.path == PassedOn.proof + "sealed.opening" }
        #expect(passed.refusal() == .proofMalformed(number: 1))
        passed = good
        passed[PassedOn.proof + "sealed.opening"] =
            SealedOpening(
                salt: .random(), sealed: good.custody[0].content,
                signature: good.custody[1].content
            ).bytes
        #expect(passed.refusal() == .openingDiffers)
    }

    @Test func `each file of the first seal must come along, and no other`() throws {
        let good = try PassedOn.made()
        var passed = good
        passed.files.removeAll { $0.path == "photos/1.jpg" }
        guard case .filesDiffer(let missing)? = passed.refusal() else {
            Issue.record("a dropped file must be named")
            return
        }
        #expect(missing.map(\.path.text) == ["data/photos/1.jpg"])
        passed = good
        passed["added.txt"] = [1]
        guard case .filesDiffer(let extra)? = passed.refusal() else {
            Issue.record("an added file must be named")
            return
        }
        #expect(extra.map(\.path.text) == ["data/added.txt"])
    }

    @Test func `training material does not come in as an original`() throws {
        var passed = try PassedOn.made()
        let sealed = try passed.statements()[0].signed.unverified(
            as: SealedStatement.self, mode: .live)
        let training = try SignedStatement.sign(
            sealed, mode: .training, with: passed.known[0].member)
        var statements = try passed.statements()
        statements[0] = (.sealed, training)
        passed.custody = SealedOriginal.custody(statements, from: 1)
        guard case .custody(.statement(position: 0, _))? = passed.refusal() else {
            Issue.record("a training seal must be refused")
            return
        }
    }
}
