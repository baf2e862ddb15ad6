import Age
import BagIt
import Custody
import Primitives

/// The stable codes and the sentences.
extension BundleError {
    package var code: String {
        switch self {
        case .notABundle: "bundle.not-a-bundle"
        case .outerLayout: "bundle.outer-layout"
        case .partTooLarge: "bundle.part-too-large"
        case .statement: "bundle.statement-malformed"
        case .entry: "bundle.entry-mismatch"
        case .otherMode: "bundle.other-mode"
        case .unknownSigner: "bundle.unknown-signer"
        case .senderNameDiffers: "bundle.sender-name-differs"
        case .recordExpired: "bundle.record-expired"
        case .deviceKeyNotValid: "bundle.device-key-not-valid"
        case .statementSignature: "bundle.statement-signature-invalid"
        case .previewDigestDiffers: "bundle.preview-digest-mismatch"
        case .previewStanzasRefused: "bundle.preview-stanzas-refused"
        case .headerDigestDiffers: "bundle.header-digest-mismatch"
        case .payloadStanzasRefused: "bundle.payload-stanzas-refused"
        case .payloadSizeDiffers: "bundle.payload-size-mismatch"
        case .payloadDigestDiffers: "bundle.payload-digest-mismatch"
        case .noIdentityMatches: "bundle.no-identity-matches"
        case .decryption: "bundle.decryption-failed"
        case .container: "bundle.container-refused"
        case .layout(let fault, _): "bundle.layout-\(fault.code)"
        case .folder(.path): "bundle.layout-path-refused"
        case .folder(.collision): "bundle.layout-path-collision"
        case .folder: "bundle.layout-not-a-file"
        case .originalsDiffer: "bundle.originals-differ"
        case .manifestMalformed: "bundle.manifest-malformed"
        case .tagFilesDiffer: "bundle.tag-files-differ"
        case .openingsMalformed: "bundle.openings-malformed"
        case .openingsDiffer: "bundle.openings-differ"
        case .openingNotCommitted: "bundle.opening-not-committed"
        case .commitmentsMalformed: "bundle.commitments-malformed"
        case .sealMalformed: "bundle.seal-malformed"
        case .sealKeyNotValid: "bundle.seal-key-not-valid"
        case .sealSignature: "bundle.seal-signature-invalid"
        case .sealOfOtherCommitments: "bundle.seal-of-other-commitments"
        case .sealedCommitmentDiffers: "bundle.sealed-commitment-mismatch"
        case .consignmentDiffers: "bundle.consignment-mismatch"
        case .senderDiffers: "bundle.sender-mismatch"
        case .openerNotNamed: "bundle.opener-not-named"
        case .readerOutsideMailbox: "bundle.reader-outside-mailbox"
        case .mailboxWithoutReader: "bundle.mailbox-without-reader"
        case .stanzasDiffer: "bundle.stanzas-differ"
        case .previewMalformed: "bundle.preview-malformed"
        case .previewDiffers: "bundle.preview-mismatch"
        case .previewUntrue: "bundle.preview-untrue"
        case .caseMalformed: "bundle.case-malformed"
        case .caseIDDiffers: "bundle.case-id-mismatch"
        case .caseRepeatsPreview: "bundle.case-repeats-preview"
        case .original(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .notABundle(let error): "the file is not a sealed bundle: \(error.message)"
        case .outerLayout: "the file does not hold the parts of a sealed bundle in their order"
        case .partTooLarge(let name): "\(SafeText.shown(name)) is larger than its limit"
        case .statement(let error): "the outer statement is malformed: \(error.message)"
        case .entry(let error): "statement.entry is not the statement's: \(error.message)"
        case .otherMode: "live and training material do not mix, and this is the other one"
        case .unknownSigner: "the sender is not a confirmed partner, so nothing was checked"
        case .senderNameDiffers: "the sender's name is not the one in its record"
        case .recordExpired: "the sender's organisation record has expired"
        case .deviceKeyNotValid: "the outer statement is not by a valid device of the sender"
        case .statementSignature: "the outer signature does not hold"
        case .previewDigestDiffers: "preview.age is not the one that the sender announced"
        case .previewStanzasRefused:
            "preview.age is not encrypted as a bundle must be: at most 32 post-quantum readers"
        case .headerDigestDiffers: "the list of readers is not the one that the sender announced"
        case .payloadStanzasRefused:
            "payload.age is not encrypted as a bundle must be: at most 32 post-quantum readers"
        case .payloadSizeDiffers: "payload.age does not have the size that the sender announced"
        case .payloadDigestDiffers: "payload.age is not the one that the sender announced"
        case .noIdentityMatches: "none of the keys at hand opens the bundle"
        case .decryption(let error): "the bundle does not decrypt: \(error.message)"
        case .container(let error): "the bag inside is refused: \(error.message)"
        case .layout(let fault, let path):
            "the bag is refused: \(fault.explanation)"
                + (path.map { ": '\(SafeText.shown($0.bytes))'" } ?? "")
        case .folder(let error): "the bag is refused: \(error.message)"
        case .originalsDiffer(let all), .openingsDiffer(let all):
            all.first.map { Self.first($0, of: all.count) } ?? "files differ from those sealed"
        case .manifestMalformed: "a manifest of the bag is malformed"
        case .tagFilesDiffer: "the tag files are not those of the tag manifest"
        case .openingsMalformed: "openings.txt is malformed"
        case .openingNotCommitted(let file):
            file?.message ?? "openings.txt says something that the seal does not cover"
        case .commitmentsMalformed: "commitments.txt is malformed"
        case .sealMalformed(let error): "the seal is malformed: \(error.message)"
        case .sealKeyNotValid: "the seal is not by an active member of the sender"
        case .sealSignature: "the signature of the seal does not hold"
        case .sealOfOtherCommitments: "the seal belongs to another bag"
        case .sealedCommitmentDiffers: "the seal is not the one that the sender announced"
        case .consignmentDiffers: "the seal belongs to another consignment"
        case .senderDiffers: "the seal and the outer statement name different senders"
        case .openerNotNamed: "the seal does not name the key that opened the bundle"
        case .readerOutsideMailbox: "the seal names a reader who is not in an addressed mailbox"
        case .mailboxWithoutReader(let address): "the seal names no reader for \(address.text)"
        case .stanzasDiffer(let found, let expected):
            "the bundle is locked for \(found) readers, and the seal wants \(expected): "
                + "a reader may have been cut off"
        case .previewMalformed: "the preview is malformed"
        case .previewDiffers: "the preview inside is not the one that was shown"
        case .previewUntrue: "the preview does not describe this bundle"
        case .caseMalformed(let error): "the case is malformed: \(error.message)"
        case .caseIDDiffers: "the sealed case number is not the one in case.json"
        case .caseRepeatsPreview(let name):
            "case.json has '\(name)' too, which only the preview may say"
        case .original(let error): error.message
        }
    }

    package var hint: String? {
        switch self {
        case .unknownSigner: "add the partner and compare the fingerprint with them by telephone"
        case .recordExpired: "ask the sender for a new organisation file"
        case .payloadDigestDiffers, .payloadSizeDiffers, .previewDigestDiffers:
            "fetch or copy the bundle again; if it stays, tell the sender"
        case .noIdentityMatches: "the bundle may be for a colleague or another mailbox"
        default: nil
        }
    }

    private static func first(_ difference: FileDifference, of count: Int) -> String {
        count == 1
            ? difference.message : "\(difference.message), and \(count - 1) more like it"
    }
}

extension BagLayoutFault {
    fileprivate var explanation: String {
        switch self {
        case .unexpectedFile: "it holds a file that no bag has at this place"
        case .missingFile: "a file that every bag has is missing"
        case .order: "its files are not in order"
        case .tooLarge: "a tag file is larger than its limit"
        case .tooManyOriginals: "it has more than \(BundleLimits.items) originals"
        case .pathTooLong:
            "the path of an original has more than \(BundleLimits.originalPathSize) bytes or "
                + "\(BundleLimits.originalPathDepth) parts"
        case .tooManyEarlier:
            "it has more than \(BundleLimits.evidenceFiles) files of what was sealed before"
        case .earlierTooLarge:
            "what was sealed before has more than \(BundleLimits.earlierSize) bytes together"
        case .sizeOverflow: "the sizes of its originals do not fit 64 bits"
        }
    }
}
