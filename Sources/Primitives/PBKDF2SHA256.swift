import CLibcrypto

/// PBKDF2 with HMAC-SHA-256 (RFC 8018), for keys of at most ``maximumCount`` bytes.
package enum PBKDF2SHA256 {
    package static let maximumCount = 64

    /// - Precondition: `iterations` is from 1 to `Int32.max`, `count` from 1 to 64.
    package static func derive(
        password: Span<UInt8>, salt: Span<UInt8>, iterations: Int, count: Int
    ) -> SecretBytes {
        precondition((1...maximumCount).contains(count) && iterations >= 1)
        // Larger ones do not exist here; the conversions would trap on one.
        let (rounds, size) = (Int32(iterations), Int32(count))
        let (passwordSize, saltSize) = (Int32(password.count), Int32(salt.count))
        var isDone = false
        let key = SecretBytes(keySize: count) { out in
            isDone = unsafe password.withPointer { password in
                unsafe salt.withPointer { salt in
                    unsafe out.withPointer { out in
                        unsafe password.withMemoryRebound(to: CChar.self, capacity: 1) {
                            unsafe PKCS5_PBKDF2_HMAC(
                                $0, passwordSize, salt, saltSize, rounds, EVP_sha256(), size, out)
                                == 1
                        }
                    }
                }
            }
        }
        precondition(isDone, "libcrypto refused to derive a key")
        return key
    }
}
