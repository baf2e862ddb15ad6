package import Age
import BagIt
package import Custody
import Primitives

/// A case folder that was just opened, with what it proves.
package struct OpenedBundle: Sendable {
    package let deposit: VerifiedDeposit
    package let seal: VerifiedSeal
    package let preview: Preview
    /// What it carries of material that was sealed before.
    package let original: CarriedOriginal?
    /// The note `checkpoint` of the bag, as it lies there.
    package let checkpoint: [UInt8]?
    /// The originals, in the order of the bag.
    package let files: [PackedFile]
    package let verdict: Verdict
}

/// A bundle that was read to its end, everything held.
struct InspectedBundle {
    let deposit: VerifiedDeposit
    let seal: VerifiedSeal
    let original: CarriedOriginal?
    let bag: BagInspection
    /// The header of payload.age.
    let header: [UInt8]
}

/// Opens sealed bundles: out of a FILE.plomba, or out of the parts that a broker hands over.
///
/// Order: the outer statement, its opening file, its signature by a valid device of a confirmed
/// organisation, preview.age; only then is anything decrypted. payload.age is decrypted, hashed and
/// compared in one pass into a staging folder, which gets its name when every check held.
/// (`Protocol/sealed-bundle.md`, section 7)
package struct BundleReader: Sendable {
    private let parts: BundleParts
    private let context: VerificationContext
    private var ledger = CheckLedger(profile: .bundle)
    private var verified: VerifiedDeposit?

    package init(_ parts: BundleParts, context: VerificationContext) {
        (self.parts, self.context) = (parts, context)
    }

    /// How each check ended so far, also after a failure.
    package var verdict: Verdict { ledger.verdict }

    /// Verifies everything that needs no decryption and no payload.
    ///
    /// - Throws: `BundleError`.
    package mutating func verifyOuter() throws(BundleError) -> VerifiedDeposit {
        if let verified { return verified }
        do throws(BundleError) {
            let outer = OuterVerification(context: context)
            let deposit = try outer.verify(parts.statement, &ledger)
            guard deposit.content.previewDigest == .of(parts.preview) else {
                throw .previewDigestDiffers
            }
            guard StanzaRule.allows(startOf: parts.preview) else { throw .previewStanzasRefused }
            ledger.pass(.outerPreview)
            guard deposit.content.payloadSize == parts.payloadSize else {
                throw .payloadSizeDiffers
            }
            verified = deposit
            return deposit
        } catch {
            ledger.fail(error)
            throw error
        }
    }

    /// Decrypts the preview: all that is shown before somebody accepts.
    ///
    /// - Throws: `BundleError`.
    package mutating func openPreview(
        _ identities: IdentitySet
    ) throws(BundleError) -> Preview {
        let deposit = try verifyOuter()
        do throws(BundleError) {
            let bytes = try SealedPreview.open(parts.preview, identities)
            guard let preview = try? Preview(parsing: bytes) else { throw .previewMalformed }
            guard preview.consignment == deposit.content.consignment,
                preview.mode == context.mode
            else { throw .previewUntrue }
            return preview
        } catch {
            ledger.fail(error)
            throw error
        }
    }

    /// Opens the bundle into a new case folder.
    ///
    /// - Parameters:
    ///   - payload: gives payload.age from its start.
    ///   - identities: the secret keys at hand.
    ///   - folder: where the case folder shall stand; nothing may stand there.
    /// - Throws: `BundleError`, `FileError`, and what the source throws. No folder is left then.
    package mutating func extract(
        payload: @escaping PayloadBytes, identities: IdentitySet, into folder: String,
        progress: SealProgress
    ) throws -> OpenedBundle {
        let preview = try openPreview(identities)
        do {
            let staged = try StagedFolder(
                target: folder, expectedSize: parts.payloadSize, files: preview.items)
            let inspected = try read(
                payload, identities, announced: preview.items, into: staged, progress)
            try writeParts(inspected.header, staged)
            try staged.commit()
            return OpenedBundle(
                deposit: inspected.deposit, seal: inspected.seal, preview: preview,
                original: inspected.original, checkpoint: inspected.bag.checkpoint,
                files: inspected.bag.originals, verdict: verdict)
        } catch let error as BundleError {
            ledger.fail(error)
            throw error
        }
    }

    private mutating func read(
        _ payload: @escaping PayloadBytes, _ identities: IdentitySet, announced: UInt64,
        into folder: StagedFolder, _ progress: SealProgress
    ) throws -> InspectedBundle {
        let deposit = try verifyOuter()
        let extraction = Extraction(
            deposit: deposit, identities: identities, announced: announced)
        let (bag, facts, header) = try extraction.run(
            payload, into: folder, &ledger, progress)
        let (seal, original) = try verifyInside(bag, facts, deposit, identities, header)
        return InspectedBundle(
            deposit: deposit, seal: seal, original: original, bag: bag, header: header)
    }

    private mutating func verifyInside(
        _ bag: BagInspection, _ facts: SealedFacts, _ deposit: VerifiedDeposit,
        _ identities: IdentitySet, _ header: [UInt8]
    ) throws(BundleError) -> (VerifiedSeal, CarriedOriginal?) {
        let verification = SealVerification(context: context, deposit: deposit)
        let seal = try verification.verify(bag, facts, &ledger)
        let readers = ReaderVerification(
            context: context, deposit: deposit.content, recipients: facts.recipients)
        try readers.verify(
            opener: identities.recipients.map(\.id), files: [header, parts.preview])
        ledger.pass(.sealRecipients)
        guard try SealedPreview.open(parts.preview, identities) == bag.preview else {
            throw .previewDiffers
        }
        let earlier = EarlierVerification(
            context: context, deposit: deposit, seal: seal.statement.signed,
            recipients: facts.recipients)
        return (seal, try earlier.verify(bag, &ledger))
    }

    private func writeParts(_ header: [UInt8], _ folder: StagedFolder) throws {
        let statement = BundleParts.files(statement: parts.statement, preview: []).dropFirst()
        try folder.write(
            statement + [BagFile(BundlePaths.header, header)]
                + (try parts.evidence.map { try $0.file() }))
    }
}
