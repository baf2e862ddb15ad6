package import Primitives

/// Why a list of authorities, or a file of their roots, cannot be used.
package enum AuthorityListError: PlainFailure, Equatable {
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    /// Two authorities of the list have one name.
    case nameTwice
    case rootsTooLarge(limit: Int)
    /// The file is not PEM in its strict form.
    case rootsMalformed
    /// None, too many, or one twice.
    case rootsCount(limit: Int)
    /// A certificate that did not sign itself, or that may not sign others.
    case notARoot

    package var code: String {
        switch self {
        case .notJSON, .schema: "time.authorities-invalid"
        case .nameTwice: "time.authority-twice"
        case .rootsTooLarge, .rootsMalformed, .rootsCount: "time.roots-malformed"
        case .notARoot: "time.not-a-root"
        }
    }

    package var message: String {
        switch self {
        case .notJSON(let error): "the list of time-stamping authorities: " + error.message
        case .schema(let error): "the list of time-stamping authorities: " + error.message
        case .nameTwice: "two time-stamping authorities have the same name"
        case .rootsTooLarge(let limit): "the file of roots is larger than \(limit) bytes"
        case .rootsMalformed: "the file of roots is not certificates in PEM and nothing else"
        case .rootsCount(let limit):
            "the file of roots has not between 1 and \(limit) different certificates"
        case .notARoot: "a certificate in the file of roots is not a root"
        }
    }

    package var hint: String? {
        switch self {
        case .notJSON, .schema, .nameTwice: "each key is described in deploy/tsa/README.md"
        case .rootsTooLarge, .rootsMalformed, .rootsCount:
            "write it with 'openssl x509 -in FILE -out roots.pem'"
        case .notARoot: "take the certificate at the top of the authority's chain"
        }
    }
}
