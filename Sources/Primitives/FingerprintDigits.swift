/// The 60 decimal digits in which people compare a ``Fingerprint``.
package struct FingerprintDigits: Sendable {
    package static let count = 60
    private static let hashedSize = 24

    /// Values 0 to 9, most significant first.
    let digits: [UInt8]

    /// The digits of a fingerprint.
    package init(_ fingerprint: Fingerprint) {
        digits = DigitGroups.digits(
            of: Array(fingerprint.digest.bytes.prefix(Self.hashedSize)), count: Self.count)
    }

    /// What somebody typed: 60 ASCII digits with any spaces and dashes between them, else nil.
    package init?(_ text: String) {
        guard let digits = DigitGroups.parse(text, count: Self.count) else { return nil }
        self.digits = digits
    }

    /// 12 groups of 5, separated by spaces.
    package var text: String { DigitGroups.text(digits) }
}
