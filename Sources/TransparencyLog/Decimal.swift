/// Decimal numbers as the formats of logs write them: digits only, no leading zeros.
enum Decimal {
    /// Nil for another spelling, and for what does not fit in 63 bits.
    static func parse(_ digits: [UInt8]) -> UInt64? {
        guard let first = digits.first, digits.count <= 19,
            digits.count == 1 || first != UInt8(ascii: "0")
        else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        return number <= UInt64(Int64.max) ? number : nil
    }
}
