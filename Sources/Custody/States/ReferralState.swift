/// What a caseworker calls the state of a referral. Derived from statements, never stored.
///
/// `draft` and `sending` are of this computer only; `rerouted`, `returned`, `in_service`,
/// `feedback`, `done` and `closed` have no statement in this version.
///
/// - SeeAlso: Protocol/evidence.md, "Referral states"
package enum ReferralState: String, CaseIterable, Sendable {
    /// Sealed, and at no broker yet.
    case ready
    /// The broker has it all.
    case sent
    /// The receiver's computer has every byte.
    case delivered
    /// A person at the receiver has seen the preview.
    case acknowledged
    case accepted
    /// It was accepted, and the person has withdrawn all consent since. No state of the lane: see
    /// `ConsentLane`.
    case consentWithdrawn = "consent_withdrawn"
    case declined
    case withdrawn
    case expired
    /// The broker refused it.
    case failed

    /// The state of one lane.
    package init(of lane: LaneView) {
        switch lane.phase {
        case .deposited:
            self = lane.has(.skipped) ? .withdrawn : Self.seen(lane) ?? .ready
        case .stored, .available: self = Self.seen(lane) ?? .sent
        case .accepted: self = .accepted
        case .declined: self = .declined
        case .withdrawn: self = .withdrawn
        case .expired: self = .expired
        case .refused: self = .failed
        }
    }

    /// The state that an unrecorded decision would bring, if the home broker records it first.
    package static func pending(_ lane: LaneView) -> [ReferralState] {
        lane.pending.compactMap { act in
            switch act.event {
            case .consignmentAcceptance: .accepted
            case .consignmentRejection: .declined
            case .withdrawal: .withdrawn
            default: nil
            }
        }
    }

    /// How far the receiver has come. A person counts for more than a computer.
    private static func seen(_ lane: LaneView) -> ReferralState? {
        if lane.has(.acknowledgement) { return .acknowledged }
        return lane.has(.contentHandover) ? .delivered : nil
    }
}
