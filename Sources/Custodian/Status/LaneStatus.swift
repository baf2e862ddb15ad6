import Custody
package import Primitives

/// How one delivery stands: what happened, when, and who says so.
package struct LaneStatus: Sendable {
    /// One thing that happened, by a statement whose signature held.
    package struct Tick: Sendable {
        package let step: Step
        /// As its signer claims it.
        package let time: Timestamp
        /// `intake-officer of group484.rs`, `broker.example`.
        package let who: String
    }

    package enum Step: String, Sendable, CaseIterable {
        case sealed
        case safe = "safe at the broker"
        case refused = "refused by the broker"
        /// Of a mailbox whose home is another broker than the one that took it in.
        case relayed = "with the recipient's broker"
        case relayRefused = "refused by the recipient's broker"
        case outcomeUnknown = "outcome unknown"
        case notDelivered = "not delivered"
        case skipped = "given up"
        case seen
        case fetched
        case accepted
        case declined
        case withdrawn
        case expired
        case disposed = "copy destroyed"
    }

    package let mailbox: MailboxAddress
    package let ticks: [Tick]
    /// Why it was declined, withdrawn or refused: a reason code.
    package let reason: String?
    /// Nil where the statement that gives it was destroyed.
    package let deadline: Timestamp?
    /// What a caseworker calls it. Derived from the statements, stored nowhere.
    package internal(set) var referral: String
    /// What was signed here and the broker has not recorded: `accepted`, `withdrawn`.
    package let unrecorded: [String]
    /// It expired, and only the broker says that the deadline had passed.
    package let isExpiryUnwitnessed: Bool
    /// Why the recipient, or for an own disposal this organisation, destroyed its copy: a reason code.
    package let disposalReason: String?

    /// What came by hand and is in no log, as far as it is known here: no step of `ticks`.
    package internal(set) var byHand: [Tick] = []

    package func tick(_ step: Step) -> Tick? { ticks.first { $0.step == step } }

    /// The last thing that happened.
    package var latest: Step? { Step.allCases.last { tick($0) != nil } }
}

/// How a case went by hand, besides or instead of through the broker.
package enum Carriage: Sendable, Equatable {
    case none
    /// It was put on a carrier here, and no broker is known to have it.
    case exported(Timestamp)
    /// It came by hand, and no broker is known to have it: there is no receipt.
    case imported
}

/// How a consignment stands, whichever side of it this home is on.
package struct ConsignmentStatus: Sendable {
    package let consignment: ConsignmentID
    package let isOurs: Bool
    package let sender: OrganisationName
    package let lanes: [LaneStatus]
    /// Whether the broker was asked just now; otherwise this is what was known before.
    package let isFresh: Bool
    /// Whether somebody asked to send it, for one that was sealed here.
    package let isWanted: Bool
    /// How it went by hand.
    package internal(set) var carriage = Carriage.none
    /// Where it waits and nobody can open it any more, because keys were lost or stolen since.
    package internal(set) var unreadable: [MailboxAddress] = []
    /// What the broker shows now and does not hold; how the consignment stands is without it.
    package internal(set) var contradiction: (any PlainFailure)?
}
