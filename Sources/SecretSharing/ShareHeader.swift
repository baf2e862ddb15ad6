/// What all shares of one set have in common.
///
/// ```
/// bits   15          1           4          4      4          4       4      4
///        identifier  extendable  exponent   group  threshold  groups  share  threshold
/// ```
/// Forty bits, the first four words of a share. Counts are written less one. Only sets of one group
/// are read and made here.
package struct ShareHeader: Hashable, Sendable {
    static let wordCount = 4

    /// A random number of 15 bits: tells sets apart, not safe against somebody who wants to mix them.
    package let identifier: UInt16
    /// Whether the identifier is no part of the encryption: later sets of a secret may then differ.
    package let isExtendable: Bool
    package let iterationExponent: Int
    /// How many shares give the secret.
    package let threshold: Int

    init(identifier: UInt16, isExtendable: Bool, iterationExponent: Int, threshold: Int) {
        self.identifier = identifier
        self.isExtendable = isExtendable
        self.iterationExponent = iterationExponent
        self.threshold = threshold
    }

    /// The two texts keep one kind of share from being taken for the other.
    var customization: [UInt8] { Self.customization(isExtendable: isExtendable) }

    static func customization(isExtendable: Bool) -> [UInt8] {
        Array((isExtendable ? "shamir_extendable" : "shamir").utf8)
    }

    /// The number in the first word, by which a reader knows which checksum to expect.
    static func isExtendable(_ words: borrowing ShareWords) -> Bool { words[1] >> 4 & 1 == 1 }

    /// Four words: the header and the number of the share in it.
    func words(index: Int) -> [UInt32] {
        let exponent = UInt64(iterationExponent)
        var bits = UInt64(identifier) << 25 | (isExtendable ? 1 : 0) << 24 | exponent << 20
        bits |= UInt64(index) << 4 | UInt64(threshold - 1)
        return (0..<Self.wordCount).map { place in
            UInt32(truncatingIfNeeded: bits >> (30 - 10 * place) & 1023)
        }
    }

    /// - Throws: `severalGroups`, `groupsContradict`, `tooMuchWork`.
    static func read(
        _ words: borrowing ShareWords
    ) throws(SharingError) -> (header: ShareHeader, index: Int) {
        var bits: UInt64 = 0
        for place in 0..<Self.wordCount { bits = bits << 10 | UInt64(words[place]) }
        func field(_ shift: UInt64, _ mask: UInt64) -> Int { Int(bits >> shift & mask) }
        let (group, groupThreshold, groups) = (field(16, 15), field(12, 15), field(8, 15))
        guard groupThreshold <= groups else { throw .groupsContradict }
        guard group == 0, groups == 0 else { throw .severalGroups }
        let exponent = field(20, 15)
        guard exponent <= SharingLimits.iterationExponent else { throw .tooMuchWork(exponent) }
        let header = ShareHeader(
            identifier: UInt16(field(25, 0x7FFF)), isExtendable: field(24, 1) == 1,
            iterationExponent: exponent, threshold: field(0, 15) + 1)
        return (header, field(4, 15))
    }
}
