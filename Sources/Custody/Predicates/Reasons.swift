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

/// Why a home broker refuses what another broker brought: legal in a `RelayRejection` only. Each is the
/// reason for which it would refuse the same deposit from its sender.
package enum RelayRejectionReason: String, CaseIterable, Sendable {
    case mailboxUnknown = "relay_mailbox_unknown"
    case deadlinePassed = "relay_deadline_passed"
    case deadlineTooFar = "relay_deadline_too_far"
    case payloadTooLarge = "relay_payload_too_large"
    case payloadMismatch = "relay_payload_mismatch"
    case previewMismatch = "relay_preview_mismatch"
    case streamMissing = "relay_stream_missing"
    case streamConflict = "relay_stream_conflict"
    case tooManyMailboxes = "relay_too_many_mailboxes"
    case wrongMode = "relay_wrong_mode"

    package init(_ reason: SubmissionRejectionReason) {
        self =
            switch reason {
            case .mailboxUnknown: .mailboxUnknown
            case .deadlinePassed: .deadlinePassed
            case .deadlineTooFar: .deadlineTooFar
            case .payloadTooLarge: .payloadTooLarge
            case .payloadMismatch: .payloadMismatch
            case .previewMismatch: .previewMismatch
            case .streamMissing: .streamMissing
            case .streamConflict: .streamConflict
            case .tooManyMailboxes: .tooManyMailboxes
            case .wrongMode: .wrongMode
            }
    }
}

/// How a relay failed: legal in a `RelayFailure` only.
package enum RelayFailureReason: String, CaseIterable, Sendable {
    /// No attempt was begun: the home broker cannot have it. The end.
    case notDelivered = "not_delivered"
    /// An attempt may have sent its last byte, and there is no signed refusal. What the home broker says replaces it.
    case outcomeUnknown = "outcome_unknown"
}

/// Why a sender calls a consignment back: legal in a `Withdrawal` only.
package enum WithdrawalReason: String, CaseIterable, Sendable {
    /// The person no longer agrees to this being shared.
    case consentWithdrawn = "consent_withdrawn"
    /// It went to a mailbox that it was not meant for.
    case wrongMailbox = "wrong_mailbox"
    /// Something in it is not what was meant to be sent.
    case wrongContent = "wrong_content"
    /// A new consignment takes its place.
    case superseded
    /// The need has passed.
    case noLongerNeeded = "no_longer_needed"
    /// Passing it on would endanger the person.
    case dangerToPerson = "danger_to_person"
    /// None of these.
    case withdrawnOtherwise = "withdrawn_otherwise"
}

/// Why a lane expired: legal in an `AcceptanceRejectionExpiry` only.
package enum ExpiryReason: String, CaseIterable, Sendable {
    /// The deadline passed, and no decision was recorded.
    case expired
}

/// Why a copy was destroyed: legal in a `Disposal` only.
package enum DisposalReason: String, CaseIterable, Sendable {
    /// The time for which it was kept is over.
    case retentionEnded = "retention_ended"
    /// The consignment was declined, withdrawn or expired; nothing of it is kept.
    case notTaken = "not_taken"
    /// The person asked for it.
    case personAsked = "person_asked"
    /// A court or an authority ordered it.
    case ordered
    /// The content was handed to somebody else, who keeps it.
    case handedOn = "handed_on"
    /// The copy was damaged or exposed, and another one is kept.
    case copyUnsafe = "copy_unsafe"
    /// None of these.
    case disposedOtherwise = "disposed_otherwise"
}

/// Why a copy is kept although consent was withdrawn: legal in a `ConsentAnswer` only.
package enum RetentionReason: String, CaseIterable, Sendable {
    /// A court or an authority ordered that it is kept.
    case courtOrder = "court_order"
    /// It was filed as evidence before the withdrawal came.
    case filedAsEvidence = "filed_as_evidence"
    /// A law obliges to keep it.
    case legalObligation = "legal_obligation"
    /// It is needed to make or defend a legal claim.
    case legalClaims = "legal_claims"
    /// Somebody's life or safety depends on it.
    case vitalInterest = "vital_interest"
    /// None of these.
    case retainedOtherwise = "retained_otherwise"
}

extension Event {
    /// The reasons that are legal in this event, and in no other; empty where it gives none.
    package var reasons: [String] {
        switch self {
        case .submissionRejection: SubmissionRejectionReason.allCases.map(\.rawValue)
        case .consignmentRejection: RejectionReason.allCases.map(\.rawValue)
        case .withdrawal: WithdrawalReason.allCases.map(\.rawValue)
        case .acceptanceRejectionExpiry: ExpiryReason.allCases.map(\.rawValue)
        case .disposal: DisposalReason.allCases.map(\.rawValue)
        case .consentAnswer: RetentionReason.allCases.map(\.rawValue)
        case .relayRejection: RelayRejectionReason.allCases.map(\.rawValue)
        case .relayFailure: RelayFailureReason.allCases.map(\.rawValue)
        case .sealed, .deposit, .submissionAcceptance, .contentConsignment, .contentHandover,
            .acknowledgement, .consignmentAcceptance, .transfer, .skipped, .consentWithdrawal,
            .relayAcceptance:
            []
        }
    }

    /// The event in which a reason is legal.
    package static func giving(reason: String) -> Event? {
        let wanted = Array(reason.utf8)
        return allCases.first { event in event.reasons.contains { Array($0.utf8) == wanted } }
    }
}
