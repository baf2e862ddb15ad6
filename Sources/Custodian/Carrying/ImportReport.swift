package import Primitives
import Verification

/// What was found in one folder of a carrier.
package struct ImportedParcel: Sendable {
    package enum Outcome: Sendable {
        /// A case for mailboxes of ours.
        case arrived(ArrivedCase)
        /// What recipients signed about a case that was sealed here.
        case answered(AnsweredCase)
        /// What was exported from here.
        case ours
        /// No key here opens it.
        case forSomebodyElse
        case refused(any PlainFailure)
    }

    /// Its folder's name.
    package let folder: String
    package let outcome: Outcome
}

/// A case that came by hand, as far as it is here now.
package struct ArrivedCase: Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let mailboxes: [MailboxAddress]
    package let deadline: Timestamp
    package let payloadSize: UInt64
    /// Whether nothing of it was here before.
    package let isNew: Bool
    /// Whether the broker is known to have it too.
    package let isAtBroker: Bool
    /// How it was dealt with before, so that its content is not taken again.
    package let isDealtWith: Bool
    package let pieces: Int
    package let taken: Int
    /// As `4`, `7-9`.
    package let missing: [String]
    package let damaged: [String]
    /// Whether the sender has called it back by hand.
    package let isCalledBack: Bool
}

/// Answers that came by hand.
package struct AnsweredCase: Sendable {
    package struct Answer: Sendable {
        package let mailbox: MailboxAddress
        /// The name of its event: `ConsignmentAcceptance`.
        package let event: String
        package let step: LaneStatus.Step
        package let who: String
        package let time: Timestamp
    }

    package let consignment: ConsignmentID
    /// What was not known here before.
    package let new: [Answer]
    /// How many more were known, by hand or from the broker.
    package let known: Int
    /// Whether the parcel shows that the broker has the case, though its receipt is not here.
    package let isReceiptLost: Bool
}

/// What an import did.
package struct ImportReport: Sendable {
    package let parcels: [ImportedParcel]

    /// The worst that happened, to end with: damage before what could not be done.
    package var failure: (any PlainFailure)? {
        let failures = parcels.compactMap { parcel -> (any PlainFailure)? in
            switch parcel.outcome {
            case .refused(let failure): failure
            case .arrived(let arrived) where !arrived.damaged.isEmpty:
                CarrierError.damaged(
                    arrived.consignment, pieces: arrived.damaged.joined(separator: ", "))
            default: nil
            }
        }
        return failures.first { FailureStatus.of($0) == FailureStatus.failedVerification }
            ?? failures.first
    }
}
