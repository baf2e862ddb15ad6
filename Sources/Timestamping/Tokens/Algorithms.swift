/// The digests on which a token may rest.
enum DigestAlgorithm: CaseIterable, Sendable {
    case sha256, sha384, sha512

    init?(_ identifier: ASN1ObjectIdentifier) {
        guard let found = Self.allCases.first(where: { $0.identifier == identifier }) else {
            return nil
        }
        self = found
    }

    var identifier: ASN1ObjectIdentifier {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}

/// The ways of signing that stock `openssl ts` verifies, each over one of the digests above.
enum SignatureScheme: Sendable {
    case ecdsa
    /// PKCS #1 version 1.5. PSS is not among those that `openssl ts` verifies.
    case rsa

    /// Nil unless the algorithm signs what `digest` digests.
    init?(_ identifier: ASN1ObjectIdentifier, over digest: DigestAlgorithm) {
        switch (identifier, digest) {
        case (.ecdsaWithSHA256, .sha256), (.ecdsaWithSHA384, .sha384),
            (.ecdsaWithSHA512, .sha512):
            self = .ecdsa
        case (.rsaEncryption, _), (.sha256WithRSA, .sha256), (.sha384WithRSA, .sha384),
            (.sha512WithRSA, .sha512):
            self = .rsa
        default: return nil
        }
    }

    /// Whether the algorithm is one of those that rest on SHA-1 or MD5.
    static func isWeak(_ identifier: ASN1ObjectIdentifier) -> Bool {
        [.ecdsaWithSHA1, .sha1WithRSA, .md5WithRSA].contains(identifier)
    }
}

extension ASN1ObjectIdentifier {
    static let sha256 = ASN1ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let sha384 = ASN1ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 2)
    static let sha512 = ASN1ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 3)

    static let ecdsaWithSHA256 = ASN1ObjectIdentifier(1, 2, 840, 10045, 4, 3, 2)
    static let ecdsaWithSHA384 = ASN1ObjectIdentifier(1, 2, 840, 10045, 4, 3, 3)
    static let ecdsaWithSHA512 = ASN1ObjectIdentifier(1, 2, 840, 10045, 4, 3, 4)
    static let rsaEncryption = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 1)
    static let sha256WithRSA = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 11)
    static let sha384WithRSA = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 12)
    static let sha512WithRSA = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 13)

    static let ecdsaWithSHA1 = ASN1ObjectIdentifier(1, 2, 840, 10045, 4, 1)
    static let sha1WithRSA = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 5)
    static let md5WithRSA = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 1, 4)

    static let signedData = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 7, 2)
    static let timeStampInfo = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 9, 16, 1, 4)
    static let contentType = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 9, 3)
    static let messageDigest = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 9, 4)
    static let signingCertificate = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 9, 16, 2, 12)
    static let signingCertificateV2 = ASN1ObjectIdentifier(1, 2, 840, 113549, 1, 9, 16, 2, 47)
}
