/// HKDF with SHA-256 (RFC 5869), for keys of 32 bytes: one block of output.
package enum HKDFSHA256 {
    /// An empty `salt` means 32 zero bytes, as the RFC has it.
    package static func derive(
        inputKey: Span<UInt8>, salt: [UInt8], info: [UInt8]
    ) -> SecretBytes {
        let extracted = SecretBytes(keySize: HMACSHA256.size) { out in
            HMACSHA256.authenticate(inputKey, key: salt.span, into: &out)
        }
        let firstBlock = info + [1]
        return SecretBytes(keySize: HMACSHA256.size) { out in
            HMACSHA256.authenticate(firstBlock.span, key: extracted.span, into: &out)
        }
    }
}
