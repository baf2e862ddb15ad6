/// Why bytes are not an SSH signature that could be verified at all.
package enum SSHSignatureError: PlainFailure, Equatable {
    case tooLarge(limit: Int)
    case malformedArmor
    case malformed
    case unsupportedVersion
    case unsupportedHash
    case unsupportedKey
    case emptyNamespace

    package var code: String {
        switch self {
        case .tooLarge: "signature.too-large"
        case .malformedArmor: "signature.malformed-armor"
        case .malformed: "signature.malformed"
        case .unsupportedVersion: "signature.unsupported-version"
        case .unsupportedHash: "signature.unsupported-hash"
        case .unsupportedKey: "signature.unsupported-key"
        case .emptyNamespace: "signature.empty-namespace"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let limit): "the signature is larger than \(limit) bytes"
        case .malformedArmor: "the signature is not in OpenSSH's armour"
        case .malformed: "the signature is damaged inside its armour"
        case .unsupportedVersion: "the signature is of another version than 1"
        case .unsupportedHash: "the signature uses another hash than SHA-512 or SHA-256"
        case .unsupportedKey: "the signature is by a key of a type that is not used here"
        case .emptyNamespace: "the signature names no namespace"
        }
    }
}
