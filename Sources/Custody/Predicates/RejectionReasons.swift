/// Why a recipient declines a consignment: legal in a `ConsignmentRejection` only.
package enum RejectionReason: String, CaseIterable, Sendable {
    case noCapacity = "no_capacity"
    case outOfArea = "out_of_area"
    case notEligible = "not_eligible"
    case serviceNotProvided = "service_not_provided"
    case clientDeclined = "client_declined"
    case clientNotFound = "client_not_found"
    case duplicate
    case conflictOfInterest = "conflict_of_interest"
    case unsafeForClient = "unsafe_for_client"
    case unsafeForUs = "unsafe_for_us"
    case incomplete
    case notOurMandate = "not_our_mandate"
    case other
}

/// Why a broker refuses a deposit: legal in a `SubmissionRejection` only.
package enum SubmissionRejectionReason: String, CaseIterable, Sendable {
    /// No mailbox of that address at this broker.
    case mailboxUnknown = "mailbox_unknown"
    /// The deadline has passed.
    case deadlinePassed = "deadline_passed"
    /// The deadline is further away than the broker stores.
    case deadlineTooFar = "deadline_too_far"
    /// The payload exceeds the published limit.
    case payloadTooLarge = "payload_too_large"
    /// The payload has another size or digest than the statement says.
    case payloadMismatch = "payload_mismatch"
    /// The preview has another digest than the statement says.
    case previewMismatch = "preview_mismatch"
    /// A mailbox has no stream number.
    case streamMissing = "stream_missing"
    /// The stream number was used for another deposit.
    case streamConflict = "stream_conflict"
    /// More mailboxes than the published limit.
    case tooManyMailboxes = "too_many_mailboxes"
    /// Training material at a live broker, or the reverse.
    case wrongMode = "wrong_mode"
}
