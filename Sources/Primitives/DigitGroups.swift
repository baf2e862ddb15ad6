/// Decimal digits in groups of five, as people read them to one another.
enum DigitGroups {
    private static let groupSize = 5
    /// Room for 60 digits and generous separators.
    private static let maximumInputSize = 512

    /// The last `count` decimal digits of a big-endian number, with zeros on the left.
    static func digits(of number: [UInt8], count: Int) -> [UInt8] {
        var number = number
        var digits = [UInt8](repeating: 0, count: count)
        for position in digits.indices.reversed() { digits[position] = divideByTen(&number) }
        return digits
    }

    /// What somebody typed: exactly so many ASCII digits with any spaces and dashes between them, else nil.
    static func parse(_ text: String, count: Int) -> [UInt8]? {
        guard text.utf8.count <= maximumInputSize else { return nil }
        var digits: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.isDash { continue }
            guard let digit = UInt8(exactly: scalar.value), ASCII.isDigit(digit) else {
                return nil
            }
            digits.append(digit - UInt8(ascii: "0"))
        }
        return digits.count == count ? digits : nil
    }

    /// Groups of 5, separated by spaces.
    static func text(_ digits: [UInt8]) -> String {
        stride(from: 0, to: digits.count, by: groupSize)
            .map { start in
                digits[start..<min(start + groupSize, digits.count)].map { String($0) }.joined()
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
