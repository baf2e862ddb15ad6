import Wording

/// What a failure means to a person who will not look its code up.
///
/// The codes are those of `Protocol/`; one that is not here is said to be in annex A, which has the
/// program's own words.
enum FailureMeaning {
    static func of(_ code: String) -> Phrase { table[code] ?? .meaningOther }

    /// Whether what lies here was shown to be other than what was sealed, and not only that something
    /// about it could not be read or does not fit.
    static func isOtherContent(_ code: String) -> Bool {
        [.meaningAltered, .meaningExtra].contains(of(code))
    }

    private static let table: [String: Phrase] = Dictionary(
        uniqueKeysWithValues: [
            (.meaningDamaged, damaged), (.meaningAltered, altered),
            (.meaningSignature, signature), (.meaningUnknownSigner, unknownSigner),
            (.meaningKeyNotCounting, keyNotCounting), (.meaningUndated, undated),
            (.meaningMissing, missing), (.meaningExtra, extra), (.meaningForm, form),
            (.meaningContradiction, contradiction), (.meaningClock, clock),
            (.meaningHole, hole), (.meaningNotReached, notReached), (.meaningStamp, stamp),
            (.meaningTwoHistories, ["log.two-histories"]),
            (.meaningNotKept, ["folder.not-kept", "check.inside-sealed"]),
            (.meaningNotHere, notHere), (.meaningUnconfirmed, unconfirmed),
            (.meaningNotWitnessed, notWitnessed),
        ].flatMap { (phrase: Phrase, codes: [String]) in codes.map { ($0, phrase) } })

    private static let damaged = [
        "bundle.payload-digest-mismatch", "bundle.payload-size-mismatch",
        "bundle.preview-digest-mismatch", "bundle.header-digest-mismatch",
        "bundle.container-refused", "bundle.decryption-failed",
    ]
    private static let altered = [
        "bundle.originals-differ", "bundle.openings-differ", "bundle.tag-files-differ",
        "bundle.preview-mismatch", "bundle.case-id-mismatch", "bundle.preview-untrue",
        "bundle.opening-not-committed", "bundle.seal-of-other-commitments",
        "bundle.case-repeats-preview",
    ]
    private static let signature = [
        "bundle.statement-signature-invalid", "bundle.seal-signature-invalid",
        "statement.signature-invalid", "statement.signer-mismatch", "bundle.entry-mismatch",
        "statement.entry-mismatch", "log.signature-invalid", "evidence.log-succession",
    ]
    private static let unknownSigner = [
        "bundle.unknown-signer", "custody.signer-unknown",
    ]
    private static let keyNotCounting = [
        "bundle.device-key-not-valid", "bundle.seal-key-not-valid",
        "evidence.key-does-not-count", "bundle.record-expired",
    ]
    private static let undated = ["time.act-not-shown"]
    private static let missing = [
        "bundle.layout-missing-file", "statement.entry-missing", "custody.predecessor-missing",
    ]
    private static let extra = ["bundle.layout-unexpected-file", "bundle.layout-not-a-file"]
    private static let form = [
        "bundle.not-a-bundle", "bundle.outer-layout", "bundle.part-too-large",
        "bundle.statement-malformed", "bundle.manifest-malformed", "bundle.openings-malformed",
        "bundle.commitments-malformed", "bundle.seal-malformed", "bundle.preview-malformed",
        "bundle.case-malformed", "bundle.layout-order", "bundle.layout-too-large",
        "bundle.layout-path-refused", "bundle.layout-path-collision",
        "evidence.unreadable", "evidence.too-many", "statement.not-json", "statement.schema",
        "statement.signature-malformed", "statement.entry-malformed", "statement.too-large",
        "statement.event-unknown", "statement.event-unexpected", "custody.too-long",
        "statement.sealed-opening-malformed", "time.authorities-invalid", "time.roots-malformed",
    ]
    private static let contradiction = [
        "bundle.sealed-commitment-mismatch", "bundle.consignment-mismatch",
        "bundle.sender-mismatch", "bundle.sender-name-differs", "bundle.other-mode",
        "evidence.receipt-of-another", "evidence.other-name", "evidence.accepted-and-refused",
        "evidence.signers-differ", "evidence.broker-keys-differ", "custody.duplicate",
        "custody.contradiction", "custody.after-end", "custody.before-end",
        "bundle.stanzas-differ", "bundle.opener-not-named", "bundle.reader-outside-mailbox",
        "bundle.mailbox-without-reader", "bundle.preview-stanzas-refused",
        "bundle.payload-stanzas-refused", "evidence.positions-contradict",
        "statement.mode-unexpected", "time.imprint-mismatch", "time.bounds-contradict",
        "custody.out-of-order", "custody.fork", "custody.act-of-another",
        "custody.act-by-another", "custody.exhibit-differs", "custody.corrects-nothing",
        "custody.not-relayed",
    ]
    private static let clock = ["custody.expiry-early", "custody.end-ahead"]
    private static let hole = ["custody.hole"]
    private static let notReached = ["check.not-reached", "custody.earlier-not-checked"]
    private static let stamp = [
        "time.algorithm-refused", "time.authority-twice", "time.certificate-mismatch",
        "time.certificate-missing", "time.certificate-not-valid-then", "time.digest-refused",
        "time.nonce-mismatch", "time.not-a-root", "time.policy-differs", "time.purpose-refused",
        "time.signature-invalid", "time.token-malformed", "time.token-too-large",
        "time.request-rejected",
    ]
    private static let notHere = [
        "evidence.receipt-missing", "time.token-missing", "log.proof-missing",
        "time.checkpoint-missing", "evidence.not-sent",
    ]
    private static let unconfirmed = [
        "evidence.organisation-unconfirmed", "evidence.broker-unknown", "evidence.log-unknown",
        "evidence.policy-unconfirmed", "evidence.authority-unconfirmed",
        "time.unknown-authority", "evidence.home-unknown", "evidence.log-succeeded",
    ]
    private static let notWitnessed = [
        "log.unwitnessed", "custody.expiry-not-witnessed", "time.checkpoint-not-witnessed",
        "time.quorum-missing", "time.end-not-shown",
    ]
}
