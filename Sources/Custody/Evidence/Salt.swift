internal import Primitives

/// 32 random bytes that make a commitment hiding.
package struct Salt: Hashable, Sendable {
    package static let sizeInBytes = 32
    package let bytes: [UInt8]

    /// A fresh salt.
    package static func random() -> Salt { Salt(unchecked: Randomness.bytes(sizeInBytes)) }

    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.sizeInBytes else { return nil }
        self.bytes = bytes
    }

    /// A salt as opening files write it: 64 lower-case hexadecimal digits.
    package init?(hex: String) {
        guard let digest = SHA256Digest(hex: hex) else { return nil }
        self.bytes = digest.bytes
    }

    package var hex: String { Hex.encode(bytes) }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
