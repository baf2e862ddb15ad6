import CLibcrypto

/// ChaCha20-Poly1305 of RFC 8439 with empty associated data, as age uses it.
///
/// libcrypto's, which is twice as fast as libsodium's and gives the same bytes.
///
/// - SeeAlso: `Protocol/decisions/0010-libcrypto-for-bulk-work.md`
package enum ChaCha20Poly1305 {
    package static let keySize = 32
    package static let tagSize = 16
    package static let nonceSize = 12

    /// Writes ciphertext and tag to `out`.
    ///
    /// - Precondition: `key.count` is 32 and `out.count` is `plaintext.count + 16`.
    package static func seal(
        _ plaintext: Span<UInt8>, nonce: InlineArray<12, UInt8>, key: borrowing SecretBytes,
        into out: inout MutableSpan<UInt8>
    ) {
        seal(plaintext, authenticating: [], nonce: nonce, key: key, into: &out)
    }

    /// Writes the plaintext to `out` and says whether it is authentic. When it is not, `out` holds
    /// zeros.
    ///
    /// - Precondition: `key.count` is 32, and `out.count` is `sealed.count - 16` unless `sealed` is
    ///   shorter than a tag, which is never authentic.
    package static func open(
        _ sealed: Span<UInt8>, nonce: InlineArray<12, UInt8>, key: borrowing SecretBytes,
        into out: inout MutableSpan<UInt8>
    ) -> Bool {
        open(sealed, authenticating: [], nonce: nonce, key: key, into: &out)
    }

    static func seal(
        _ plaintext: Span<UInt8>, authenticating associated: [UInt8],
        nonce: InlineArray<12, UInt8>, key: borrowing SecretBytes,
        into out: inout MutableSpan<UInt8>
    ) {
        precondition(key.count == keySize && out.count == plaintext.count + tagSize)
        let cipher = BulkCipher(.seal, nonce: nonce, key: key)
        let isDone = unsafe out.withPointer { out in
            unsafe cipher.authenticate(associated) && cipher.update(plaintext, to: out)
                && cipher.finishSealing(tagAt: out + plaintext.count)
        }
        precondition(isDone, "libcrypto refused to encrypt")
    }

    static func open(
        _ sealed: Span<UInt8>, authenticating associated: [UInt8],
        nonce: InlineArray<12, UInt8>, key: borrowing SecretBytes,
        into out: inout MutableSpan<UInt8>
    ) -> Bool {
        guard sealed.count >= tagSize else { return false }
        precondition(key.count == keySize && out.count == sealed.count - tagSize)
        let cipher = BulkCipher(.open, nonce: nonce, key: key)
        let ciphertext = sealed.extracting(first: out.count)
        let tag = sealed.extracting(last: tagSize)
        let isAuthentic = unsafe out.withPointer { out in
            unsafe cipher.authenticate(associated) && cipher.update(ciphertext, to: out)
                && cipher.finishOpening(tag: tag)
        }
        if !isAuthentic { out.update(repeating: 0) }
        return isAuthentic
    }
}
