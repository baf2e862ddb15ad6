/// The name of a public key: `SHA256:` and the unpadded base64 of a SHA-256 digest.
///
/// For a signing key the digest covers the OpenSSH public key blob, so that `ssh-keygen -l` prints
/// the same text. For an encryption key it covers the ASCII of the `age1...` recipient.
package struct KeyID: Hashable, Sendable {
    private static let prefix = "SHA256:"

    package let digest: SHA256Digest

    /// The name of the key that is encoded as `key`.
    package init(hashing key: [UInt8]) {
        digest = .of(key)
    }

    /// The name of the key whose encoding has this digest.
    package init(digest: SHA256Digest) {
        self.digest = digest
    }

    /// Nil unless the text is in the form above.
    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        let prefix = Array(Self.prefix.utf8)
        guard ascii.starts(with: prefix),
            let bytes = Base64.decodeUnpadded(ascii: Array(ascii[prefix.count...])),
            let digest = SHA256Digest(bytes: bytes)
        else { return nil }
        self.digest = digest
    }

    package var text: String { Self.prefix + Base64.encodeUnpadded(digest.bytes) }
}

extension KeyID: CustomStringConvertible {
    package var description: String { text }
}
