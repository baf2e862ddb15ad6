import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// A case goes from hand to hand: nobody takes anybody's word for what came before.
@Suite struct `Passing a case on` {
    @Test func `the third verifies the first seal, the acceptance and the transfer`() throws {
        let passed = try PassedOn.made()
        let opened = try passed.pass()
        #expect(opened.verdict.isPositive, "\(opened.verdict)")
        let original = try #require(opened.original)
        #expect(original.kind == .transferred && original.isVerified)
        #expect(original.sender.name.text == "vasaprava.ba")
        #expect(original.files == 2)
        #expect(original.transfers.map(\.purpose) == ["legal aid"])
        for (name, bytes) in PassedOn.originals {
            #expect(try passed.scene.read("case/bag/data/" + name) == bytes)
        }
        #expect(try passed.verifyFolder().verdict.isPositive)
    }

    @Test func `a second transfer keeps the whole chain`() throws {
        let passed = try PassedOn.made()
        try passed.pass()
        let last = try TestOrganisation("zavod.example")
        var further = try PassedOn(
            transferring: passed.scene, to: last, by: passed.broker)
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
        guard case .filesDiffer(let differences)? = forged.refusal() else {
            Issue.record("a dropped file must be named")
            return
        }
        #expect(differences.map(\.path.text) == ["data/snimak.mov"])
        // Nor can the first proof go.
        forged = further
        forged.files.removeAll { $0.path.hasPrefix(PassedOn.proof) }
        #expect(forged.refusal() == .proofMissing(number: 1))
    }

    @Test func `an unknown first sender is not checked, and never positive`() throws {
        var passed = try PassedOn.made()
        passed.known.removeFirst()
        let opened = try passed.pass()
        #expect(!opened.verdict.isPositive)
        #expect(opened.original?.doubt?.code == "original.sender-unknown")
        #expect(opened.verdict.failures.isEmpty)
    }

    @Test func `a broker that is not in use here leaves it unchecked`() throws {
        var passed = try PassedOn.made()
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
        let passed = try PassedOn.made(memberUntil: Times.time("2026-11-24T10:00:00Z"))
        #expect(try passed.pass().verdict.isPositive)
    }

    @Test func `each statement that is dropped is missed`() throws {
        let good = try PassedOn.made()
        let count = good.custody.count / 2
        for position in 0..<count {
            var passed = good
            var statements = try passed.statements()
            statements.remove(at: position)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(passed.refusal() != nil, "statement \(position + 1) dropped")
        }
    }

    @Test func `each statement that changed places is noticed`() throws {
        let good = try PassedOn.made()
        for position in 0..<(good.custody.count / 2 - 1) {
            var passed = good
            var statements = try passed.statements()
            statements.swapAt(position, position + 1)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(
                passed.refusal() != nil, "statements \(position + 1) and \(position + 2) swapped")
        }
    }

    @Test func `each statement that stands twice is noticed`() throws {
        let good = try PassedOn.made()
        for position in 0..<(good.custody.count / 2) {
            var passed = good
            var statements = try passed.statements()
            statements.insert(statements[position], at: position)
            passed.custody = SealedOriginal.custody(statements, from: 1)
            #expect(passed.refusal() != nil, "statement \(position + 1) twice")
        }
    }

    @Test func `each file of custody that was touched is noticed`() throws {
        let good = try PassedOn.made()
        for position in good.custody.indices {
            var passed = good
            var content = passed.custody[position].content
            let place = content.count * 2 / 3
            content[place] = content[place] == 0x61 ? 0x62 : 0x61
            passed.custody[position] = CustodyFile(
                name: passed.custody[position].name, content: content)
            #expect(passed.refusal() != nil, "\(passed.custody[position].name) touched")
        }
    }

    @Test func `signatures that changed places are noticed`() throws {
        var passed = try PassedOn.made()
        let first = passed.custody[1]
        passed.custody[1] = CustodyFile(name: first.name, content: passed.custody[3].content)
        passed.custody[3] = CustodyFile(name: passed.custody[3].name, content: first.content)
        // The opening that was announced covers the signature as well.
        #expect(passed.refusal() == .openingDiffers)
        let third = passed.custody[5]
        passed = try PassedOn.made()
        passed.custody[3] = CustodyFile(name: passed.custody[3].name, content: third.content)
        // Only the signature names the key of a deposit: this one is no device of the sender.
        #expect(passed.refusal() == .custody(.signerUnknown(position: 1)))
    }

    @Test func `names in custody say what stands there`() throws {
        var passed = try PassedOn.made()
        let last = passed.custody.count - 2
        passed.custody[last] = CustodyFile(
            name: "0006-Sealed.json", content: passed.custody[last].content)
        passed.custody[last + 1] = CustodyFile(
            name: "0006-Sealed.json.sig", content: passed.custody[last + 1].content)
        #expect(passed.refusal() == .earlierMalformed)
    }
}
