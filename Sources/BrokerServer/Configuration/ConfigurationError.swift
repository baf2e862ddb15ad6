package import Primitives

/// Why a broker cannot be set up or started from its home.
package enum ConfigurationError: PlainFailure, Equatable {
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    /// A file of the home cannot be read or written; the name is relative to the home.
    case file(String, reason: String)
    /// A secret may be read by others.
    case tooOpen(String)
    /// `init` found something where it would write.
    case exists(String)
    case notAKey(String)
    case notACertificate(String)
    /// The certificate is for another key than the one beside it.
    case certificateOfAnotherKey
    /// The policy of witnesses cannot be used; with the code of the reason.
    case policy(code: String, reason: String)
    /// The list of authorities, or a file of roots, cannot be used; with the code of the reason.
    case authorities(code: String, reason: String)
    /// The changes of the service key do not lead to the key that is there; why.
    case keyChanges(reason: String)
    /// The service key has changed too often for one list.
    case tooManyChanges
    case invalidName
    case invalidHost

    package var code: String {
        switch self {
        case .notJSON, .schema: "configuration.invalid"
        case .file: "configuration.file"
        case .tooOpen: "configuration.too-open"
        case .exists: "configuration.exists"
        case .notAKey: "configuration.not-a-key"
        case .notACertificate: "configuration.not-a-certificate"
        case .certificateOfAnotherKey: "configuration.certificate-of-another-key"
        case .policy(let code, _), .authorities(let code, _): code
        case .keyChanges: "configuration.key-changes"
        case .tooManyChanges: "configuration.too-many-key-changes"
        case .invalidName: "configuration.invalid-name"
        case .invalidHost: "configuration.invalid-host"
        }
    }

    package var message: String {
        switch self {
        case .notJSON(let error): "plombad.json: " + error.message
        case .schema(let error): "plombad.json: " + error.message
        case .file(let name, let reason): "\(SafeText.shown(name)): \(reason)"
        case .tooOpen(let name): "\(SafeText.shown(name)) may be read or changed by others"
        case .exists(let name): "\(SafeText.shown(name)) is there already"
        case .notAKey(let name): "\(SafeText.shown(name)) does not hold a key of the right kind"
        case .notACertificate(let name): "\(SafeText.shown(name)) does not hold a certificate"
        case .certificateOfAnotherKey: "the certificate is for another key than the one configured"
        case .policy(_, let reason): "the policy of witnesses: " + reason
        case .authorities(_, let reason): reason
        case .keyChanges(let reason): "the changes of the service key: " + reason
        case .tooManyChanges: "the service key was changed as often as one list can say"
        case .invalidName: "the name of a broker is like broker.example.org, in lower case"
        case .invalidHost: "the host is a lower-case name or an address, and the port 1 to 65535"
        }
    }

    package var hint: String? {
        switch self {
        case .notJSON, .schema: "each key is described in deploy/README.md"
        case .tooOpen(let name): "chmod go= \(SafeText.typed(name))"
        case .authorities: "each key is described in deploy/tsa/README.md"
        case .keyChanges:
            "put keys/service and keys/service.changes back from the same backup; without them clients refuse this broker"
        case .exists: "choose an empty folder: nothing was changed"
        default: nil
        }
    }
}
