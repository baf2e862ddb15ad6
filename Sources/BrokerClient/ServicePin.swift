import NIOSSL
package import Primitives

/// What a client knows a broker by: the digest of the public key in its certificate.
///
/// Written `sha256/` and the padded base64 of SHA-256(SubjectPublicKeyInfo), as in RFC 7469. The
/// pin replaces the certificate chain, its names and its dates: an organisation confirms it once,
/// out of band, and a renewed certificate over the same key stays valid.
package struct ServicePin: Hashable, Sendable {
    private static let prefix = "sha256/"

    package let digest: SHA256Digest

    package init(digest: SHA256Digest) {
        self.digest = digest
    }

    /// Nil unless the text is exactly in the form above.
    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        let prefix = Array(Self.prefix.utf8)
        guard ascii.starts(with: prefix),
            let bytes = Base64.decode(ascii: Array(ascii[prefix.count...])),
            let digest = SHA256Digest(bytes: bytes)
        else { return nil }
        self.digest = digest
    }

    package var text: String { Self.prefix + Base64.encode(digest.bytes) }

    /// Whether the certificate carries the pinned key; its chain, names and dates do not matter.
    func matches(_ certificate: NIOSSLCertificate) throws -> Bool {
        let key = try certificate.extractPublicKey().toSPKIBytes()
        return ConstantTime.equal(SHA256Digest.of(key).bytes, digest.bytes)
    }
}

extension ServicePin: CustomStringConvertible {
    package var description: String { text }
}
