import CLibcrypto

/// One use of libcrypto's ChaCha20-Poly1305, freed with its owner.
@safe struct BulkCipher: ~Copyable {
    private let context: OpaquePointer

    enum Direction: Int32 {
        case open = 0
        case seal = 1
    }

    // Found once: libcrypto would search its providers for each chunk. Never freed, never written
    // to, and nil only if libcrypto has no such cipher.
    nonisolated(unsafe) private static let cipher =
        unsafe EVP_CIPHER_fetch(nil, "ChaCha20-Poly1305", nil)

    /// - Precondition: `key.count` is 32.
    init(_ direction: Direction, nonce: InlineArray<12, UInt8>, key: borrowing SecretBytes) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("libcrypto cannot encrypt: out of memory")
        }
        unsafe self.context = context
        let status = unsafe key.span.withPointer { key in
            unsafe nonce.span.withPointer { nonce in
                unsafe EVP_CipherInit_ex(
                    context, Self.cipher, nil, key, nonce, direction.rawValue)
            }
        }
        precondition(status == 1, "libcrypto refused the cipher")
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Takes in associated data; nothing when it is empty.
    borrowing func authenticate(_ associated: [UInt8]) -> Bool {
        associated.isEmpty ? true : unsafe update(associated.span, to: nil)
    }

    /// Translates all of `input`; without `out` it is associated data.
    ///
    /// - Precondition: there is room for `input.count` bytes at `out`.
    @unsafe borrowing func update(
        _ input: Span<UInt8>, to out: UnsafeMutablePointer<UInt8>?
    ) -> Bool {
        guard !input.isEmpty else { return true }
        guard let count = Int32(exactly: input.count) else { return false }
        var written: Int32 = 0
        return unsafe input.withPointer { input in
            unsafe EVP_CipherUpdate(context, out, &written, input, count) == 1
        }
    }

    /// - Precondition: there is room for a tag at `out`.
    @unsafe borrowing func finishSealing(tagAt out: UnsafeMutablePointer<UInt8>) -> Bool {
        var written: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, out, &written) == 1
            && EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32(ChaCha20Poly1305.tagSize), out) == 1
    }

    /// - Precondition: `tag.count` is 16.
    borrowing func finishOpening(tag: Span<UInt8>) -> Bool {
        var expected = [UInt8](copying: tag)
        var nothing = [UInt8](repeating: 0, count: 1)
        var written: Int32 = 0
        return unsafe EVP_CIPHER_CTX_ctrl(
            context, EVP_CTRL_AEAD_SET_TAG, Int32(ChaCha20Poly1305.tagSize), &expected) == 1
            && EVP_CipherFinal_ex(context, &nothing, &written) == 1
    }
}
