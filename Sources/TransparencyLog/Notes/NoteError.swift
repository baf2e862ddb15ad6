import Primitives

/// Why a signed note, or a key for one, is refused.
package enum NoteError: String, PlainFailure, CaseIterable {
    case tooLarge = "too-large"
    case malformedText = "malformed-text"
    case notSigned = "not-signed"
    case malformedSignature = "malformed-signature"
    case tooManySignatures = "too-many-signatures"
    case malformedName = "malformed-name"
    case malformedKey = "malformed-key"
    case unknownKeyType = "unknown-key-type"
    case keyMismatch = "key-mismatch"
    case unsafeKey = "unsafe-key"
    case signatureInvalid = "signature-invalid"
    case duplicateSignature = "duplicate-signature"
    case notSignedByKnownKey = "not-signed-by-known-key"

    package var code: String { "note." + rawValue }

    package var message: String {
        switch self {
        case .tooLarge: "the signed note is larger than the limit"
        case .malformedText: "the signed note has bytes that no text of ours has"
        case .notSigned: "the note has no signature lines after an empty line"
        case .malformedSignature: "a signature line of the note is malformed"
        case .tooManySignatures: "the note has more signature lines than the limit"
        case .malformedName: "the name of a log key is malformed"
        case .malformedKey: "the text of a log key is malformed"
        case .unknownKeyType: "the log key is of a type that is not supported"
        case .keyMismatch: "the id in the text of a log key is not that of the key"
        case .unsafeKey: "the log key is not a safe Ed25519 key"
        case .signatureInvalid: "a signature of the note is wrong: it was changed or forged"
        case .duplicateSignature: "the note has two signature lines of one key"
        case .notSignedByKnownKey: "no known key has signed the note"
        }
    }
}
