/// A SHA-256 digest: 32 bytes, in text 64 lower-case hexadecimal digits.
///
/// The bytes lie in the value itself: lists of 100,000 of them are kept while a bundle is sealed.
package struct SHA256Digest: Hashable, Sendable {
    package static let size = 32

    /// The bytes, eight at a time, the first in the highest place.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    package var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.size)
        copy(to: &bytes, at: 0)
        return bytes
    }

    /// Writes the 32 bytes into a buffer that has room for them there.
    package func copy(to buffer: inout [UInt8], at offset: Int) {
        precondition(offset >= 0 && offset <= buffer.count - Self.size)
        unsafe buffer.withUnsafeMutableBytes { target in
            let words = (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
            unsafe target.storeBytes(
                of: words, toByteOffset: offset, as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.init(hashed: bytes)
    }

    /// Nil unless `hex` is exactly 64 lower-case digits.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// - Precondition: there are 32 bytes.
    init(hashed bytes: [UInt8]) {
        precondition(bytes.count == Self.size)
        self = unsafe bytes.withUnsafeBytes { unsafe SHA256Digest(hashed: $0) }
    }

    /// - Precondition: there are 32 bytes.
    @unsafe init(hashed bytes: UnsafeRawBufferPointer) {
        let words = unsafe bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        (first, second) = (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1))
        (third, fourth) = (UInt64(bigEndian: words.2), UInt64(bigEndian: words.3))
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
        (left.first, left.second, left.third, left.fourth)
            < (right.first, right.second, right.third, right.fourth)
    }
}

extension SHA256Digest: CustomStringConvertible {
    package var description: String { hex }
}
