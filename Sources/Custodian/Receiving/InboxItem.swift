import BrokerAPI
import Custody
package import Primitives

/// One delivery in the words that a person needs.
package struct InboxItem: Sendable {
    package enum Standing: String, Sendable {
        case confirmed
        case unconfirmed
        case refused = "signature refused"
    }

    package enum State: String, Sendable {
        case waiting
        case seen
        case fetched
        case received
        case accepted
        case declined
        case withdrawn
        case expired
        case disposed = "copy destroyed"
        case acceptedUnrecorded = "accepted, not yet recorded"
        case declinedUnrecorded = "declined, not yet recorded"
        case tooLate = "decided too late"
        case reused = "identifier used twice"
        case byHand = "came by hand"
        case incomplete = "came by hand, pieces missing"
        case calledBack = "called back by hand"
    }

    package let consignment: ConsignmentID
    package let lane: String
    package let mailbox: MailboxAddress
    package let sender: OrganisationName
    package let senderFingerprint: Fingerprint
    package let standing: Standing
    package let payloadSize: UInt64
    /// When the broker had it; nil for what has only come by hand.
    package let receivedTime: Timestamp?
    package let deadline: Timestamp
    package let state: State

    /// - Parameters:
    ///   - isReused: another statement bears the same identifier of the same sender.
    ///   - isDisposed: the copy that was here was destroyed.
    init(
        _ delivery: CheckedDelivery, local: InboxEntry?, isReused: Bool, isDisposed: Bool = false
    ) {
        consignment = delivery.deposit.consignment
        lane = delivery.entry.key
        mailbox = delivery.entry.mailbox
        sender = delivery.deposit.sender.name
        senderFingerprint = delivery.deposit.sender.fingerprint
        payloadSize = delivery.deposit.payloadSize
        receivedTime = delivery.receipt.content.evidence.receivedTime
        deadline = delivery.deposit.deadline
        standing =
            switch delivery.standing {
            case .confirmed: .confirmed
            case .unconfirmed: .unconfirmed
            case .refused: .refused
            }
        state = isReused ? .reused : isDisposed ? .disposed : Self.state(delivery, local)
    }

    /// What came by hand and the broker does not list.
    ///
    /// - Parameter isConfirmed: its sender's fingerprint was compared here, and its signature holds.
    init(
        carried entry: InboxEntry, _ deposit: DepositStatement, isConfirmed: Bool, isWhole: Bool,
        isCalledBack: Bool, isDisposed: Bool
    ) {
        (consignment, lane, mailbox) = (entry.consignment, entry.key, entry.mailbox)
        (sender, senderFingerprint) = (entry.sender.name, entry.sender.fingerprint)
        (payloadSize, deadline) = (deposit.payloadSize, deposit.deadline)
        receivedTime = nil
        standing = isConfirmed ? .confirmed : .refused
        state =
            switch entry.decision {
            case _ where isDisposed: .disposed
            case .consignmentAcceptance: .acceptedUnrecorded
            case .consignmentRejection: .declinedUnrecorded
            case _ where isCalledBack: .calledBack
            default: entry.opened != nil ? .received : isWhole ? .byHand : .incomplete
            }
    }

    private static func state(_ delivery: CheckedDelivery, _ local: InboxEntry?) -> State {
        if let local, local.isTooLate { return .tooLate }
        switch (delivery.brokerState, local?.decision) {
        case (.accepted, _): return .accepted
        case (.declined, _): return .declined
        case (.withdrawn, _): return .withdrawn
        case (.expired, _): return .expired
        case (_, .consignmentAcceptance): return .acceptedUnrecorded
        case (_, .consignmentRejection): return .declinedUnrecorded
        default: break
        }
        if local?.opened != nil { return .received }
        return switch delivery.brokerState {
        case .handedOver: .fetched
        case .acknowledged: .seen
        default: local?.signed.contains(.acknowledgement) == true ? .seen : .waiting
        }
    }
}
