/// Why a key cannot be used.
package enum KeyError: PlainFailure, Equatable {
    /// Not 32 bytes that are a point of large order in its one spelling.
    case unsafePoint
    case malformedPublicKey
    case malformedPrivateKey
    case unsupportedType
    /// The private key has a passphrase of its own.
    case encrypted
    /// The private key file's two halves belong to different keys.
    case mismatch
    case tooLarge(limit: Int)
    case outOfMemory

    package var code: String {
        switch self {
        case .unsafePoint: "key.unsafe-point"
        case .malformedPublicKey: "key.malformed-public-key"
        case .malformedPrivateKey: "key.malformed-private-key"
        case .unsupportedType: "key.unsupported-type"
        case .encrypted: "key.encrypted"
        case .mismatch: "key.mismatch"
        case .tooLarge: "key.too-large"
        case .outOfMemory: "key.out-of-memory"
        }
    }

    package var message: String {
        switch self {
        case .unsafePoint: "the public key is not a safe Ed25519 point"
        case .malformedPublicKey: "the public key is not a line in OpenSSH's form"
        case .malformedPrivateKey: "the private key is not in OpenSSH's form"
        case .unsupportedType: "the key is not of a type that is used here"
        case .encrypted: "the private key is locked by a passphrase of ssh-keygen"
        case .mismatch: "the private key does not belong to the public key beside it"
        case .tooLarge(let limit): "the key is larger than \(limit) bytes"
        case .outOfMemory: "there is no protected memory for a key"
        }
    }

    package var hint: String? {
        switch self {
        case .unsupportedType: "use an Ed25519 key, made with 'ssh-keygen -t ed25519'"
        case .encrypted: "take the passphrase off with 'ssh-keygen -p'"
        default: nil
        }
    }
}
