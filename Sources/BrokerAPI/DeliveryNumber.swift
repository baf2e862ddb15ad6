/// The running number of a delivery in its mailbox, as the home broker assigns it: 1, 2, 3 ...
///
/// Zero is the cursor before the first delivery. In text: decimal, no sign, no leading zero.
package struct DeliveryNumber: Hashable, Sendable {
    package static let start = DeliveryNumber(unchecked: 0)

    package let value: Int64

    /// Nil when negative or above 2^53 - 1, the largest integer our JSON carries.
    package init?(_ value: Int64) {
        guard (0...9_007_199_254_740_991).contains(value) else { return nil }
        self.value = value
    }

    /// Nil unless `text` is in the form above.
    package init?(_ text: String) {
        guard let value = Decimal.parse(text) else { return nil }
        self.init(value)
    }

    private init(unchecked value: Int64) {
        self.value = value
    }
}

extension DeliveryNumber: Comparable {
    package static func < (left: DeliveryNumber, right: DeliveryNumber) -> Bool {
        left.value < right.value
    }
}

/// Decimal numbers as header fields and paths carry them.
enum Decimal {
    private static let longest = 18

    /// Nil unless `text` is 1 to 18 digits without a sign or a leading zero.
    static func parse(_ text: some StringProtocol) -> Int64? {
        let digits = text.utf8
        guard (1...longest).contains(digits.count),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
