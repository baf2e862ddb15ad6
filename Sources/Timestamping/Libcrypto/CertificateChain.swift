internal import CLibcrypto
internal import Primitives

/// A signer's certificate and what may lead from it to a root, as bytes.
struct CertificateChain {
    let signer: [UInt8]
    /// From the token: nothing in them is believed.
    let others: [[UInt8]]
    /// From the list of authorities: the only ones that are trusted. The system's are never read.
    let roots: [[UInt8]]

    /// The signer's key, after libcrypto has found and verified a chain to one of the roots, each
    /// certificate valid at `time` and the signer's for time-stamping alone, and says so critically.
    func verifiedKey(at time: Timestamp) throws(TimestampError) -> VerificationKey {
        guard let certificate = Certificate(der: signer) else {
            throw .tokenMalformed(.certificates)
        }
        let others = try self.others.map { der throws(TimestampError) in
            guard let other = Certificate(der: der) else { throw .tokenMalformed(.certificates) }
            return other
        }
        // Before the chain, so that a key of a kind that is refused says so.
        guard let key = certificate.key else { throw .algorithmRefused }
        try verify(certificate, others, roots.compactMap(Certificate.init), time)
        return key
    }

    private func verify(
        _ signer: Certificate, _ others: [Certificate], _ roots: [Certificate], _ time: Timestamp
    ) throws(TimestampError) {
        defer { Libcrypto.forgetErrors() }
        guard let store = unsafe X509_STORE_new(), let untrusted = unsafe OPENSSL_sk_new_null(),
            let context = unsafe X509_STORE_CTX_new()
        else { preconditionFailure("libcrypto cannot verify: out of memory") }
        defer {
            unsafe X509_STORE_CTX_free(context)
            unsafe OPENSSL_sk_free(untrusted)
            unsafe X509_STORE_free(store)
        }
        for root in roots { _ = unsafe X509_STORE_add_cert(store, root.pointer) }
        for other in others {
            _ = unsafe OPENSSL_sk_push(untrusted, UnsafeRawPointer(other.pointer))
        }
        // The stack lends its certificates: they outlive it, in `others`.
        let status = withExtendedLifetime((signer, others, roots)) { () -> Int32 in
            guard unsafe X509_STORE_CTX_init(context, store, signer.pointer, untrusted) == 1,
                unsafe X509_STORE_CTX_set_purpose(context, X509_PURPOSE_TIMESTAMP_SIGN) == 1,
                let parameters = unsafe X509_STORE_CTX_get0_param(context)
            else { return X509_V_ERR_UNSPECIFIED }
            unsafe X509_VERIFY_PARAM_set_time(parameters, Int(time.secondsSinceEpoch))
            unsafe X509_VERIFY_PARAM_set_depth(parameters, Int32(TimestampLimits.chainDepth))
            unsafe X509_VERIFY_PARAM_set_auth_level(parameters, Self.securityLevel)
            if unsafe X509_verify_cert(context) == 1 { return X509_V_OK }
            let reason = unsafe X509_STORE_CTX_get_error(context)
            return reason == X509_V_OK ? X509_V_ERR_UNSPECIFIED : reason
        }
        if status != X509_V_OK { throw Self.error(for: status) }
    }

    /// Level 2 of OpenSSL: 112 bits and more, so neither SHA-1 nor MD5 anywhere in the chain.
    private static let securityLevel: Int32 = 2

    private static func error(for status: Int32) -> TimestampError {
        switch status {
        case X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED: .certificateNotValidThen
        case X509_V_ERR_INVALID_PURPOSE: .purposeRefused
        case X509_V_ERR_CA_MD_TOO_WEAK: .digestRefused
        case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL: .algorithmRefused
        default: .unknownAuthority
        }
    }
}
