/// Hashes a stream with SHA-512, piece by piece; SSHSIG signs this digest of the message.
package struct SHA512Hasher: ~Copyable, Sendable {
    package static let digestSize = 64
    private var digest = MessageDigest(.sha512)

    package init() {}

    package mutating func update(_ bytes: Span<UInt8>) {
        digest.update(bytes)
    }

    package mutating func update(_ bytes: [UInt8]) {
        digest.update(bytes.span)
    }

    /// The 64 bytes of the digest.
    package consuming func finalize() -> [UInt8] {
        digest.finalize()
    }
}
