import Primitives

/// HKDF-SHA-256 with 32 bytes of output, as every derivation of age uses it.
func deriveKey(
    from inputKey: borrowing SecretBytes, salt: [UInt8], info: String
) throws(AgeError) -> SecretBytes {
    inputKey.withBytes { bytes in
        HKDFSHA256.derive(inputKey: bytes, salt: salt, info: Array(info.utf8))
    }
}

/// The 16 random bytes that one file is encrypted with, wrapped once for each recipient.
enum FileKey {
    static let size = 16
    /// A wrapped file key: 16 bytes and a 16-byte tag.
    static let wrappedSize = 32

    static func random() throws(AgeError) -> SecretBytes {
        try lockingSecret { () throws(SecretMemoryError) in try SecretBytes(random: size) }
    }

    /// Seals the file key with a key used only once, hence the zero nonce.
    static func wrap(_ fileKey: borrowing SecretBytes, with key: borrowing SecretBytes) -> [UInt8] {
        var body = [UInt8](repeating: 0, count: wrappedSize)
        fileKey.withBytes { bytes in
            var target = body.mutableSpan
            ChaCha20Poly1305.seal(bytes, nonce: zeroNonce, key: key, into: &target)
        }
        return body
    }

    /// Opens a wrapped file key whose size the header parser has checked.
    ///
    /// - Returns: nil when the key does not fit.
    static func unwrap(
        _ body: [UInt8], with key: borrowing SecretBytes
    ) throws(AgeError) -> SecretBytes? {
        var plain = [UInt8](repeating: 0, count: size)
        var target = plain.mutableSpan
        let isGenuine = ChaCha20Poly1305.open(
            body.span, nonce: zeroNonce, key: key, into: &target)
        guard isGenuine else { return nil }
        return try locking(&plain)
    }

    /// The MAC over a header, from its first byte to the three dashes of its last line.
    static func headerMAC(
        _ header: Span<UInt8>, fileKey: borrowing SecretBytes
    ) throws(AgeError) -> [UInt8] {
        let key = try deriveKey(from: fileKey, salt: [], info: "header")
        return key.withBytes { bytes in HMACSHA256.authenticate(header, key: bytes) }
    }

    private static let zeroNonce = InlineArray<12, UInt8>(repeating: 0)
}

/// Moves a secret into locked memory and erases it where it was.
func locking(_ plain: inout [UInt8]) throws(AgeError) -> SecretBytes {
    do {
        return try SecretBytes(copyingAndErasing: &plain)
    } catch {
        throw .secret(.memory)
    }
}

func lockingSecret(
    _ make: () throws(SecretMemoryError) -> SecretBytes
) throws(AgeError) -> SecretBytes {
    do {
        return try make()
    } catch {
        throw .secret(.memory)
    }
}
