import Custody
import Foundation
import Primitives
import Testing

@testable import Age
@testable import EvidenceBundle

/// Inner and outer statements, field by field: a hostile sender signs both and lets one of them say
/// something else.
@Suite struct `Inside and outside` {
    @Test func `name one consignment`() throws {
        try refuseSeal(.consignmentDiffers) { $0.consignment = ConsignmentID() }
    }

    @Test func `name one sender, by name and by fingerprint`() throws {
        try refuseSeal(.senderDiffers) { seal in
            seal.sender = OrganisationReference(
                name: try made(OrganisationName("other.ba")), fingerprint: seal.sender.fingerprint)
        }
        try refuseSeal(.senderDiffers) { seal in
            seal.sender = OrganisationReference(
                name: seal.sender.name, fingerprint: Fingerprint(.of([1])))
        }
    }

    @Test func `are of one mode`() throws {
        try refuseSeal(.sealMalformed(.modeUnexpected(expected: .live, found: .training))) {
            $0.mode = .training
        }
    }

    @Test func `the seal names the key that signed it`() throws {
        try refuseSeal(.sealSignature(.signatureInvalid)) { $0.signsWithDevice = true }
    }

    @Test func `the seal says nothing that it need not`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try forged.reseal(scene)
        let text = Array(
            String(decoding: forged["custody/0001-Sealed.json"], as: UTF8.self)
                .replacing("\"version\": 1,", with: "\"version\": 1, \"case\": \"x\",").utf8)
        let signature = SSHSignature.sign(
            text, namespace: Mode.live.namespace("Sealed"), with: scene.sender.member)
        try forged.replaceSeal(
            SignedStatement(json: text, signature: signature.armored, entry: nil))
        try forged.seal(scene)
        try forged.write(scene)
        try refuse(
            .sealMalformed(
                .schema(.unknownMember(path: "predicate.case"))), scene)
    }

    @Test(arguments: Announced.allCases)
    func `what is announced is what is there`(_ field: Announced) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged.statement = try .sign(
            field.changing(forged.deposit), mode: .live, with: scene.sender.device)
        try forged.write(scene)
        try refuse(field.error, scene)
    }

    @Test func `the preview inside counts what is inside`() throws {
        for (old, new) in [
            ("\"items\": 1", "\"items\": 2"), ("\"total_bytes\": 3", "\"total_bytes\": 4"),
        ] {
            try refuseResealed(.previewUntrue) { forged in
                try forged.replace(old, with: new, in: "preview.json")
            }
        }
    }

    @Test func `the preview is of this consignment and this mode`() throws {
        try refuseResealed(.previewUntrue) { forged in
            try forged.replace(
                forged.deposit.consignment.uuidText, with: ConsignmentID().uuidText,
                in: "preview.json")
        }
        try refuseResealed(.previewUntrue) { forged in
            try forged.replace("\"live\"", with: "\"training\"", in: "preview.json")
        }
    }

    @Test func `the preview outside is the one inside, also for the sender's own seal`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        let outside = forged["preview.json"]
        try forged.replace("\"urgent\"", with: "\"routine\"", in: "preview.json")
        try forged.reseal(scene)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(outside)), scene.receiver.identities.recipients)
        try forged.seal(scene)
        try forged.write(scene)
        try refuse(.previewDiffers, scene)
    }

    @Test func `the sealed case number is the one in the case`() throws {
        try refuseResealed(.caseIDDiffers) { forged in
            try forged.replace("VP-2026-014", with: "VP-2026-015", in: "case.json")
        }
    }

    @Test(arguments: [
        "\"kind\": \"disclosure\"", "\"mode\": \"live\"", "\"tz_offset\": \"+01:00\"",
        "\"previous\": null", "\"preview\": {\"priority\": \"routine\"}",
        "\"bundle_id\": \"\"", "\"created_at\": \"2026-11-24T10:00:00Z\"",
    ])
    func `the case says nothing that the preview says`(_ member: String) throws {
        let name = String(member.split(separator: "\"")[0])
        try refuseResealed(.caseRepeatsPreview(name)) { forged in
            try forged.replace(
                "\"schema\": \"case/1\"", with: "\(member), \"schema\": \"case/1\"",
                in: "case.json")
        }
    }

    @Test func `a resealed bag without a lie opens`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try forged.reseal(scene)
        try forged.seal(scene)
        try forged.write(scene)
        #expect(try scene.open("FORGED.plomba").verdict.isPositive)
    }

    private func sealed() throws -> Scene {
        let scene = try Scene()
        try scene.seal([("snimak.mov", [1, 2, 3])])
        return scene
    }

    private func refuseResealed(
        _ error: BundleError, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout Forgery) throws -> Void
    ) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try change(&forged)
        try forged.reseal(scene)
        try forged.seal(scene)
        try forged.write(scene)
        try refuse(error, scene, sourceLocation: sourceLocation)
    }

    /// What a seal says, to be changed.
    private struct Seal {
        var consignment: ConsignmentID
        var sender: OrganisationReference
        var mode: Mode
        var signsWithDevice = false
    }

    private func refuseSeal(
        _ error: BundleError, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout Seal) throws -> Void
    ) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        try forged.reseal(scene)
        var seal = Seal(
            consignment: forged.deposit.consignment, sender: forged.deposit.sender, mode: .live)
        try change(&seal)
        let text = SealedStatement(
            commitmentsDigest: .of(forged["commitments.txt"]), consignment: seal.consignment,
            sender: seal.sender, keyID: scene.sender.member.publicKey.id,
            claimedTime: Times.sealed
        ).text(mode: seal.mode)
        let namespace = seal.mode.namespace("Sealed")
        let signature =
            seal.signsWithDevice
            ? SSHSignature.sign(text, namespace: namespace, with: scene.sender.device)
            : SSHSignature.sign(text, namespace: namespace, with: scene.sender.member)
        try forged.replaceSeal(
            SignedStatement(json: text, signature: signature.armored, entry: nil))
        try forged.seal(scene)
        try forged.write(scene)
        try refuse(error, scene, sourceLocation: sourceLocation)
    }
}

