/// The stable word that a refused request carries, as `code` and as the end of `type`.
///
/// ``ProblemCode/status`` and the texts are in `ProblemCode+text.swift`.
package enum ProblemCode: String, Hashable, Sendable, CaseIterable {
    // The request itself.
    case malformedRequest = "malformed-request"
    case malformedForm = "malformed-form"
    case missingDigest = "missing-digest"
    case digestMismatch = "digest-mismatch"
    case lengthRequired = "length-required"
    case bodyTooLarge = "body-too-large"
    case targetTooLong = "target-too-long"
    case fieldsTooLarge = "fields-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case requestTimeout = "request-timeout"
    case tooManyRequests = "too-many-requests"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case rangeNotSatisfiable = "range-not-satisfiable"

    // Who asks.
    case unauthenticated = "unauthenticated"
    case clockSkew = "clock-skew"
    case organisationRecordExpired = "organisation-record-expired"

    // Organisations.
    case unknownOrganisation = "unknown-organisation"
    case recordRefused = "record-refused"

    // The network.
    case noCharter = "no-charter"

    // Deposits.
    case statementInvalid = "statement-invalid"
    case signatureInvalid = "signature-invalid"
    case entryMismatch = "entry-mismatch"
    case notYourStatement = "not-your-statement"
    case submissionRejected = "submission-rejected"
    case duplicateIdentifier = "duplicate-identifier"
    case unknownDeposit = "unknown-deposit"
    case relayRefused = "relay-refused"
    case senderBlocked = "sender-blocked"

    // Uploads.
    case unknownUpload = "unknown-upload"
    case uploadExpired = "upload-expired"
    case uploadBusy = "upload-busy"
    case uploadIncomplete = "upload-incomplete"
    case offsetMismatch = "offset-mismatch"
    case checksumMismatch = "checksum-mismatch"
    case unsupportedTusVersion = "unsupported-tus-version"

    // Mailboxes and evidence.
    case unknownMailbox = "unknown-mailbox"
    case unknownDelivery = "unknown-delivery"
    case payloadErased = "payload-erased"
    case evidenceRefused = "evidence-refused"
    case tooLate = "too-late"

    // The broker.
    case insufficientStorage = "insufficient-storage"
    case quotaExceeded = "quota-exceeded"
    case readOnly = "read-only"
    case unavailable = "unavailable"
    case awaitingWitnesses = "awaiting-witnesses"
    case internalError = "internal-error"
}
