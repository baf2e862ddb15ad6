package import Primitives
import RawStructuredFieldValues

/// The digest of a body as `Content-Digest` carries it (RFC 9530): `sha-256=:...:`.
///
/// One or both of sha-256 and sha-512, each at most once. The weak and unknown algorithms are
/// refused, not skipped: what is named must be checked.
package struct ContentDigest: Hashable, Sendable {
    package let sha256: SHA256Digest?
    package let sha512: [UInt8]?

    private static let sha512Size = 64

    package init(sha256: SHA256Digest) {
        self.sha256 = sha256
        sha512 = nil
    }

    package init(of body: [UInt8]) {
        self.init(sha256: .of(body))
    }

    /// Reads the field's value; nil when it is not in the form above.
    package init?(_ fieldValue: String) {
        guard let members = StructuredField.dictionary(fieldValue), (1...2).contains(members.count)
        else { return nil }
        var sha256: SHA256Digest?
        var sha512: [UInt8]?
        for (algorithm, value) in members {
            guard case .item(let item) = value, item.rfc9651Parameters.count == 0,
                let digest = StructuredField.bytes(item)
            else { return nil }
            switch algorithm {
            case "sha-256":
                guard let digest = SHA256Digest(bytes: digest) else { return nil }
                sha256 = digest
            case "sha-512":
                guard digest.count == Self.sha512Size else { return nil }
                sha512 = digest
            default: return nil
            }
        }
        self.sha256 = sha256
        self.sha512 = sha512
    }

    package var fieldValue: String {
        var members: [String] = []
        if let sha256 { members.append("sha-256=" + StructuredField.byteSequence(sha256.bytes)) }
        if let sha512 { members.append("sha-512=" + StructuredField.byteSequence(sha512)) }
        return members.joined(separator: ", ")
    }
}

/// Compares a body with its digest piece by piece, as it arrives.
package struct ContentDigestCheck: ~Copyable, Sendable {
    private let expected: ContentDigest
    private var sha256 = SHA256Hasher()
    private var sha512 = SHA512Hasher()

    package init(_ expected: ContentDigest) {
        self.expected = expected
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        if expected.sha256 != nil { sha256.update(bytes) }
        if expected.sha512 != nil { sha512.update(bytes) }
    }

    /// Whether every digest that was named is the one of the bytes seen.
    package consuming func finish() -> Bool {
        let expected = self.expected
        let sha256 = self.sha256.finalize()
        let sha512 = self.sha512.finalize()
        if let digest = expected.sha256, digest != sha256 { return false }
        if let digest = expected.sha512, digest != sha512 { return false }
        return expected.sha256 != nil || expected.sha512 != nil
    }
}
