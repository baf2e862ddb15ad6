package import Primitives

/// What a statement says was done: one event, one statement type, one signature namespace.
///
/// Names are those of ETSI EN 319 522 where it has one; `Sealed`, `Deposit`, `Skipped`,
/// `Acknowledgement`, `Withdrawal`, `Transfer`, `Disposal`, `ConsentWithdrawal` and `ConsentAnswer`
/// are ours.
///
/// - SeeAlso: Protocol/statements.md, "Events".
package enum Event: String, CaseIterable, Sendable {
    /// A member closed a bag: the inner statement.
    case sealed = "Sealed"
    /// A sender's device hands a sealed bundle over: the outer statement.
    case deposit = "Deposit"
    /// A sender's device gives up what it gave a stream number to.
    case skipped = "Skipped"
    /// The broker has it, durably.
    case submissionAcceptance = "SubmissionAcceptance"
    /// The broker refused a complete, authenticated deposit.
    case submissionRejection = "SubmissionRejection"
    /// The home broker has, durably, what another broker brought.
    case relayAcceptance = "RelayAcceptance"
    /// The home broker refused what another broker brought.
    case relayRejection = "RelayRejection"
    /// It could not be handed on to the home broker until its deadline.
    case relayFailure = "RelayFailure"
    /// It lies in the mailbox, under the mailbox's running number.
    case contentConsignment = "ContentConsignment"
    /// A recipient's device holds every byte.
    case contentHandover = "ContentHandover"
    /// A person at the recipient has seen the preview.
    case acknowledgement = "Acknowledgement"
    /// The recipient takes the consignment over.
    case consignmentAcceptance = "ConsignmentAcceptance"
    /// The recipient declines it.
    case consignmentRejection = "ConsignmentRejection"
    /// The sender calls it back.
    case withdrawal = "Withdrawal"
    /// The deadline passed and the home broker had recorded no decision.
    case acceptanceRejectionExpiry = "AcceptanceRejectionExpiry"
    /// An accepting member passes it on to another organisation.
    case transfer = "Transfer"
    /// A holder destroyed its own copy.
    case disposal = "Disposal"
    /// The person has withdrawn consent, says who sent it: beside the lane, on no account an end.
    case consentWithdrawal = "ConsentWithdrawal"
    /// What a holder did about that.
    case consentAnswer = "ConsentAnswer"
}

/// Whose key may sign a statement.
package enum SignerKind: String, Sendable {
    /// A person's signing key, listed under `members`.
    case member
    /// A machine's key, listed under `devices`.
    case device
    /// A broker's service key.
    case broker
}

extension Event {
    /// The only kind of key that may sign this event.
    package var signerKind: SignerKind {
        switch self {
        case .deposit, .skipped, .contentHandover: .device
        case .submissionAcceptance, .submissionRejection, .contentConsignment,
            .acceptanceRejectionExpiry, .relayAcceptance, .relayRejection, .relayFailure:
            .broker
        case .sealed, .acknowledgement, .consignmentAcceptance, .consignmentRejection,
            .withdrawal, .transfer, .disposal, .consentWithdrawal, .consentAnswer:
            .member
        }
    }

    /// Names of the artefacts the statement is about, in their order; exactly these.
    package var subjectNames: [String] {
        switch self {
        case .sealed: ["commitments.txt"]
        case .deposit: ["payload.age", "preview.age"]
        case .submissionAcceptance, .submissionRejection, .contentConsignment,
            .consignmentRejection, .withdrawal, .acceptanceRejectionExpiry, .disposal, .skipped,
            .consentWithdrawal, .relayAcceptance, .relayRejection, .relayFailure:
            ["statement.json"]
        case .contentHandover: ["payload.age"]
        case .acknowledgement: ["preview.age"]
        case .consignmentAcceptance: ["statement.json", "sealed.opening"]
        case .transfer: ["Sealed.json"]
        case .consentAnswer: ["ConsentWithdrawal.json"]
        }
    }

    /// Whether a member that the specification does not name is refused rather than kept.
    ///
    /// The two statements whose whole content is a privacy promise are closed.
    package var isClosed: Bool { self == .sealed || self == .deposit }

    /// The stem of the statement's three file names.
    package var fileStem: String { self == .deposit ? "statement" : rawValue }

    /// Whether the event ends the delivery to a mailbox. That of a `RelayFailure` its reason decides:
    /// ``RelayFailure/isFinal``.
    package var isTerminal: Bool {
        switch self {
        case .submissionRejection, .consignmentAcceptance, .consignmentRejection, .withdrawal,
            .acceptanceRejectionExpiry, .relayRejection:
            true
        case .sealed, .deposit, .submissionAcceptance, .contentConsignment, .contentHandover,
            .acknowledgement, .transfer, .disposal, .skipped, .consentWithdrawal, .consentAnswer,
            .relayAcceptance, .relayFailure:
            false
        }
    }

    /// The event that a predicate type names, and its mode, compared as bytes.
    package static func named(_ predicateType: String) -> (event: Event, mode: Mode)? {
        let wanted = Array(predicateType.utf8)
        for mode in [Mode.live, .training] {
            for event in allCases
            where Array(mode.predicateType(event.rawValue).utf8) == wanted {
                return (event, mode)
            }
        }
        return nil
    }
}
