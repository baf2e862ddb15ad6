extension ProblemCode {
    /// The HTTP status of the answer.
    package var status: Int {
        switch self {
        case .malformedRequest, .malformedForm, .missingDigest, .digestMismatch: 400
        case .unauthenticated, .clockSkew: 401
        case .organisationRecordExpired, .notYourStatement, .senderBlocked: 403
        case .notFound, .unknownOrganisation, .unknownDeposit, .unknownUpload, .unknownMailbox,
            .unknownDelivery, .noCharter:
            404
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .duplicateIdentifier, .uploadIncomplete, .offsetMismatch, .tooLate: 409
        case .uploadExpired, .payloadErased: 410
        case .lengthRequired: 411
        case .unsupportedTusVersion: 412
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .unsupportedMediaType: 415
        case .rangeNotSatisfiable: 416
        case .recordRefused, .statementInvalid, .signatureInvalid, .entryMismatch,
            .submissionRejected, .relayRefused, .evidenceRefused:
            422
        case .uploadBusy: 423
        case .tooManyRequests: 429
        case .fieldsTooLarge: 431
        case .checksumMismatch: 460
        case .internalError: 500
        case .readOnly, .unavailable, .awaitingWitnesses: 503
        case .insufficientStorage, .quotaExceeded: 507
        }
    }

    /// One sentence that is the same each time; lower-case start, no full stop.
    package var title: String {
        switch self {
        case .malformedRequest: "the request is not in the form that the API describes"
        case .malformedForm: "the form is not in the form that the API describes"
        case .missingDigest: "a request with a body needs a content-digest"
        case .digestMismatch: "the body is not the one that the content-digest names"
        case .lengthRequired: "the request needs a content-length"
        case .bodyTooLarge: "the body is larger than this broker takes"
        case .targetTooLong: "the path and query are too long"
        case .fieldsTooLarge: "the header fields are too many or too large"
        case .unsupportedMediaType: "the content-type does not belong to this request"
        case .requestTimeout: "the request took too long"
        case .tooManyRequests: "too many requests in a short time"
        case .notFound: "there is nothing at this path"
        case .methodNotAllowed: "this path does not take this method"
        case .rangeNotSatisfiable: "the range lies outside the content"
        case .unauthenticated: "the request is not signed by a device that this broker admits"
        case .clockSkew: "the time in the signature is too far from the broker's clock"
        case .organisationRecordExpired: "the record of this organisation has expired"
        case .unknownOrganisation: "this broker does not serve that organisation"
        case .noCharter: "this broker hands out no charter"
        case .recordRefused: "the organisation's record is not one that follows"
        case .statementInvalid: "the statement is not in the form of its specification"
        case .signatureInvalid: "the signature of the statement does not verify"
        case .entryMismatch: "the opening file does not name this statement and signature"
        case .notYourStatement: "the statement is another organisation's"
        case .submissionRejected: "the broker refused the deposit and signed the reason"
        case .duplicateIdentifier: "this consignment identifier was used for another deposit"
        case .unknownDeposit: "there is no deposit with this identifier"
        case .relayRefused: "what another broker brought is not taken as it came"
        case .senderBlocked: "a mailbox that it is for takes nothing new from this organisation"
        case .unknownUpload: "there is no upload with this identifier"
        case .uploadExpired: "the upload is no longer kept"
        case .uploadBusy: "another request is adding to this upload"
        case .uploadIncomplete: "the upload has not reached its length"
        case .offsetMismatch: "the upload has another offset"
        case .checksumMismatch: "the piece is not the one that its checksum names"
        case .unsupportedTusVersion: "this broker speaks tus 1.0.0"
        case .unknownMailbox: "there is no such mailbox here"
        case .unknownDelivery: "there is no delivery with this number in the mailbox"
        case .payloadErased: "the payload was erased after the delivery ended"
        case .evidenceRefused: "the evidence does not fit this delivery"
        case .tooLate: "the delivery has already ended otherwise"
        case .insufficientStorage: "the broker has no room left"
        case .quotaExceeded: "the quota is used up"
        case .readOnly: "the broker takes nothing new after a storage fault"
        case .unavailable: "the broker cannot answer now"
        case .awaitingWitnesses:
            "the broker signs nothing before its witnesses have told what they have seen"
        case .internalError: "the broker failed; nothing was accepted"
        }
    }

    /// What the one who asked can do, when there is something.
    package var hint: String? {
        switch self {
        case .unauthenticated:
            "a newer record of your organisation may not list this computer: get its file from a colleague "
                + "('plomba organisation adopt FILE'); else ask the operator whether it is admitted"
        case .clockSkew: "set the clock of this computer"
        case .organisationRecordExpired: "give the operator a newer record of your organisation"
        case .unknownOrganisation: "ask the operator to admit it"
        case .bodyTooLarge: "use an upload in pieces for a large payload"
        case .duplicateIdentifier: "seal the case again: a new seal has a new identifier"
        case .offsetMismatch: "ask for the offset with HEAD and continue from there"
        case .uploadExpired, .unknownUpload: "begin the upload again"
        case .uploadBusy, .tooManyRequests, .unavailable: "try again later"
        case .awaitingWitnesses: "what it was given is not lost; the same again later"
        case .insufficientStorage, .quotaExceeded, .readOnly:
            "keep your copy and tell the operator: nothing was accepted"
        case .senderBlocked:
            "talk to the people of that mailbox: they can take it back; nothing was accepted, and what they had is there"
        case .unknownMailbox: "check the address and whether its organisation is admitted"
        default: nil
        }
    }
}
