internal import CLibcrypto

/// One X.509 certificate in libcrypto's memory, freed with its owner.
@safe final class Certificate {
    let pointer: OpaquePointer

    /// Nil unless the bytes are exactly one certificate.
    init?(der: [UInt8]) {
        guard let pointer = unsafe Self.parse(der) else {
            Libcrypto.forgetErrors()
            return nil
        }
        unsafe self.pointer = pointer
    }

    @unsafe private static func parse(_ der: [UInt8]) -> OpaquePointer? {
        unsafe der.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var position: UnsafePointer<UInt8>? = unsafe start
            guard let parsed = unsafe d2i_X509(nil, &position, buffer.count) else { return nil }
            guard unsafe position == start + buffer.count else {
                unsafe X509_free(parsed)
                return nil
            }
            return unsafe parsed
        }
    }

    deinit { unsafe X509_free(pointer) }

    /// Whether it is an authority that signed itself: what a root is.
    var isRoot: Bool {
        defer { Libcrypto.forgetErrors() }
        return unsafe X509_self_signed(pointer, 1) == 1 && X509_check_ca(pointer) == 1
    }

    /// The key, if tokens may be signed with one of its kind and size.
    var key: VerificationKey? {
        guard let key = unsafe X509_get0_pubkey(pointer) else {
            Libcrypto.forgetErrors()
            return nil
        }
        return unsafe VerificationKey(key, of: self)
    }
}
