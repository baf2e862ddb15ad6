import Age
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import Testing

/// Who signed, who may open, and as of when.
@Suite struct `Signers and readers of a bundle` {
    @Test func `an unknown signer is never a positive verdict, and nothing is decrypted`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let context = scene.context(knowing: [scene.receiver])
        #expect(throws: BundleError.unknownSigner) { try scene.open(context: context) }
        let verification = try BundleVerifier.verify(
            BundleFile(path: scene.path("FILE.plomba")), context: context,
            progress: { _, _ in })
        #expect(verification.failure == .unknownSigner)
        #expect(!verification.verdict.isPositive)
        #expect(verification.verdict.failures.isEmpty)
        #expect(verification.verdict.unmet == [.outerSignature])
    }

    @Test func `a key that the sender's record does not list is refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        try forged.sign(try SigningKey())
        try forged.write(scene)
        #expect(throws: BundleError.deviceKeyNotValid) { try scene.open("FORGED.plomba") }
    }

    @Test func `a member's key is no device`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        try forged.sign(scene.sender.member)
        try forged.write(scene)
        #expect(throws: BundleError.deviceKeyNotValid) { try scene.open("FORGED.plomba") }
    }

    @Test func `an expired record is its own failure`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let late = scene.context(at: Times.time("2028-01-01T00:00:00Z"))
        #expect(throws: BundleError.recordExpired) { try scene.open(context: late) }
    }

    @Test func `a bundle from before the device's time is refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let early = scene.context(at: Times.time("2025-01-01T00:00:00Z"))
        #expect(throws: BundleError.deviceKeyNotValid) { try scene.open(context: early) }
    }

    @Test func `the seal of another organisation's member is refused`() throws {
        let scene = try Scene()
        let stranger = try TestOrganisation("civic-alliance.me")
        let sealer = try Sealer(try scene.request(), source: try scene.source([("a.txt", [1])]))
        _ = try sealer.seal(
            to: scene.path("FILE.plomba"), memberKey: stranger.member,
            deviceKey: scene.sender.device, senderCopy: nil, progress: { _, _ in })
        let context = scene.context(knowing: [scene.sender, scene.receiver, stranger])
        #expect(throws: BundleError.sealKeyNotValid) { try scene.open(context: context) }
        #expect(!scene.exists("case"))
    }

    @Test func `a device's key cannot seal`() throws {
        let scene = try Scene()
        let sealer = try Sealer(try scene.request(), source: try scene.source([("a.txt", [1])]))
        _ = try sealer.seal(
            to: scene.path("FILE.plomba"), memberKey: scene.sender.device,
            deviceKey: scene.sender.device, senderCopy: nil, progress: { _, _ in })
        #expect(throws: BundleError.sealKeyNotValid) { try scene.open() }
    }

    @Test func `whoever is not a reader opens nothing`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var (file, reader) = try scene.reader()
        let stranger = IdentitySet(try Identity.generateHybrid())
        #expect(throws: BundleError.noIdentityMatches) {
            try reader.extract(
                payload: file.payload(), identities: stranger, into: scene.path("case"),
                progress: { _, _ in })
        }
        #expect(throws: BundleError.noIdentityMatches) { try reader.openPreview(stranger) }
    }

    @Test func `the recovery key of the mailbox opens it too`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var (file, reader) = try scene.reader()
        let opened = try reader.extract(
            payload: file.payload(), identities: scene.receiver.recovery,
            into: scene.path("case"), progress: { _, _ in })
        #expect(opened.verdict.isPositive)
    }

    @Test func `a bundle passed on in a new wrapping is refused by its new reader`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        // The receiver decrypts and encrypts again to somebody the sender never chose; even the
        // sender's own device may have been talked into signing it.
        let third = try TestOrganisation("civic-alliance.me")
        var forged = try Forgery(scene)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(forged["preview.json"])), third.identities.recipients)
        try forged.seal(scene, to: third.identities.recipients)
        try forged.write(scene)
        let context = scene.context(knowing: [scene.sender, scene.receiver, third])
        var (file, reader) = try scene.reader("FORGED.plomba", context: context)
        #expect(throws: BundleError.openerNotNamed) {
            try reader.extract(
                payload: file.payload(), identities: third.identities, into: scene.path("case"),
                progress: { _, _ in })
        }
        #expect(!scene.exists("case"))
    }

    @Test func `a reader outside the addressed mailbox is refused`() throws {
        let scene = try Scene()
        let outsider = try Identity.generateHybrid().recipient
        var request = try scene.request()
        let mailbox = request.mailboxes[0]
        request.mailboxes = [
            AddressedMailbox(
                address: mailbox.address, organisation: mailbox.organisation,
                recipients: mailbox.recipients + [outsider])
        ]
        try scene.seal([("a.txt", [1])], request: request)
        #expect(throws: BundleError.readerOutsideMailbox) { try scene.open() }
    }

    @Test func `training material is refused by a live reader, and live by a training one`() throws
    {
        let training = try Scene(mode: .training)
        try training.seal([("a.txt", [1])])
        #expect(try training.open().verdict.isPositive)
        let known = [training.sender.verified, training.receiver.verified]
        let live = VerificationContext(mode: .live, time: Times.opened, confirmed: known)
        #expect(throws: BundleError.otherMode) {
            try training.open(into: "live", context: live)
        }
    }

    @Test func `a co-recipient's payload under the intact header is refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        forged.files[0].content = [9]
        forged.resealed = try substitute(
            Forgery.archive(forged.files), in: forged.payload,
            knowing: scene.receiver.identities)
        #expect(forged.resealed?.count == forged.payload.count)
        try forged.write(scene)
        #expect(throws: BundleError.payloadDigestDiffers) { try scene.open("FORGED.plomba") }
        #expect(!scene.exists("case"))
    }
}
