import BrokerAPI
import Crypto
import Primitives

/// The `Upload-Checksum` of a piece, compared as its bytes arrive.
///
/// It repeats what the signed `Content-Digest` says more strongly, so SHA-1, which tus requires,
/// protects nothing here: a checksum that is there must be right, and that is all.
struct PieceChecksum: ~Copyable {
    private let expected: UploadChecksum?
    private var sha1 = Insecure.SHA1()
    private var sha256 = SHA256Hasher()

    /// - Throws: for a field that is not a checksum we can compare.
    init(_ field: String?) throws(BrokerRefusal) {
        guard let field else {
            expected = nil
            return
        }
        guard let checksum = UploadChecksum(field) else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        expected = checksum
    }

    mutating func update(_ bytes: [UInt8]) {
        switch expected {
        case .sha1: sha1.update(data: bytes)
        case .sha256: sha256.update(bytes)
        case nil: break
        }
    }

    consuming func matches() -> Bool {
        let digest = sha256.finalize()
        switch expected {
        case .sha1(let bytes): return Array(sha1.finalize()) == bytes
        case .sha256(let expected): return digest == expected
        case nil: return true
        }
    }
}
