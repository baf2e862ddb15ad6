/// Padmé: a length rounded up so that it tells little about itself, for at most 12 % more bytes.
///
/// With E = ⌊log2 L⌋ and S = ⌊log2 E⌋ + 1, the lowest E − S bits of the padded length are zero:
/// 9 → 10, 1,000 → 1,024, 1,000,000 → 1,015,808.
/// - SeeAlso: Protocol/canonical-tar.md, "Padding".
package enum Padme {
    /// Nil if the padded length does not fit 64 bits.
    package static func padded(_ length: UInt64) -> UInt64? {
        guard length >= 2 else { return length }
        let exponent = floorLog2(length)
        let significant = floorLog2(UInt64(exponent)) + 1
        guard exponent > significant else { return length }
        return roundedUp(length, toMultipleOf: 1 << UInt64(exponent - significant))
    }

    /// The next multiple of `unit`, a power of two; nil if it does not fit 64 bits.
    static func roundedUp(_ length: UInt64, toMultipleOf unit: UInt64) -> UInt64? {
        let (sum, overflow) = length.addingReportingOverflow(unit - 1)
        return overflow ? nil : sum & ~(unit - 1)
    }

    private static func floorLog2(_ value: UInt64) -> Int {
        value == 0 ? 0 : UInt64.bitWidth - 1 - value.leadingZeroBitCount
    }
}
