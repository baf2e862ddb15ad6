package import Primitives

/// A time-stamp token whose form is right and of which nothing else is known yet.
///
/// ```
/// ContentInfo { id-signedData, [0] SignedData {
///     version 3, digestAlgorithms, { id-ct-TSTInfo, [0] OCTET STRING TSTInfo },
///     [0] certificates, { the one SignerInfo } } }
/// ```
/// Everything is read here, by a reader of ours that knows this one form, before a byte of it
/// reaches libcrypto; libcrypto's own CMS code is never called.
///
/// - SeeAlso: Protocol/trusted-time.md, "Tokens";
///   Protocol/decisions/0095-our-own-reader-of-tokens.md
package struct UnverifiedTimestampToken: Hashable, Sendable {
    /// The token as it came: what is stored and exported, `NAME.tst`.
    package let der: [UInt8]
    let info: TimestampInfo
    /// The DER of `info`, which the message digest covers.
    let content: [UInt8]
    let signer: TokenSigner
    /// The DER of each certificate, the signer's among them.
    let certificates: [[UInt8]]

    /// - Throws: ``TimestampError`` `tooLarge`, `tokenMalformed`.
    package init(der: [UInt8]) throws(TimestampError) {
        guard der.count <= TimestampLimits.tokenSizeInBytes else {
            throw .tooLarge(limit: TimestampLimits.tokenSizeInBytes)
        }
        self.der = der
        let parts = try TimestampError.reading { () throws(TokenDefect) in
            try Parts(der)
        }
        info = parts.info
        content = parts.content
        signer = parts.signer
        certificates = parts.certificates
    }

    /// What the token claims to be over. A claim, until it is verified.
    package var claimedImprint: SHA256Digest? { info.imprint }
    /// The time that the token claims. A claim, until it is verified.
    package var claimedTime: Timestamp { info.time.instant }

    private struct Parts {
        let info: TimestampInfo
        let content: [UInt8]
        let signer: TokenSigner
        let certificates: [[UInt8]]

        init(_ der: [UInt8]) throws(TokenDefect) {
            try DERReader.check(der)
            var whole = DERReader(der)
            var outer = try whole.enter(.sequence)
            try whole.finish()
            guard try outer.objectIdentifier() == .signedData else { throw .contentType }
            var explicit = try outer.enter(.constructed(0))
            try outer.finish()
            var data = try explicit.enter(.sequence)
            try explicit.finish()
            guard try data.smallInteger() == 3 else { throw .version }
            let digests = try Self.digests(data.enter(.set))
            content = try Self.content(data.enter(.sequence))
            info = try TimestampInfo(der: content)
            certificates = try Self.certificates(&data)
            guard try data.nextIf(.constructed(1)) == nil else { throw .unsigned }
            signer = try Self.signer(data.enter(.set))
            try data.finish()
            guard digests.contains(signer.digest) else { throw .digests }
        }

        private static func digests(
            _ reader: DERReader
        ) throws(TokenDefect) -> [ASN1ObjectIdentifier] {
            var reader = reader
            var found: [ASN1ObjectIdentifier] = []
            while !reader.isAtEnd {
                guard found.count < TimestampLimits.digestAlgorithms else { throw .tooMany }
                found.append(try reader.plainAlgorithm())
            }
            return found
        }

        private static func content(_ reader: DERReader) throws(TokenDefect) -> [UInt8] {
            var reader = reader
            guard try reader.objectIdentifier() == .timeStampInfo else { throw .contentType }
            var explicit = try reader.enter(.constructed(0))
            try reader.finish()
            let content = try explicit.octetString()
            try explicit.finish()
            return content
        }

        private static func certificates(
            _ reader: inout DERReader
        ) throws(TokenDefect) -> [[UInt8]] {
            guard let set = try reader.nextIf(.constructed(0)) else { return [] }
            var inside = reader.inside(set)
            var found: [[UInt8]] = []
            for element in try inside.rest(limit: TimestampLimits.certificates) {
                // [0] to [3] would be certificates of other kinds.
                guard element.tag == .sequence else { throw .certificates }
                found.append(reader.wholeBytes(element))
            }
            return found
        }

        private static func signer(_ reader: DERReader) throws(TokenDefect) -> TokenSigner {
            var reader = reader
            let signer = try reader.enter(.sequence)
            guard reader.isAtEnd else { throw .signers }
            return try TokenSigner(signer)
        }
    }
}
