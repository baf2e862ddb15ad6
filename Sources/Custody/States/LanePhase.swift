/// Where one lane stands: the states of the evidence state machine.
///
/// ```
/// deposited ── SubmissionAcceptance ──> stored ── ContentConsignment ──> available
///     │                                    │                                 │
///     └ SubmissionRejection ─> refused     └────────────────┬────────────────┘
///                                 accepted, declined, withdrawn, expired
/// ```
/// An end is final: nothing leads out of it.
///
/// - SeeAlso: Protocol/evidence.md, "States"
package enum LanePhase: String, CaseIterable, Sendable {
    /// The outer statement exists; no broker has spoken.
    case deposited
    /// A broker has it, durably.
    case stored
    /// It lies in the mailbox.
    case available
    /// The recipient took it over.
    case accepted
    /// The recipient declined it.
    case declined
    /// The sender called it back.
    case withdrawn
    /// The deadline passed without a recorded decision.
    case expired
    /// The broker refused the deposit, or it did not get to its home broker.
    case refused

    package var isEnd: Bool {
        switch self {
        case .deposited, .stored, .available: false
        case .accepted, .declined, .withdrawn, .expired, .refused: true
        }
    }
}

/// What one event does in one phase.
package enum LaneMove: Hashable, Sendable {
    /// The lane goes on to this phase, or ends in it.
    case to(LanePhase)
    /// It is recorded; the phase stays.
    case noted
    /// The lane had ended: it is kept, answered `too-late`, and has no effect.
    case tooLate
    /// Nobody who keeps the rules makes this statement here.
    case illegal
}

extension LanePhase {
    /// The transition table.
    ///
    /// `Sealed` and `Deposit` make a lane and are no moves in one. A `Disposal` is the recipient's
    /// here: a sender disposes of its own copy on no lane.
    package func move(on event: Event) -> LaneMove {
        switch event {
        case .sealed, .deposit: .illegal
        case .submissionAcceptance: self == .deposited ? .to(.stored) : .illegal
        case .submissionRejection: self == .deposited ? .to(.refused) : .illegal
        case .relayAcceptance: self == .stored || self == .available ? .noted : .illegal
        case .relayRejection: self == .stored ? .to(.refused) : .illegal
        // Whether it is the end, its reason says: see `LaneView`.
        case .relayFailure: self == .stored ? .noted : .illegal
        case .contentConsignment: self == .stored ? .to(.available) : .illegal
        case .contentHandover, .acknowledgement: whileOpen(.noted)
        case .consignmentAcceptance: whileOpen(.to(.accepted))
        case .consignmentRejection: whileOpen(.to(.declined))
        case .withdrawal: whileOpen(.to(.withdrawn))
        case .acceptanceRejectionExpiry:
            self == .stored || self == .available ? .to(.expired) : .illegal
        case .transfer: self == .accepted ? .noted : .illegal
        // What is said about consent stands beside a lane that has ended.
        case .disposal, .consentWithdrawal, .consentAnswer:
            isEnd && self != .refused ? .noted : .illegal
        // The number of a deposit that no broker has, or that a broker refused.
        case .skipped: self == .deposited || self == .refused ? .noted : .illegal
        }
    }

    /// What the ends may do while nothing is decided; they may cross with an end on the way.
    private func whileOpen(_ move: LaneMove) -> LaneMove {
        if self == .refused { return .illegal }
        return isEnd ? .tooLate : move
    }
}
