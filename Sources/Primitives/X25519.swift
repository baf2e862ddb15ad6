import CSodium

/// Key agreement on Curve25519 (RFC 7748), libsodium's.
package enum X25519 {
    package static let keySize = 32

    /// - Precondition: `secret.count` is 32.
    package static func publicKey(of secret: borrowing SecretBytes) -> [UInt8] {
        precondition(secret.count == keySize)
        Sodium.prepare()
        var key = [UInt8](repeating: 0, count: keySize)
        let status = unsafe secret.span.withPointer { secret in
            unsafe crypto_scalarmult_base(&key, secret)
        }
        precondition(status == 0, "libsodium refused a secret key")
        return key
    }

    /// Nil when `peer` is not 32 bytes or is a point that makes the result all zero.
    ///
    /// - Precondition: `secret.count` is 32.
    package static func sharedSecret(
        _ secret: borrowing SecretBytes, _ peer: [UInt8]
    ) -> SecretBytes? {
        precondition(secret.count == keySize)
        guard peer.count == keySize else { return nil }
        Sodium.prepare()
        var status: Int32 = -1
        let shared = SecretBytes(keySize: keySize) { out in
            status = unsafe secret.span.withPointer { secret in
                unsafe out.withPointer { out in
                    unsafe crypto_scalarmult(out, secret, peer)
                }
            }
        }
        guard status == 0 else { return nil }
        return shared
    }
}
