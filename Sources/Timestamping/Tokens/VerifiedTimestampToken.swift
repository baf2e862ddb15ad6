package import Primitives

/// A token that one known authority issued over known bytes: it comes only from `verify`.
package struct VerifiedTimestampToken: Hashable, Sendable {
    /// The authority against which it was verified.
    package let authority: AuthorityName
    /// SHA-256 of the bytes that existed at the time.
    package let imprint: SHA256Digest
    /// `genTime`, with the accuracy that the authority states.
    package let generatedAt: GeneratedTime
    package let policy: ASN1ObjectIdentifier
    /// The serial number, in hexadecimal digits: what the authority finds the token by.
    package let serial: String
    /// SHA-256 of the signer's certificate.
    package let certificateDigest: SHA256Digest
    /// The token as it came.
    package let der: [UInt8]
}

extension UnverifiedTimestampToken {
    /// Verifies the answer to a request that is at hand.
    ///
    /// - Throws: what ``verify(covering:by:)`` throws, and ``TimestampError/nonceMismatch``.
    package func verify(
        answering request: TimestampRequest, by authority: TimestampAuthority
    ) throws(TimestampError) -> VerifiedTimestampToken {
        try checkImprint(request.imprint)
        guard let octets = info.nonce, TimestampNonce(octets: octets) == request.nonce else {
            throw .nonceMismatch
        }
        return try verify(covering: request.imprint, by: authority)
    }

    /// Verifies a token from the archive, at any time after it was issued: certificates are judged
    /// at the time that the token states.
    ///
    /// Whether the signer's certificate was revoked is not checked; an authority that lost its key
    /// is taken off the list.
    ///
    /// - Parameter imprint: SHA-256 of the bytes that the token should cover.
    package func verify(
        covering imprint: SHA256Digest, by authority: TimestampAuthority
    ) throws(TimestampError) -> VerifiedTimestampToken {
        try checkImprint(imprint)
        guard authority.policy.allows(info.policy) else { throw .policyDiffers(found: info.policy) }
        guard let digest = DigestAlgorithm(signer.digest),
            let named = signer.attributes
                .signingCertificate, let namedDigest = DigestAlgorithm(named.digest)
        else { throw .digestRefused }
        guard let scheme = SignatureScheme(signer.signature, over: digest) else {
            throw SignatureScheme.isWeak(signer.signature) ? .digestRefused : .algorithmRefused
        }
        let (certificate, others) = try splitCertificates()
        guard Libcrypto.digest(certificate, namedDigest) == named.certificateDigest,
            named.name.map({ $0 == signer.certificate }) ?? true
        else { throw .certificateMismatch }
        let chain = CertificateChain(
            signer: certificate, others: others, roots: authority.roots.certificates)
        let key = try chain.verifiedKey(at: info.time.instant)
        guard signer.attributes.messageDigest == Libcrypto.digest(content, digest),
            try key.verifies(
                signer.signatureOctets, over: signer.attributes.signedBytes, scheme: scheme,
                digest: digest)
        else { throw .signatureInvalid }
        return VerifiedTimestampToken(
            authority: authority.name, imprint: imprint, generatedAt: info.time,
            policy: info.policy, serial: Hex.encode(info.serial),
            certificateDigest: SHA256Digest.of(certificate), der: der)
    }

    private func checkImprint(_ expected: SHA256Digest) throws(TimestampError) {
        guard let imprint = info.imprint else { throw .digestRefused }
        guard imprint == expected else { throw .imprintMismatch }
    }

    /// The signer's certificate, which must be there once, and the others.
    private func splitCertificates() throws(TimestampError) -> ([UInt8], [[UInt8]]) {
        var own: [[UInt8]] = []
        var others: [[UInt8]] = []
        for certificate in certificates {
            let name = try TimestampError.reading { () throws(TokenDefect) in
                try CertificateName(ofCertificate: certificate)
            }
            if name == signer.certificate {
                own.append(certificate)
            } else {
                others.append(certificate)
            }
        }
        guard let certificate = own.first else { throw .certificateMissing }
        guard own.count == 1 else { throw .tokenMalformed(.certificates) }
        return (certificate, others)
    }
}
