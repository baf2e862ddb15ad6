import BagIt
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import Age
@testable import EvidenceBundle

/// What ties outside, inside and readers together, one threat a test. What `SignerTests`,
/// `HostileSenderTests` and `CarrierTamperTests` hold already is not repeated here.
@Suite struct `Binding` {
    // Surreptitious forwarding: B passes A's bag on as if it had been made for C.

    @Test func `a bag encrypted anew under the statement of before is not what was announced`()
        throws
    {
        let scene = try sealed()
        let third = try TestOrganisation("civic-alliance.me")
        var forged = try Forgery(scene)
        forged.resealed = try encrypt(
            Forgery.archive(forged.files), third.identities.recipients, dummies: false)
        try forged.write(scene)
        try refuse(.payloadSizeDiffers, scene, by: third, knowing: [third])
        // Even where the size is the same: as many stanzas as there were.
        let dummies = try Recipient.dummyHybridRecipients(3)
        forged.resealed = try encrypt(
            Forgery.archive(forged.files), third.identities.recipients + dummies)
        try forged.write(scene, to: "SAME.plomba")
        // The preview is not for the third either.
        try refuse(.noIdentityMatches, scene, "SAME.plomba", by: third, knowing: [third])
        try refuse(.headerDigestDiffers, scene, "SAME.plomba")
    }

