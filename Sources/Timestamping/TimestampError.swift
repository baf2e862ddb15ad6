import Primitives

/// Why bytes are not a time-stamp token of the expected authority over the expected bytes.
package enum TimestampError: PlainFailure, Equatable {
    /// The token or response exceeds the limit.
    case tooLarge(limit: Int)
    /// The bytes are not a token in the one form that is accepted.
    case tokenMalformed(TokenDefect)
    /// The authority answered with a status that is no token.
    case requestRejected(status: Int)
    /// The imprint or the signature rests on a digest that is not accepted: SHA-1, MD5.
    case digestRefused
    /// The signature is of a kind that stock `openssl ts` cannot verify, or its key is too weak.
    case algorithmRefused
    /// The token covers other bytes.
    case imprintMismatch
    /// The token answers another request.
    case nonceMismatch
    /// The token was issued under another policy than the authority's.
    case policyDiffers(found: ASN1ObjectIdentifier)
    /// The signer's certificate does not come with the token.
    case certificateMissing
    /// The signed attribute names another certificate than the signer's.
    case certificateMismatch
    /// No chain leads from the signer's certificate to a root of this authority.
    case unknownAuthority
    /// A certificate of the chain was not valid at the time that the token states.
    case certificateNotValidThen
    /// The signer's certificate is not for time-stamping alone.
    case purposeRefused
    /// The signature does not verify.
    case signatureInvalid

    package var code: String {
        switch self {
        case .tooLarge: "time.token-too-large"
        case .tokenMalformed: "time.token-malformed"
        case .requestRejected: "time.request-rejected"
        case .digestRefused: "time.digest-refused"
        case .algorithmRefused: "time.algorithm-refused"
        case .imprintMismatch: "time.imprint-mismatch"
        case .nonceMismatch: "time.nonce-mismatch"
        case .policyDiffers: "time.policy-differs"
        case .certificateMissing: "time.certificate-missing"
        case .certificateMismatch: "time.certificate-mismatch"
        case .unknownAuthority: "time.unknown-authority"
        case .certificateNotValidThen: "time.certificate-not-valid-then"
        case .purposeRefused: "time.purpose-refused"
        case .signatureInvalid: "time.signature-invalid"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let limit): "the time-stamp token is larger than \(limit) bytes"
        case .tokenMalformed(let defect): "the time-stamp token is malformed: \(defect.rawValue)"
        case .requestRejected(let status):
            "the time-stamping authority gave no token, status \(status)"
        case .digestRefused: "the time-stamp token rests on a digest that is not accepted"
        case .algorithmRefused:
            "the time-stamp token is signed in a way, or with a key, that is not accepted"
        case .imprintMismatch: "the time-stamp token is for other bytes"
        case .nonceMismatch: "the time-stamp token answers another request"
        case .policyDiffers(let found):
            "the time-stamp token was issued under the policy \(found.text), which is another"
        case .certificateMissing: "the signer's certificate is not in the time-stamp token"
        case .certificateMismatch: "the time-stamp token names another certificate as its signer's"
        case .unknownAuthority: "the time-stamp token is not by the expected authority"
        case .certificateNotValidThen:
            "the authority's certificate was not valid at the time that the token states"
        case .purposeRefused: "the signer's certificate is not for time-stamping alone"
        case .signatureInvalid: "the signature of the time-stamp token does not verify"
        }
    }

    package var hint: String? {
        switch self {
        case .requestRejected:
            "ask the authority; sending goes on without its token, and the gap is on record"
        case .digestRefused, .algorithmRefused:
            "ask the authority for SHA-256 with ECDSA P-256 or RSA of 3072 bits"
        case .policyDiffers, .unknownAuthority:
            "compare the list of authorities with what the authority publishes today"
        default: nil
        }
    }
}

/// What is wrong with the form of a token, as the end of a sentence.
package enum TokenDefect: String, Error, Sendable {
    case truncated = "it ends too early"
    case trailing = "something follows where it should end"
    case length = "a length is not in its shortest form"
    case tag = "an element is not of the expected kind"
    case depth = "its elements are nested too deep"
    case tooMany = "it has too many elements of a kind"
    case integer = "a number is out of range or not in its shortest form"
    case objectIdentifier = "an object identifier is not well-formed"
    case time = "its time is not whole, in UTC and in the one form of DER"
    case boolean = "a truth value is not well-formed"
    case contentType = "it is not signed time-stamp information"
    case version = "it is of another version"
    case imprint = "its imprint has not the size of its digest"
    case digests = "its signer's digest is not announced"
    case signers = "it has not exactly one signer"
    case attributes = "its signed attributes are incomplete or stand twice"
    case unsigned = "it carries what its signature does not cover"
    case certificates = "a certificate in it is not one, or two are for the same signer"
    case criticalExtension = "it has a critical extension that is not known"
    case accuracy = "its accuracy is out of range"
}
