/// What an organisation reads to another that it has confirmed: 5 groups of 5 digits, made of both fingerprints.
///
/// ```
/// SHA-256("plomba/v1/confirmed" LF  HEX of who answers LF  HEX of whom it has confirmed LF)  mod 10^25
/// 63305 96491 12714 05331 48864
/// ```
/// Neither a signature nor a secret: it is read out by voice, and shows that the other side's computer confirmed
/// this very fingerprint.
///
/// - SeeAlso: Protocol/confirmation.md
package struct AnswerDigits: Sendable, Equatable {
    package static let count = 25
    private static let title = "plomba/v1/confirmed"

    /// Values 0 to 9, most significant first.
    private let digits: [UInt8]

    /// The answer of an organisation that has confirmed another.
    package init(of answering: Fingerprint, to confirmed: Fingerprint) {
        let text = "\(Self.title)\n\(answering.text)\n\(confirmed.text)\n"
        digits = DigitGroups.digits(
            of: SHA256Digest.of(Array(text.utf8)).bytes, count: Self.count)
    }

    /// What somebody typed: 25 ASCII digits with any spaces and dashes between them, else nil.
    package init?(_ text: String) {
        guard let digits = DigitGroups.parse(text, count: Self.count) else { return nil }
        self.digits = digits
    }

    /// 5 groups of 5, separated by spaces.
    package var text: String { DigitGroups.text(digits) }

    /// Every digit is compared, wherever the first difference is.
    package static func == (left: AnswerDigits, right: AnswerDigits) -> Bool {
        ConstantTime.equal(left.digits, right.digits)
    }
}
