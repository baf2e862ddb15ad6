import Age
import BagIt
import Custody
import Primitives

/// Verifies what lies there, without a key, and writes nothing: a FILE.plomba or an opened case
/// folder.
///
/// - Throws (all functions): only when the verification could not be carried out.
package struct BundleVerifier {
    private let context: VerificationContext
    private var ledger: CheckLedger
    private var deposit: VerifiedDeposit?
    private var seal: VerifiedSeal?
    private var files: [PackedFile] = []
    private var failure: BundleError?
    private var original: CarriedOriginal?
    private var checkpoint: [UInt8]?

    private init(_ context: VerificationContext, profile: VerificationProfile) {
        self.context = context
        ledger = CheckLedger(profile: profile)
    }

    /// The outside of a sealed file: needs no secret key, and says nothing about the inside.
    package static func verify(
        _ file: BundleFile, context: VerificationContext, progress: SealProgress
    ) throws -> BundleVerification {
        var verifier = BundleVerifier(context, profile: .sealed)
        try verifier.run { try $0.verifyOutside(file, progress) }
        return verifier.result
    }

    /// An opened case folder: everything but the encrypted files, which are no longer there.
    ///
    /// - Parameter stored: the originals, where they lie in an archive and not in the folder.
    package static func verify(
        folder: String, stored: StoredOriginals? = nil, context: VerificationContext,
        progress: SealProgress
    ) throws -> BundleVerification {
        var verifier = BundleVerifier(context, profile: .folder)
        let statement = try FolderParts.statement(of: folder)
        let header = try FolderParts.header(of: folder)
        try verifier.run { try $0.verifyFolder(folder, stored, statement, header, progress) }
        return verifier.result
    }

    private var result: BundleVerification {
        BundleVerification(
            verdict: ledger.verdict, deposit: deposit, seal: seal, original: original,
            checkpoint: checkpoint, files: files,
            differences: failure?.differences ?? [], failure: failure)
    }

    private mutating func run(_ body: (inout BundleVerifier) throws -> Void) throws {
        do {
            try body(&self)
        } catch let error as BundleError {
            note(error)
        }
    }

    private mutating func note(_ error: BundleError) {
        ledger.fail(error)
        if failure == nil { failure = error }
    }

    /// The digests are compared even when the signer is unknown: they tell damage from doubt.
    private mutating func verifyOutside(
        _ file: BundleFile, _ progress: SealProgress
    ) throws {
        let outer = OuterVerification(context: context)
        let claimed = try outer.claims(of: file.parts.statement)
        do {
            deposit = try outer.verify(file.parts.statement, &ledger)
        } catch {
            note(error)
        }
        if claimed.previewDigest != .of(file.parts.preview) {
            note(.previewDigestDiffers)
        } else if !StanzaRule.allows(startOf: file.parts.preview) {
            note(.previewStanzasRefused)
        } else {
            ledger.pass(.outerPreview)
        }
        guard claimed.payloadSize == file.parts.payloadSize else {
            throw BundleError.payloadSizeDiffers
        }
        do {
            let input = try PayloadInput(file.payload(), size: claimed.payloadSize)
            guard input.header.digest == claimed.headerDigest else {
                throw BundleError.headerDigestDiffers
            }
            guard StanzaRule.allows(input.header) else { throw BundleError.payloadStanzasRefused }
            try input.finish(expecting: claimed.payloadDigest) {
                progress($0, claimed.payloadSize)
            }
        } catch is AgeError {
            throw BundleError.headerDigestDiffers
        }
        ledger.pass(.outerPayload)
    }

    /// The files are compared with their lists even when the signer is unknown: what was touched
    /// is worth knowing before anybody is believed.
    private mutating func verifyFolder(
        _ folder: String, _ stored: StoredOriginals?, _ statement: SignedStatement,
        _ header: [UInt8], _ progress: SealProgress
    ) throws {
        let outer = OuterVerification(context: context)
        let claimed = try outer.claims(of: statement)
        do {
            deposit = try outer.verify(statement, &ledger)
        } catch {
            note(error)
        }
        for code in [CheckCode.outerPayload, .outerPreview] {
            ledger.skip(code, FolderParts.notKept)
        }
        if claimed.headerDigest != .of(header) {
            note(.headerDigestDiffers)
        } else if !StanzaRule.allows(startOf: header) {
            note(.payloadStanzasRefused)
        }
        var bag = BagInspection()
        defer { files = bag.originals }
        try FolderBag(folder: folder, stored: stored).read(into: &bag, progress)
        let facts = try bag.finish()
        ledger.pass(.bagManifests)
        if let deposit { try verifyInside(bag, facts, deposit, header) }
    }

    private mutating func verifyInside(
        _ bag: BagInspection, _ facts: SealedFacts, _ deposit: VerifiedDeposit,
        _ header: [UInt8]
    ) throws(BundleError) {
        let verification = SealVerification(context: context, deposit: deposit)
        let verified = try verification.verify(bag, facts, &ledger)
        try ReaderVerification(
            context: context, deposit: deposit.content, recipients: facts.recipients
        ).verify(opener: nil, files: [header])
        ledger.pass(.sealRecipients)
        original = try EarlierVerification(
            context: context, deposit: deposit, seal: verified.statement.signed,
            recipients: facts.recipients
        ).verify(bag, &ledger)
        seal = verified
        checkpoint = bag.checkpoint
    }
}