extension Forgery {
    mutating func replace(
        _ old: String, with new: String, in name: String
    ) throws {
        let text = String(decoding: self[name], as: UTF8.self)
        guard text.contains(old) else { throw NotMade() }
        self[name] = Array(text.replacing(old, with: new).utf8)
    }
}

/// What an outer statement announces about the files beside it.
enum Announced: CaseIterable, Sendable {
    case payloadDigest, previewDigest, payloadSize, headerDigest, sealedCommitment, mailbox

    var error: BundleError {
        get throws {
            switch self {
            case .payloadDigest: .payloadDigestDiffers
            case .previewDigest: .previewDigestDiffers
            case .payloadSize: .payloadSizeDiffers
            case .headerDigest: .headerDigestDiffers
            case .sealedCommitment: .sealedCommitmentDiffers
            case .mailbox: .mailboxWithoutReader(try Self.otherMailbox())
            }
        }
    }

    func changing(_ deposit: DepositStatement) throws -> DepositStatement {
        let other = SHA256Digest.of([1])
        return DepositStatement(
            mode: deposit.mode, consignment: deposit.consignment, sender: deposit.sender,
            destinations: self == .mailbox
                ? [.init(mailbox: try Self.otherMailbox(), stream: nil)] : deposit.destinations,
            payloadDigest: self == .payloadDigest ? other : deposit.payloadDigest,
            previewDigest: self == .previewDigest ? other : deposit.previewDigest,
            payloadSize: deposit.payloadSize + (self == .payloadSize ? 1 : 0),
            headerDigest: self == .headerDigest ? other : deposit.headerDigest,
            sealedCommitment: self == .sealedCommitment ? other : deposit.sealedCommitment,
            deadline: deposit.deadline)
    }

    private static func otherMailbox() throws -> MailboxAddress {
        try made(MailboxAddress("archive@group484.rs"))
    }
}

/// The readers who are none.
@Suite struct `Dummy stanzas` {
    @Test(arguments: [1, 2, 4, 5, 8, 9, 16, 17, 31, 32])
    func `fill up to 4, 8, 16 or 32, in both files`(readers: Int) throws {
        let scene = try Scene()
        var request = try scene.request()
        let mailbox = request.mailboxes[0]
        request.mailboxes = [
            AddressedMailbox(
                address: mailbox.address, organisation: mailbox.organisation,
                recipients: try Recipient.dummyHybridRecipients(readers))
        ]
        try scene.seal([("a.txt", [1])], request: request)
        let file = try BundleFile(path: scene.path("FILE.plomba"))
        let source = file.payload()
        var block = [UInt8](repeating: 0, count: 1 << 16)
        var span = block.mutableSpan
        _ = try source(&span)
        let expected = try #require([4, 8, 16, 32].first { $0 >= readers })
        for bytes in [block, file.parts.preview] {
            let types = try AgeHeader(startOf: bytes.span).stanzaTypes
            #expect(types == [String](repeating: "mlkem768x25519", count: expected))
        }
    }

    @Test func `look like the others and open for nobody`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let payload = try Forgery(scene).payload
        let header = try AgeHeader(startOf: payload.span)
        let lines = header.bytes.split(separator: 0x0A).map { $0.count }
        // Version, then argument line and body of each stanza, then the MAC: all stanzas alike.
        #expect(lines.count == 1 + 4 * 2 + 1)
        #expect(Set([1, 3, 5, 7].map { lines[$0] }).count == 1)
        #expect(Set([2, 4, 6, 8].map { lines[$0] }) == [43])
        let stranger = IdentitySet(try Identity.generateHybrid())
        // A stanza that no honest sender makes would be a header failure rather than no match.
        for stanza in try opened(payload) {
            #expect(throws: AgeError.noMatch) { _ = try stranger.unwrap([stanza]) }
        }
        let readable = try opened(payload).filter {
            do {
                _ = try scene.receiver.identities.unwrap([$0])
                return true
            } catch {
                return false
            }
        }
        #expect(readable.count == 1)
    }

    private func opened(_ payload: [UInt8]) throws -> [WrappedKey] {
        try AgeHeader(startOf: payload.span).wrappedKeys
    }
}
