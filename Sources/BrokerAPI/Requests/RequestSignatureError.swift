import Primitives

/// Why a request is not taken as signed. The answer is the same 401 for all but the clock, so that
/// it tells a stranger nothing.
package enum RequestSignatureError: PlainFailure, Equatable {
    case missing
    case malformed
    case notCanonical
    case wrongComponents
    case wrongTag
    case wrongAlgorithm
    case expired
    case created(Direction)
    case methodOverride
    case missingContentDigest
    case missingContentType
    case notASCII
    case unknownKey
    case invalid
    case replayed

    /// On which side of the broker's clock `created` lies.
    package enum Direction: Sendable {
        case behind, ahead
    }

    package var code: String {
        switch self {
        case .missing: "request-signature.missing"
        case .malformed: "request-signature.malformed"
        case .notCanonical: "request-signature.not-canonical"
        case .wrongComponents: "request-signature.wrong-components"
        case .wrongTag: "request-signature.wrong-tag"
        case .wrongAlgorithm: "request-signature.wrong-algorithm"
        case .expired: "request-signature.expired"
        case .created(.behind): "request-signature.created-behind"
        case .created(.ahead): "request-signature.created-ahead"
        case .methodOverride: "request-signature.method-override"
        case .missingContentDigest: "request-signature.missing-content-digest"
        case .missingContentType: "request-signature.missing-content-type"
        case .notASCII: "request-signature.not-ascii"
        case .unknownKey: "request-signature.unknown-key"
        case .invalid: "request-signature.invalid"
        case .replayed: "request-signature.replayed"
        }
    }

    package var message: String {
        switch self {
        case .missing: "the request carries no signature"
        case .malformed: "the signature fields are malformed"
        case .notCanonical: "the signature input is not in its canonical form"
        case .wrongComponents: "the signature does not cover exactly what it must"
        case .wrongTag: "the signature was made for another purpose"
        case .wrongAlgorithm: "the signature algorithm is not ed25519"
        case .expired: "the signature has expired"
        case .created(.behind): "the signature was made too long ago"
        case .created(.ahead): "the signature was made in the future"
        case .methodOverride: "a method override is not taken"
        case .missingContentDigest: "the request has a body but no content-digest"
        case .missingContentType: "the request has a body but no content-type"
        case .notASCII: "a signed value is not printable ASCII"
        case .unknownKey: "the signing key is not known"
        case .invalid: "the signature does not verify"
        case .replayed: "the request was seen before"
        }
    }

    /// The problem that the broker answers.
    package var problem: ProblemCode {
        switch self {
        case .created: .clockSkew
        case .missingContentDigest: .missingDigest
        default: .unauthenticated
        }
    }
}
