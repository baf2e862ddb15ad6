/// What a verification must have checked to be positive.
///
/// - SeeAlso: Protocol/statements.md, "Verdicts"; Protocol/decisions/0045-verdict-profiles.md, 0099-court-and-the-date-of-a-deposit.md
package enum VerificationProfile: String, CaseIterable, Sendable {
    /// A closed `FILE.plomba`, without a key: what stands outside.
    case sealed
    /// An opened bundle: outside and inside. Needs no log.
    case bundle
    /// An opened case folder: as `bundle`, without the encrypted files, which it does not keep.
    case folder
    /// A broker's receipt for a deposit.
    case receipt
    /// An opened case folder with the evidence about it: the log, its witnesses and a trusted time.
    case court

    /// Checks that must have passed.
    package var required: [CheckCode] {
        switch self {
        case .sealed: Self.outside
        case .bundle: Self.outside + Self.inside
        case .folder: Self.opened
        case .receipt: [.outerSignature, .outerEntry] + Self.kept
        case .court: Self.opened + Self.kept + Self.witnessed
        }
    }

    private static let outside: [CheckCode] = [
        .outerEncoding, .outerSignature, .outerEntry, .outerPayload, .outerPreview,
    ]
    private static let inside: [CheckCode] = [
        .sealSignature, .sealAgreement, .sealCommitment, .sealOpenings, .sealCase,
        .sealRecipients, .bagManifests, .bagPreview, .custodyChain,
    ]
    private static let opened: [CheckCode] =
        [.outerEncoding, .outerSignature, .outerEntry] + inside
    private static let kept: [CheckCode] = [.receiptSignature, .receiptDeposit, .receiptEntry]
    private static let witnessed: [CheckCode] = [.logInclusion, .logWitnesses, .timeToken]
}
