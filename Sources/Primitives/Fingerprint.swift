/// The identity of an organisation: SHA-256 of the exact bytes of its first record.
///
/// In files it is 64 hexadecimal digits. People compare it as 12 groups of 5 decimal digits: the
/// first 24 bytes as one big-endian integer, padded with zeros on the left to 60 digits. Digits,
/// because two alphabets and two keyboards have those in common.
package struct Fingerprint: Hashable, Sendable {
    package let digest: SHA256Digest

    package init(_ digest: SHA256Digest) {
        self.digest = digest
    }

    /// Nil unless `text` is exactly 64 lower-case digits.
    package init?(_ text: String) {
        guard let digest = SHA256Digest(hex: text) else { return nil }
        self.digest = digest
    }

    package var text: String { digest.hex }

    /// `00123 45678 ...`: 12 groups of 5 digits, separated by spaces.
    package var digitGroups: String {
        FingerprintDigits(self).text
    }

    /// Whether `digits`, as somebody read them out or typed them, are this fingerprint's.
    ///
    /// False also when they are not 60 digits. Every digit is compared, wherever the first
    /// difference is.
    package func matches(digits: String) -> Bool {
        guard let digits = FingerprintDigits(digits) else { return false }
        return matches(digits)
    }

    /// Whether the digits are this fingerprint's.
    package func matches(_ digits: FingerprintDigits) -> Bool {
        ConstantTime.equal(FingerprintDigits(self).digits, digits.digits)
    }
}

extension Fingerprint: CustomStringConvertible {
    package var description: String { text }
}
