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

    package consuming func finalize() -> SHA256Digest {
        SHA256Digest(hashed: digest.finalize())
    }
}
