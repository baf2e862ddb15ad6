package import Primitives

/// Why bytes are not the statement they should be.
package enum StatementError: PlainFailure, Equatable {
    /// The statement text or its signature exceeds its limit.
    case tooLarge(part: String, limit: Int)
    /// The signature file is not an armoured SSHSIG.
    case signatureMalformed
    /// The signature does not verify with the expected key and namespace.
    case signatureInvalid
    /// The text is not strict JSON.
    case notJSON(JSONError)
    /// The JSON is not a statement of its kind.
    case schema(JSONSchemaError)
    /// The predicate type names no event of this version.
    case eventUnknown
    /// The statement is about another event than the expected one.
    case eventUnexpected(expected: Event, found: Event)
    /// Training material where live is expected, or the reverse.
    case modeUnexpected(expected: Mode, found: Mode)
    /// The statement's own key identifier is not the signer's.
    case signerMismatch
    /// The opening file is absent where one is required.
    case entryMissing
    /// The opening file has not the one canonical form.
    case entryMalformed
    /// The opening file opens another statement or signature.
    case entryMismatch
    /// `sealed.opening` has not the one canonical form.
    case sealedOpeningMalformed
    /// The key is kept elsewhere, and whoever keeps it did not sign.
    case notSigned(SigningFailure)

    package var code: String {
        switch self {
        case .tooLarge: "statement.too-large"
        case .signatureMalformed: "statement.signature-malformed"
        case .signatureInvalid: "statement.signature-invalid"
        case .notJSON: "statement.not-json"
        case .schema: "statement.schema"
        case .eventUnknown: "statement.event-unknown"
        case .eventUnexpected: "statement.event-unexpected"
        case .modeUnexpected: "statement.mode-unexpected"
        case .signerMismatch: "statement.signer-mismatch"
        case .entryMissing: "statement.entry-missing"
        case .entryMalformed: "statement.entry-malformed"
        case .entryMismatch: "statement.entry-mismatch"
        case .sealedOpeningMalformed: "statement.sealed-opening-malformed"
        case .notSigned(let failure): failure.code
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let part, let limit): "the \(part) is larger than \(limit) bytes"
        case .signatureMalformed: "the signature file is not an SSH signature"
        case .signatureInvalid: "the signature is not by the expected key over these bytes"
        case .notJSON(let error): error.message
        case .schema(let error): error.message
        case .eventUnknown: "the predicate type is not one of this version"
        case .eventUnexpected(let expected, let found):
            "the statement is a \(found.rawValue), not a \(expected.rawValue)"
        case .modeUnexpected(let expected, let found):
            "the statement is \(found.rawValue) material where \(expected.rawValue) is expected"
        case .signerMismatch: "the statement names another key than the one that signed it"
        case .entryMissing: "the statement's opening file is missing"
        case .entryMalformed: "the opening file is malformed"
        case .entryMismatch: "the opening file belongs to another statement or signature"
        case .sealedOpeningMalformed: "sealed.opening is malformed"
        case .notSigned(let failure): failure.message
        }
    }

    package var hint: String? {
        guard case .notSigned(let failure) = self else { return nil }
        return failure.hint
    }
}
