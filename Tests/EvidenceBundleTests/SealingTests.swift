import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Testing

/// What sealing checks first, and what it leaves behind.
@Suite struct `Sealing` {
    @Test(arguments: [
        "Željka_Đurić_ćšž.mp4", "снимак 1.mov", "dëshmi të reja.pdf", "ЃоргиЌ.docx", "Ś Ź.txt",
        "e\u{301}.txt", "100% sigurno.txt", "folder/inner/a b.txt",
        "\(String(repeating: "dugo/", count: 20))\(String(repeating: "ž", count: 120)).txt",
    ])
    func `a name of the region survives byte for byte`(_ name: String) throws {
        let scene = try Scene()
        try scene.seal([(name, [1, 2, 3])])
        let opened = try scene.open()
        #expect(opened.files.map(\.path.text.utf8.count) == ["data/\(name)".utf8.count])
        #expect(try scene.read("case/bag/data/\(name)") == [1, 2, 3])
        let again = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(), progress: { _, _ in })
        #expect(again.verdict.isPositive)
    }

    @Test func `many small files come back, each with its opening`() throws {
        let scene = try Scene()
        let files = (0..<700).map { ("f/\($0).txt", Array("\($0)".utf8)) }
        try scene.seal(files)
        #expect(try scene.open().files.count == 700)
        #expect(try Forgery(scene)["commitments.txt"].count == 1024 * Commitments.lineSize)
    }

    @Test func `the stanzas hide how many readers there are`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let payload = try Forgery(scene).payload
        #expect(try AgeHeader(startOf: payload.span).stanzaTypes.count == 4)
        #expect(
            try AgeHeader(startOf: BundleFile(path: scene.path("FILE.plomba")).parts.preview.span)
                .stanzaTypes.count == 4)
    }

    @Test func `nothing readable leaves the ends`() throws {
        let scene = try Scene()
        let canary = Array("C4N4RY-content-of-a-statement".utf8)
        let document = CaseJSON.minimal(mode: .live)
            .replacing("needs a lawyer", with: "C4N4RY-reason")
            .replacing("VP-2026-014", with: "C4N4RY-number")
        try scene.seal(
            [("C4N4RY-name.txt", canary)],
            request: try scene.request(caseDocument: document.bytes))
        let bytes = try scene.read("FILE.plomba")
        #expect(!contains(bytes, Array("C4N4RY".utf8)))
        #expect(!contains(bytes, Array("urgent".utf8)))
        let statement = try JSONValue.parse(
            BundleFile(path: scene.path("FILE.plomba")).parts.statement.json)
        guard case .object(let members)? = statement["predicate"] else { throw NotMade() }
        #expect(
            members.map(\.name) == [
                "version", "mode", "consignment", "sender", "mailboxes", "payloadSize",
                "headerDigest", "sealedCommitment", "deadline",
            ])
    }

    @Test func `a file that changes while it is read leaves nothing`() throws {
        let scene = try Scene()
        // More than is read ahead of what is packed.
        let source = try scene.source([("a.txt", [1]), ("b.txt", Randomness.bytes(12 << 20))])
        let sealer = try Sealer(try scene.request(), source: source)
        var isChanged = false
        #expect(throws: PayloadError.self) {
            _ = try sealer.seal(
                to: scene.path("FILE.plomba"), memberKey: scene.sender.member,
                deviceKey: scene.sender.device, senderCopy: nil
            ) { done, _ in
                guard done > 1, !isChanged else { return }
                isChanged = true
                try? scene.write(Randomness.bytes(2 << 20), to: "source/b.txt")
            }
        }
        #expect(isChanged)
        #expect(try scene.listing() == ["source"])
    }

    @Test func `what stands at the place of the file is never replaced`() throws {
        let scene = try Scene()
        try scene.write([1], to: "FILE.plomba")
        #expect(throws: FileError.self) { try scene.seal([("a.txt", [1])]) }
        #expect(try scene.read("FILE.plomba") == [1])
        #expect(try scene.listing() == ["FILE.plomba", "source"])
    }

    @Test func `the plan knows the exact size`() throws {
        let scene = try Scene()
        let sealer = try Sealer(
            try scene.request(), source: try scene.source([("a.txt", Randomness.bytes(100_000))]))
        _ = try sealer.seal(
            to: scene.path("FILE.plomba"), memberKey: scene.sender.member,
            deviceKey: scene.sender.device, senderCopy: nil, progress: { _, _ in })
        let file = try BundleFile(path: scene.path("FILE.plomba"))
        #expect(file.parts.payloadSize == sealer.payloadSize)
        #expect(sealer.readers.count == 2)
    }

    @Test func `the sender keeps a proof of what it sent`() throws {
        let scene = try Scene()
        let sealer = try Sealer(try scene.request(), source: try scene.source([("a.txt", [1])]))
        let kept = SenderCopy(
            path: scene.path("copy.age"), recipients: scene.sender.identities.recipients)
        let sealed = try sealer.seal(
            to: scene.path("FILE.plomba"), memberKey: scene.sender.member,
            deviceKey: scene.sender.device, senderCopy: kept, progress: { _, _ in })
        let copy = try Forgery.files(
            of: scene.read("copy.age"), scene.sender.identities)
        let bundle = try Forgery(scene).files
        #expect(
            copy.map(\.path) == [
                "bag/openings.txt", "bag/commitments.txt", "bag/custody/0001-Sealed.json",
                "bag/custody/0001-Sealed.json.sig", "bag/sealed.opening",
            ])
        for (path, content) in copy {
            #expect(bundle.first { $0.path == path }?.content == content)
        }
        #expect(
            sealed.deposit.sealedCommitment == .of(try made(copy.last).content))
    }

    @Test func `a statement with stream numbers goes with the same payload`() throws {
        let scene = try Scene()
        let sealed = try scene.seal([("a.txt", [1])])
        let file = try BundleFile(path: scene.path("FILE.plomba"))
        let device = scene.sender.device.publicKey.id
        let statement = try SignedStatement.sign(
            sealed.deposit.numbered { _ in .init(device: device, number: 7) }, mode: .live,
            with: scene.sender.device)
        let parts = try BundleParts(
            statement: statement, preview: file.parts.preview,
            payloadSize: file.parts.payloadSize, evidence: [])
        var reader = BundleReader(parts, context: scene.context())
        let opened = try reader.extract(
            payload: file.payload(), identities: scene.receiver.identities,
            into: scene.path("case"), progress: { _, _ in })
        #expect(opened.deposit.content.isNumbered)
        #expect(!sealed.deposit.isNumbered)
        #expect(try scene.read("case/statement.json") == statement.json)
    }

    @Test func `evidence travels with the file and into the folder`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        forged.evidence = [("evidence/SubmissionAcceptance.json", [1, 2])]
        try forged.write(scene, to: "WITH.plomba")
        let evidence = try BundleFile(path: scene.path("WITH.plomba")).parts.evidence
        #expect(evidence == [EvidenceFile(name: "SubmissionAcceptance.json", content: [1, 2])])
        try scene.open("WITH.plomba")
        #expect(try scene.read("case/evidence/SubmissionAcceptance.json") == [1, 2])
        let again = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(), progress: { _, _ in })
        #expect(again.verdict.isPositive)
        forged.evidence = [("evidence/deeper/x.json", [1])]
        try forged.write(scene, to: "DEEPER.plomba")
        #expect(throws: BundleError.outerLayout) { try scene.open("DEEPER.plomba") }
    }

    @Test func `requests that cannot be sealed are refused before anything is written`() throws {
        let scene = try Scene()
        let good = try scene.request()
        func expect(
            _ error: SealError, _ change: (inout SealRequest) throws -> Void,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            var request = good
            try change(&request)
            #expect(throws: error, sourceLocation: sourceLocation) {
                try scene.seal([("a.txt", [1])], request: request)
            }
        }
        try expect(.noMailbox) { $0.mailboxes = [] }
        try expect(.deadlineNotWholeHour) {
            $0.deadline = Times.time("2026-11-27T12:00:01Z")
        }
        try expect(.deadlinePassed) { $0.deadline = Times.time("2026-11-24T09:00:00Z") }
        try expect(.caseForOtherMode) { $0.mode = .training }
        try expect(.caseFromOtherOrganisation) {
            $0.caseDocument = try CaseDocument(
                parsing: CaseJSON.minimal(mode: .live)
                    .replacing("vasaprava.ba", with: "other.ba").bytes)
        }
        try expect(.caseForOtherOrganisation) {
            $0.caseDocument = try CaseDocument(
                parsing: CaseJSON.minimal(mode: .live)
                    .replacing("group484.rs", with: "other.rs").bytes)
        }
        try expect(.tooManyRecipients(limit: 32)) {
            let mailbox = $0.mailboxes[0]
            $0.mailboxes = [
                AddressedMailbox(
                    address: mailbox.address, organisation: mailbox.organisation,
                    recipients: try Recipient.dummyHybridRecipients(33))
            ]
        }
        #expect(try scene.listing() == ["source"])
    }

    @Test func `a mailbox is looked up before somebody seals to it`() throws {
        let scene = try Scene()
        let known = scene.receiver.verified
        #expect(throws: SealError.self) {
            _ = try AddressedMailbox(local: "nobody", of: known, at: Times.sealed)
        }
        #expect(throws: SealError.self) {
            _ = try AddressedMailbox(
                local: "intake", of: known, at: Times.time("2029-01-01T00:00:00Z"))
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...bytes.count - part.count).contains { start in
            bytes[start] == part[0] && bytes[start..<start + part.count].elementsEqual(part)
        }
    }
}
