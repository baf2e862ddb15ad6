internal import CLibcrypto

/// libcrypto's hash functions over whole byte strings. Nothing of it appears outside this folder.
enum Libcrypto {
    static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let status = unsafe EVP_Digest(
            bytes, bytes.count, &digest, &count, algorithm.function, nil)
        precondition(status == 1, "libcrypto refused to hash")
        return Array(digest.prefix(Int(count)))
    }

    /// Forgets what a refused call left in this thread's queue of errors.
    static func forgetErrors() { ERR_clear_error() }
}

extension DigestAlgorithm {
    /// libcrypto's own table, which lives as long as the process.
    @unsafe var function: OpaquePointer? {
        switch self {
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        }
    }
}
