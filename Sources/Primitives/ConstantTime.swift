import CSodium

/// Comparison that takes as long for a near miss as for a far one.
package enum ConstantTime {
    /// False at once when the lengths differ: a length is never secret here.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe sodium_memcmp(left, right, left.count) == 0
    }
}
