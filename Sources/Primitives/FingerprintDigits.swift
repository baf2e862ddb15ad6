/// The 60 decimal digits in which people compare a ``Fingerprint``.
package struct FingerprintDigits: Sendable {
    package static let count = 60
    private static let groupSize = 5
    private static let hashedSize = 24
    /// Room for 60 digits and generous separators.
    private static let maximumInputSize = 512

    /// Values 0 to 9, most significant first.
    let digits: [UInt8]

    /// The digits of a fingerprint.
    package init(_ fingerprint: Fingerprint) {
        var number = Array(fingerprint.digest.bytes.prefix(Self.hashedSize))
        var digits = [UInt8](repeating: 0, count: Self.count)
        for position in digits.indices.reversed() {
            digits[position] = Self.divideByTen(&number)
        }
        self.digits = digits
    }

    /// What somebody typed: 60 ASCII digits with any spaces and dashes between them, else nil.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumInputSize else { return nil }
        var digits: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.isDash { continue }
            guard let digit = UInt8(exactly: scalar.value), ASCII.isDigit(digit) else {
                return nil
            }
            digits.append(digit - UInt8(ascii: "0"))
        }
        guard digits.count == Self.count else { return nil }
        self.digits = digits
    }

    /// 12 groups of 5, separated by spaces.
    package var text: String {
        stride(from: 0, to: digits.count, by: Self.groupSize)
            .map { start in
                digits[start..<start + Self.groupSize].map { String($0) }.joined()
            }
            .joined(separator: " ")
    }

    /// Long division of a big-endian number; returns the remainder.
    private static func divideByTen(_ number: inout [UInt8]) -> UInt8 {
        var remainder: UInt16 = 0
        for index in number.indices {
            let value = remainder << 8 | UInt16(number[index])
            number[index] = UInt8(value / 10)
            remainder = value % 10
        }
        return UInt8(remainder)
    }
}
