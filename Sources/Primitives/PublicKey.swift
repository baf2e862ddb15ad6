import CSodium

/// An Ed25519 public key that is safe to enrol.
///
/// Made only from points of large prime order in their one spelling; together with libsodium's
/// strict verification, what is accepted here is accepted by OpenSSL and BoringSSL too.
///
/// - SeeAlso: `Protocol/decisions/0011-ed25519-acceptance.md`
package struct PublicKey: Hashable, Sendable {
    package static let size = 32
    package static let signatureSize = 64
    static let type = "ssh-ed25519"

    package let bytes: [UInt8]

    package init(bytes: [UInt8]) throws(KeyError) {
        Sodium.prepare()
        guard bytes.count == Self.size, unsafe crypto_core_ed25519_is_valid_point(bytes) == 1
        else { throw .unsafePoint }
        self.bytes = bytes
    }

    /// Reads `ssh-ed25519 AAAA...`; a comment after another space is ignored.
    package init(openSSH line: String) throws(KeyError) {
        let blob = try OpenSSHLine.blob(of: line, type: Self.type)
        var cursor = SSHWireCursor()
        guard cursor.expect(Self.type, in: blob.span), let key = cursor.bytes(in: blob.span),
            cursor.isAtEnd(of: blob.span)
        else { throw .malformedPublicKey }
        try self.init(bytes: key)
    }

    /// `ssh-ed25519 AAAA...` without a comment.
    package var openSSHLine: String { Self.type + " " + Base64.encode(blob) }

    /// The key in SSH wire form, whose hash names it.
    package var blob: [UInt8] { SSHWire.string(Self.type) + SSHWire.string(bytes) }

    package var id: KeyID { KeyID(hashing: blob) }

    /// Whether `signature` is one of this key for exactly this message.
    ///
    /// Refuses a scalar that is not reduced, and a nonce point that is of small order or in another
    /// spelling.
    package func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureSize else { return false }
        return unsafe crypto_sign_verify_detached(
            signature, message, UInt64(message.count), bytes) == 0
    }
}
