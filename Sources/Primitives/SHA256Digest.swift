/// A SHA-256 digest: 32 bytes, in text 64 lower-case hexadecimal digits.
package struct SHA256Digest: Hashable, Sendable {
    package static let size = 32

    package let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    /// Nil unless `hex` is exactly 64 lower-case digits.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    init(hashed bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }

    package static func of(_ bytes: Span<UInt8>) -> SHA256Digest {
        var hasher = SHA256Hasher()
        hasher.update(bytes)
        return hasher.finalize()
    }

    package static func of(_ bytes: [UInt8]) -> SHA256Digest {
        of(bytes.span)
    }
}

extension SHA256Digest: Comparable {
    /// Byte order, which is also the order of the hexadecimal texts.
    package static func < (left: SHA256Digest, right: SHA256Digest) -> Bool {
        left.bytes.precedes(right.bytes)
    }
}

extension SHA256Digest: CustomStringConvertible {
    package var description: String { hex }
}
