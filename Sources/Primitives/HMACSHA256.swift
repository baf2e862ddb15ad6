import CLibcrypto

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
    package static let size = 32

    /// The 32 bytes of the code.
    package static func authenticate(_ message: Span<UInt8>, key: Span<UInt8>) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: size)
        var out = code.mutableSpan
        authenticate(message, key: key, into: &out)
        return code
    }

    /// Writes the code straight into memory that the caller owns.
    static func authenticate(
        _ message: Span<UInt8>, key: Span<UInt8>, into out: inout MutableSpan<UInt8>
    ) {
        precondition(out.count == size)
        // A key longer than `Int32` does not exist here; the conversion would trap on one.
        let keySize = Int32(key.count)
        let messageSize = message.count
        let isDone = unsafe message.withPointer { message in
            unsafe key.withPointer { key in
                unsafe out.withPointer { out in
                    unsafe HMAC(
                        EVP_sha256(), key, keySize, message, messageSize, out, nil) != nil
                }
            }
        }
        precondition(isDone, "libcrypto refused to authenticate")
    }
}
