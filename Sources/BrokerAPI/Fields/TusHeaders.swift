package import Primitives

/// What the broker supports of tus 1.0.0.
package enum Tus {
    package static let version = "1.0.0"
    package static let extensions = "creation,checksum,termination,expiration"
    package static let checksumAlgorithms = "sha1,sha256"
    /// The content type of a piece.
    package static let pieceMediaType = "application/offset+octet-stream"
    /// The limit on `Upload-Metadata`, which a client may leave out.
    package static let metadataBytes = 1024

    /// `Upload-Length` and `Upload-Offset`: a decimal number without sign or leading zero.
    package static func number(_ fieldValue: String) -> Int64? {
        Decimal.parse(fieldValue)
    }
}

/// `Upload-Checksum: sha256 <base64>`: the digest of one piece.
package enum UploadChecksum: Hashable, Sendable {
    case sha1([UInt8])
    case sha256(SHA256Digest)

    private static let sha1Size = 20

    /// Nil for another algorithm, another size, or base64 that is not canonical.
    package init?(_ fieldValue: String) {
        let parts = fieldValue.utf8.split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let digest = Base64.decode(String(Substring(parts[1]))) else {
            return nil
        }
        switch String(Substring(parts[0])) {
        case "sha1" where digest.count == Self.sha1Size: self = .sha1(digest)
        case "sha256":
            guard let digest = SHA256Digest(bytes: digest) else { return nil }
            self = .sha256(digest)
        default: return nil
        }
    }
}

/// `Upload-Metadata: key base64,key2 base64`: kept and given back, never interpreted.
package struct UploadMetadata: Hashable, Sendable {
    /// Exactly as the client sent it.
    package let fieldValue: String

    private static let maximumPairs = 16

    /// Nil when it is too long, a key is empty or repeated, or a value is not base64.
    package init?(_ fieldValue: String) {
        guard fieldValue.utf8.count <= Tus.metadataBytes else { return nil }
        let pairs = fieldValue.utf8.split(
            separator: UInt8(ascii: ","), maxSplits: Self.maximumPairs,
            omittingEmptySubsequences: false)
        guard pairs.count <= Self.maximumPairs else { return nil }
        var keys: Set<[UInt8]> = []
        for pair in pairs {
            let parts = pair.split(
                separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = parts.first, !key.isEmpty,
                key.allSatisfy({ (0x21...0x7E).contains($0) }),
                keys.insert(Array(key)).inserted,
                parts.count == 1 || Base64.decode(String(Substring(parts[1]))) != nil
            else { return nil }
        }
        self.fieldValue = fieldValue
    }
}
