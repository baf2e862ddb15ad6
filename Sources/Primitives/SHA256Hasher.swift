/// Hashes a stream with SHA-256, piece by piece.
package struct SHA256Hasher: ~Copyable, Sendable {
    private var digest = MessageDigest(.sha256)

    package init() {}

    package mutating func update(_ bytes: Span<UInt8>) {
        digest.update(bytes)
    }

    package mutating func update(_ bytes: [UInt8]) {
        digest.update(bytes.span)
    }

    /// The digest so far; the hasher then begins anew. For many short hashes in a row.
    package mutating func finishAndRestart() -> SHA256Digest {
        unsafe digest.finishAndRestart { unsafe SHA256Digest(hashed: $0) }
    }

    package consuming func finalize() -> SHA256Digest {
        unsafe digest.finalize { unsafe SHA256Digest(hashed: $0) }
    }
}
