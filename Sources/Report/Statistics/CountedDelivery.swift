package import Primitives

/// One case to one mailbox that a server received, as far as statistics may know it: no identifier, no
/// person, no moment finer than a month.
package struct CountedDelivery: Equatable, Sendable {
    package enum Direction: String, CaseIterable, Sendable { case sent, received }

    /// How it ended, by the statements that the servers have recorded.
    package enum Outcome: String, CaseIterable, Sendable {
        case accepted, declined
        case calledBack = "called_back"
        /// Called back because another one took its place.
        case replaced
        case expired
        /// It did not reach the server at which the mailbox is.
        case notDelivered = "not_delivered"
        case open

        var isDecision: Bool { self == .accepted || self == .declined }
    }

    /// Whether a holder answered a withdrawal of consent.
    package enum ConsentAnswer: String, CaseIterable, Sendable {
        case notWithdrawn = "not_withdrawn"
        case inTime = "in_time"
        case late
        case none
    }

    /// What its announcement said of it.
    package struct Announced: Equatable, Sendable {
        let priority: String
        /// Codes; several for one delivery, or none.
        let services: [String]
        /// `BA-RS`
        let route: String

        package init(priority: String, services: [String], from: String, to: String) {
            (self.priority, self.services, route) = (priority, services, from + "-" + to)
        }
    }

    package let direction: Direction
    /// In which the server of the mailbox received it.
    package let month: CalendarMonth
    package let outcome: Outcome
    /// Nil where nobody here has kept it.
    package let announced: Announced?
    /// From receipt by the server until somebody at the recipient was first heard of; nil where nobody was.
    package let secondsToSign: Int64?
    /// From receipt by the server until it was taken over or declined.
    package let secondsToDecision: Int64?
    /// Whether the decision came by when the sender wanted it; nil where that is not known.
    package let isInTime: Bool?
    /// Why it was declined: a code.
    package let declineReason: String?
    package let consent: ConsentAnswer

    package init(
        direction: Direction, month: CalendarMonth, outcome: Outcome, announced: Announced?,
        secondsToSign: Int64?, secondsToDecision: Int64?, isInTime: Bool?,
        declineReason: String?, consent: ConsentAnswer
    ) {
        (self.direction, self.month, self.outcome) = (direction, month, outcome)
        (self.announced, self.consent) = (announced, consent)
        (self.secondsToSign, self.secondsToDecision) = (secondsToSign, secondsToDecision)
        (self.isInTime, self.declineReason) = (isInTime, declineReason)
    }
}

/// Everything that statistics are made of.
package struct StatisticsFindings: Sendable {
    /// Why something here is no part of the figures, whenever it was.
    package enum LeftOut: String, CaseIterable, Sendable {
        case byHand = "by_hand"
        case destroyed = "copy_destroyed"
        case unchecked = "not_checked"
    }

    package let mode: Mode
    package let organisation: OrganisationName
    /// Nil for all partners.
    package let partner: OrganisationName?
    package let period: StatisticsPeriod
    /// Of the period, in any order.
    package var deliveries: [CountedDelivery] = []
    package var leftOut: [CountedDelivery.Direction: [LeftOut: UInt64]] = [:]

    package init(
        mode: Mode, organisation: OrganisationName, partner: OrganisationName?,
        period: StatisticsPeriod
    ) {
        (self.mode, self.organisation) = (mode, organisation)
        (self.partner, self.period) = (partner, period)
    }
}
