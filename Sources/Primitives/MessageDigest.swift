import CLibcrypto

/// A running hash of libcrypto, freed with its owner.
@safe struct MessageDigest: ~Copyable, @unchecked Sendable {
    // Sendable: the context has no thread affinity and exactly one owner.
    private let context: OpaquePointer
    private let size: Int

    enum Algorithm {
        case sha256, sha512
        /// For names of version 5 only: nothing is ever believed for it.
        case sha1
    }

    // Found once: libcrypto would search its providers for each hash, behind a lock. Never freed,
    // never written to, and nil only if libcrypto has no such hash.
    nonisolated(unsafe) private static let sha256 = unsafe EVP_MD_fetch(nil, "SHA2-256", nil)
    nonisolated(unsafe) private static let sha512 = unsafe EVP_MD_fetch(nil, "SHA2-512", nil)
    nonisolated(unsafe) private static let sha1 = unsafe EVP_MD_fetch(nil, "SHA1", nil)

    init(_ algorithm: Algorithm) {
        let kind: OpaquePointer?
        switch algorithm {
        case .sha256: (unsafe kind, size) = (unsafe Self.sha256, 32)
        case .sha512: (unsafe kind, size) = (unsafe Self.sha512, 64)
        case .sha1: (unsafe kind, size) = (unsafe Self.sha1, 20)
        }
        guard let context = unsafe EVP_MD_CTX_new(),
            unsafe EVP_DigestInit_ex(context, kind, nil) == 1
        else {
            preconditionFailure("libcrypto cannot hash: out of memory")
        }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    mutating func update(_ bytes: Span<UInt8>) {
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        precondition(status == 1, "libcrypto refused to hash")
    }

    consuming func finalize() -> [UInt8] { unsafe finalize { unsafe [UInt8]($0) } }

    /// Lends the digest where it lies, only during the call.
    @unsafe consuming func finalize<Digest>(
        _ read: (UnsafeRawBufferPointer) -> Digest
    ) -> Digest { unsafe finish(read) }

    /// Finishes this hash and begins another one in the same context, which costs a fraction of a
    /// new one.
    @unsafe mutating func finishAndRestart<Digest>(
        _ read: (UnsafeRawBufferPointer) -> Digest
    ) -> Digest {
        let digest = unsafe finish(read)
        // No kind: the one that the context has.
        let again = unsafe EVP_DigestInit_ex(context, nil, nil)
        precondition(again == 1, "libcrypto refused to begin a hash")
        return digest
    }

    private func finish<Digest>(_ read: (UnsafeRawBufferPointer) -> Digest) -> Digest {
        unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { digest in
            let target = unsafe digest.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let status = unsafe EVP_DigestFinal_ex(context, target, nil)
            precondition(status == 1, "libcrypto refused to finish a hash")
            return unsafe read(UnsafeRawBufferPointer(digest))
        }
    }
}
