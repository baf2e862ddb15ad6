package import Primitives

/// Whether a chunk is the last of its payload: the last byte of its nonce says so.
package enum ChunkPosition: UInt8, Sendable {
    case inner = 0
    case final = 1
}

/// The STREAM encryption of one payload, chunk by chunk. (age v1, section "Payload")
///
/// A chunk is 65,536 bytes of plaintext and a 16-byte tag; the nonce is an 11-byte big-endian
/// counter and one byte that is 1 for the last chunk. The cipher has no state but its key: chunks
/// with known numbers are independent of each other, so a batch can be divided among cores.
package struct PayloadCipher: ~Copyable, Sendable {
    package static let chunkSize = 65_536
    package static let tagSize = ChaCha20Poly1305.tagSize
    package static let sealedChunkSize = chunkSize + tagSize
    package static let nonceSize = 16

    private let key: SecretBytes

    package init(fileKey: borrowing SecretBytes, nonce: [UInt8]) throws(AgeError) {
        key = try deriveKey(from: fileKey, salt: nonce, info: "payload")
    }

    /// Seals one chunk; `sealed` must be 16 bytes longer than it.
    package func seal(
        _ chunk: Span<UInt8>, number: UInt64, position: ChunkPosition,
        into sealed: inout MutableSpan<UInt8>
    ) {
        let nonce = Self.nonce(number: number, position: position)
        ChaCha20Poly1305.seal(chunk, nonce: nonce, key: key, into: &sealed)
    }

    /// Opens one chunk; `chunk` must be 16 bytes shorter than it, and holds zeros on failure.
    ///
    /// A full chunk may be an inner one or the final one: only the tag can tell. A short chunk can
    /// only be final.
    ///
    /// - Returns: which it is, or nil when it is not genuine.
    package func open(
        _ sealed: Span<UInt8>, number: UInt64, into chunk: inout MutableSpan<UInt8>
    ) -> ChunkPosition? {
        if sealed.count == Self.sealedChunkSize,
            open(sealed, number: number, position: .inner, into: &chunk)
        {
            return .inner
        }
        return open(sealed, number: number, position: .final, into: &chunk) ? .final : nil
    }

    private func open(
        _ sealed: Span<UInt8>, number: UInt64, position: ChunkPosition,
        into chunk: inout MutableSpan<UInt8>
    ) -> Bool {
        let nonce = Self.nonce(number: number, position: position)
        return ChaCha20Poly1305.open(sealed, nonce: nonce, key: key, into: &chunk)
    }

    /// The upper 3 of the 11 counter bytes stay zero: 2^64 chunks are 2^80 bytes.
    private static func nonce(number: UInt64, position: ChunkPosition) -> InlineArray<12, UInt8> {
        var nonce = InlineArray<12, UInt8>(repeating: 0)
        for index in 0..<8 {
            nonce[10 - index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
        }
        nonce[11] = position.rawValue
        return nonce
    }
}
