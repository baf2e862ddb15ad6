import Primitives

/// The 64 random bits by which an answer is known to be the answer to a request.
package struct TimestampNonce: Hashable, Sendable {
    package let value: UInt64

    package init(value: UInt64) { self.value = value }

    package static func random() -> TimestampNonce {
        TimestampNonce(value: Randomness.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// Nil when the octets of an INTEGER say more than 64 bits.
    init?(octets: [UInt8]) {
        let significant = octets.drop { $0 == 0 }
        guard significant.count <= 8 else { return nil }
        value = significant.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