    @Test func `a forwarder who announces it as its own has no member for the seal`() throws {
        let scene = try sealed()
        let third = try TestOrganisation("civic-alliance.me")
        var forged = try Forgery(scene)
        forged.deposit = try announced(forged, sender: scene.receiver, to: third)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(forged["preview.json"])), third.identities.recipients)
        forged.resealed = try encrypt(
            Forgery.archive(forged.files), third.identities.recipients)
        try forged.sign(scene.receiver.device)
        try forged.write(scene)
        try refuse(.sealKeyNotValid, scene, by: third, knowing: [third])
    }

    // Payload substitution by a co-recipient, who knows the file key.

    @Test func `a co-recipient's payload that a stolen device announced is refused by its files`()
        throws
    {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        forged.resealed = try substitute(
            Forgery.archive(forged.files), in: forged.payload, knowing: scene.receiver.identities)
        try forged.sign(scene.sender.device)
        try forged.write(scene)
        try refuse(.originalsDiffer([changed("data/snimak.mov")]), scene)
    }

    @Test(arguments: [false, true])
    func `a whole new bag by a stolen device has no member's seal`(newHeader: Bool) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        // Everything that needs no member: lists, openings, commitments, the thief's own seal.
        try forged.reseal(scene)
        let thief = try SigningKey()
        let seal = try unverifiedSeal(forged, commitments: forged["commitments.txt"], key: thief)
        try forged.replaceSeal(seal)
        if newHeader {
            try forged.seal(scene)
        } else {
            forged.preview = try Forgery(scene).preview
            forged.resealed = try substitute(
                Forgery.archive(forged.files), in: forged.payload,
                knowing: scene.receiver.identities)
            try forged.sign(scene.sender.device)
        }
        try forged.write(scene)
        try refuse(.sealKeyNotValid, scene)
        // The member's name on the thief's signature does not help either.
        let named = try unverifiedSeal(
            forged, commitments: forged["commitments.txt"], key: thief,
            naming: scene.sender.member.publicKey.id)
        try forged.replaceSeal(named)
        try forged.seal(scene)
        try forged.write(scene, to: "NAMED.plomba")
        try refuse(.sealSignature(.signatureInvalid), scene, "NAMED.plomba")
    }

    @Test func `an old bag under a new consignment is told by its seal`() throws {
        let scene = try sealed()
        try scene.seal([("snimak.mov", [1, 2, 3])], to: "OTHER.plomba")
        var forged = try Forgery(scene, "OTHER.plomba")
        let old = try Forgery(scene)
        forged.files = old.files
        // The thief announces the old seal under the new consignment.
        forged.deposit = forged.deposit.with(commitment: old.deposit.sealedCommitment)
        try forged.seal(scene)
        try forged.write(scene)
        try refuse(.consignmentDiffers, scene)
    }

    // Stanzas.

    @Test func `a stanza taken out or moved is told by everybody, whoever did it`() throws {
        let scene = try sealed()
        let good = try Forgery(scene)
        let header = try AgeHeader(startOf: good.payload.span)
        let fileKey = try scene.receiver.identities.unwrap(header.wrappedKeys)
        var moved = header.stanzas
        moved.swapAt(0, 1)
        let fewer = Array(header.stanzas.dropFirst())
        let more = header.stanzas + [try scene.sender.identities.recipients[0].wrap(fileKey)]
        for (stanzas, expected) in [
            (moved, BundleError.headerDigestDiffers), (fewer, .payloadSizeDiffers),
            (more, .payloadSizeDiffers),
        ] {
            var forged = good
            // A co-recipient knows the file key and can make the MAC fit.
            let changed = try AgeHeader(stanzas: stanzas, fileKey: fileKey)
            forged.resealed = changed.bytes + good.payload[header.bytes.count...]
            try forged.write(scene)
            try refuse(expected, scene)
        }
    }

    @Test func `a reader without a stanza is told that none of its keys opens`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        // A stolen device strips the member and announces what is left; the recovery key still
        // opens, and the seal names both.
        try forged.seal(scene, to: scene.receiver.recovery.recipients)
        try forged.write(scene)
        try refuse(.noIdentityMatches, scene)
    }

    @Test func `a reader who kept a stanza is told that another may have been cut off`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        // The same theft, seen by whoever still opens.
        try forged.seal(scene, to: scene.receiver.recovery.recipients, dummies: false)
        try forged.write(scene)
        try refuse(
            .stanzasDiffer(found: 1, expected: 4), scene, with: scene.receiver.recovery)
        // The preview alone, cut for everybody but the one who opens it.
        forged = try Forgery(scene)
        forged.preview = try encrypt(
            made(PreviewPadding.pad(forged["preview.json"])),
            scene.receiver.identities.recipients, dummies: false)
        try forged.sign(scene.sender.device)
        try forged.write(scene)
        try refuse(.stanzasDiffer(found: 1, expected: 4), scene)
        // More than there should be is no better: the seal says how many read.
        forged = try Forgery(scene)
        try forged.seal(
            scene, to: Forgery.readers(scene) + Recipient.dummyHybridRecipients(1))
        try forged.write(scene)
        try refuse(.stanzasDiffer(found: 8, expected: 4), scene)
    }

    @Test func `an opened folder tells by its header that a stanza was cut off`() throws {
        let scene = try sealed()
        #expect(try scene.open().verdict.isPositive)
        var forged = try Forgery(scene)
        try forged.seal(scene, to: scene.receiver.recovery.recipients, dummies: false)
        let payload = try #require(forged.resealed)
        let header = try AgeHeader(startOf: payload.span).bytes
        for (name, bytes) in [
            ("statement.json", forged.statement.json),
            ("statement.json.sig", forged.statement.signature),
            ("statement.entry", forged.statement.entry ?? []), ("header.age", header),
        ] {
            try scene.write(bytes, to: "case/\(name)")
        }
        let found = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(), progress: { _, _ in })
        #expect(found.failure == .stanzasDiffer(found: 1, expected: 4))
    }

    // Key commitment: one file, two readers, two contents.

    @Test func `two file keys in one header open for one reader at most`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        let first = try FileKey.random()
        let second = try FileKey.random()
        let stanzas = [
            try scene.receiver.recovery.recipients[0].wrap(first),
            try scene.receiver.identities.recipients[0].wrap(second),
        ]
        let header = try AgeHeader(stanzas: stanzas, fileKey: first)
        let body = try encrypt(Forgery.archive(forged.files), scene.receiver.recovery.recipients)
        let headerSize = try AgeHeader(startOf: body.span).bytes.count
        forged.resealed = header.bytes + body[headerSize...]
        try forged.sign(scene.sender.device)
        try forged.write(scene)
        // Whose file key the MAC is not made with learns that, before any content.
        try refuse(.decryption(.headerMAC), scene)
    }

    // Equivocation: the sender shows two readers two contents under one identifier.

    @Test func `two deposits of one consignment contradict each other in every chain`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        try forged.reseal(scene)
        try forged.seal(scene)
        try forged.write(scene, to: "SECOND.plomba")
        // Each opens for whoever sees only one of them: it is the sender's own word.
        let first = try scene.open().deposit
        let second = try scene.open("SECOND.plomba", into: "second").deposit
        #expect(first.content.consignment == second.content.consignment)
        #expect(first.content.sealedCommitment != second.content.sealedCommitment)
        let chain = try UnverifiedCustodyChain([first.statement.signed, second.statement.signed])
        let device = scene.sender.device.publicKey
        #expect(throws: CustodyError.duplicate(position: 1)) {
            try chain.verify(mode: .live, expiry: .unwitnessed, signer: { _ in device })
        }
    }

    private func sealed() throws -> Scene {
        let scene = try Scene()
        try scene.seal([("snimak.mov", [1, 2, 3])])
        return scene
    }

    private func changed(_ path: String) throws -> FileDifference {
        FileDifference(kind: .content, path: try BagPath(path), exhibit: nil)
    }

    private func announced(
        _ forged: Forgery, sender: TestOrganisation, to receiver: TestOrganisation
    ) throws -> DepositStatement {
        let deposit = forged.deposit
        let address = try made(
            MailboxAddress(local: "intake", organisation: receiver.verified.name))
        return DepositStatement(
            mode: forged.mode, consignment: deposit.consignment,
            sender: OrganisationReference(
                name: sender.verified.name, fingerprint: sender.verified.fingerprint),
            destinations: [.init(mailbox: address, stream: nil)],
            payloadDigest: deposit.payloadDigest, previewDigest: deposit.previewDigest,
            payloadSize: deposit.payloadSize, headerDigest: deposit.headerDigest,
            sealedCommitment: deposit.sealedCommitment, deadline: deposit.deadline)
    }

    /// A seal by any key, also one that says it is another's.
    private func unverifiedSeal(
        _ forged: Forgery, commitments: [UInt8], key: borrowing SigningKey, naming: KeyID? = nil
    ) throws -> SignedStatement {
        let text = SealedStatement(
            commitmentsDigest: .of(commitments), consignment: forged.deposit.consignment,
            sender: forged.deposit.sender, keyID: naming ?? key.publicKey.id,
            claimedTime: Times.sealed
        ).text(mode: .live)
        let signature = SSHSignature.sign(
            text, namespace: Mode.live.namespace("Sealed"), with: key)
        return try SignedStatement(json: text, signature: signature.armored, entry: nil)
    }
}

/// Opens as somebody and expects one refusal that leaves nothing.
func refuse(
    _ error: @autoclosure () throws -> BundleError, _ scene: Scene,
    _ name: String = "FORGED.plomba", by reader: TestOrganisation? = nil,
    with keys: IdentitySet? = nil,
    knowing others: [TestOrganisation] = [], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let context = scene.context(knowing: [scene.sender, scene.receiver] + others)
    var (file, opening) = try scene.reader(name, context: context)
    let identities = keys ?? (reader ?? scene.receiver).identities
    #expect(throws: try error(), sourceLocation: sourceLocation) {
        try opening.extract(
            payload: file.payload(), identities: identities, into: scene.path("never"),
            progress: { _, _ in })
    }
    #expect(!opening.verdict.isPositive, sourceLocation: sourceLocation)
    let listing = try scene.listing()
    #expect(
        !listing.contains { $0.hasPrefix(".") || $0 == "never" }, sourceLocation: sourceLocation)
}
