package import Custody

/// The check of a verdict that each failure fails.
extension BundleError {
    package var check: CheckCode {
        switch self {
        case .notABundle, .outerLayout, .partTooLarge, .statement, .otherMode: .outerEncoding
        case .unknownSigner, .senderNameDiffers, .recordExpired, .deviceKeyNotValid,
            .statementSignature:
            .outerSignature
        case .entry: .outerEntry
        case .previewDigestDiffers, .previewStanzasRefused: .outerPreview
        case .headerDigestDiffers, .payloadStanzasRefused, .payloadSizeDiffers,
            .payloadDigestDiffers:
            .outerPayload
        case .noIdentityMatches, .decryption, .container, .layout, .folder, .originalsDiffer,
            .manifestMalformed, .tagFilesDiffer:
            .bagManifests
        case .openingsMalformed, .openingsDiffer, .openingNotCommitted, .commitmentsMalformed,
            .sealOfOtherCommitments:
            .sealOpenings
        case .sealMalformed, .sealKeyNotValid, .sealSignature: .sealSignature
        case .sealedCommitmentDiffers: .sealCommitment
        case .consignmentDiffers, .senderDiffers: .sealAgreement
        case .openerNotNamed, .readerOutsideMailbox, .mailboxWithoutReader, .stanzasDiffer:
            .sealRecipients
        case .previewMalformed, .previewDiffers, .previewUntrue: .bagPreview
        case .caseMalformed, .caseIDDiffers, .caseRepeatsPreview: .sealCase
        case .original(let error): error.check
        }
    }
}
