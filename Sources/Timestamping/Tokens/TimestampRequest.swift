package import Primitives

/// What is asked of a time-stamping authority: a `TimeStampReq` of RFC 3161.
///
/// ```
/// SEQUENCE { version 1, { { sha256, NULL }, OCTET STRING (32) }, [policy], nonce, certReq TRUE }
/// ```
/// The request shows the authority a digest and nothing else. The certificate is always asked for:
/// without it a token cannot be verified years later.
package struct TimestampRequest: Hashable, Sendable {
    /// SHA-256 of the bytes to be stamped.
    package let imprint: SHA256Digest
    package let nonce: TimestampNonce
    /// Asked for when the authority issues under several policies.
    package let policy: ASN1ObjectIdentifier?

    package init(imprint: SHA256Digest, nonce: TimestampNonce, policy: ASN1ObjectIdentifier?) {
        self.imprint = imprint
        self.nonce = nonce
        self.policy = policy
    }

    /// The body of the request: `application/timestamp-query`.
    package var der: [UInt8] {
        let algorithm = DERWriter.sequence(
            DERWriter.objectIdentifier(.sha256), DERWriter.element(.null, []))
        return DERWriter.sequence(
            DERWriter.natural(1),
            DERWriter.sequence(algorithm, DERWriter.element(.octetString, imprint.bytes)),
            policy.map(DERWriter.objectIdentifier) ?? [],
            DERWriter.natural(nonce.value),
            DERWriter.element(.boolean, [0xFF]))
    }
}
