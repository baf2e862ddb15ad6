internal import CLibcrypto

/// The public key of a certificate.
@safe struct VerificationKey {
    private let pointer: OpaquePointer
    private let scheme: SignatureScheme
    // The key lies in the certificate's memory.
    private let owner: Certificate

    private static let curves = ["prime256v1", "secp384r1", "secp521r1"]

    /// Nil unless the key is RSA of a size that is accepted, or ECDSA on a NIST curve by its name.
    @unsafe init?(_ pointer: OpaquePointer, of owner: Certificate) {
        defer { Libcrypto.forgetErrors() }
        switch unsafe EVP_PKEY_get_base_id(pointer) {
        case EVP_PKEY_RSA:
            guard TimestampLimits.rsaBits.contains(Int(unsafe EVP_PKEY_get_bits(pointer))) else {
                return nil
            }
            scheme = .rsa
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 64)
            var count = 0
            guard unsafe EVP_PKEY_get_group_name(pointer, &name, name.count, &count) == 1,
                Self.curves.contains(
                    String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
                )
            else { return nil }
            scheme = .ecdsa
        default: return nil
        }
        unsafe self.pointer = unsafe pointer
        self.owner = owner
    }

    /// Whether `signature` is this key's over exactly these bytes.
    ///
    /// - Throws: ``TimestampError/algorithmRefused`` when the key is of another kind than `scheme`.
    func verifies(
        _ signature: [UInt8], over bytes: [UInt8], scheme: SignatureScheme,
        digest: DigestAlgorithm
    ) throws(TimestampError) -> Bool {
        guard scheme == self.scheme else { throw .algorithmRefused }
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto cannot verify: out of memory")
        }
        defer {
            unsafe EVP_MD_CTX_free(context)
            Libcrypto.forgetErrors()
        }
        return withExtendedLifetime(owner) {
            unsafe EVP_DigestVerifyInit(context, nil, digest.function, nil, pointer) == 1
                && EVP_DigestVerify(
                    context, signature, signature.count, bytes, bytes.count) == 1
        }
    }
}
