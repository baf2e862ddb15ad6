package import Primitives

/// One lane as its home broker keeps it: the only sequencer.
///
/// An act takes effect when it is recorded here, in the order of the calls. The first end wins;
/// every later decision is kept and has no effect. The ledger knows no clock: that a deadline has
/// passed is judged before, and stands in the act.
package struct LaneLedger: Equatable, Sendable {
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    /// SHA-256 of the broker's acceptance of the deposit, where it is kept apart from the lane.
    private let receipt: SHA256Digest?
    package private(set) var phase: LanePhase
    /// What took effect, in order.
    package private(set) var recorded: [LaneAct]
    /// What came after the end.
    package private(set) var late: [LaneAct]

    /// A lane about which nothing was said but its deposit.
    package init(deposit: SHA256Digest) {
        self.init(deposit: deposit, receipt: nil)
    }

    private init(deposit: SHA256Digest, receipt: SHA256Digest?) {
        self.deposit = deposit
        self.receipt = receipt
        phase = receipt == nil ? .deposited : .stored
        recorded = []
        late = []
    }

    /// A lane as it was kept: what took effect, in order, and what came late.
    package init(
        deposit: SHA256Digest, receipt: SHA256Digest?, recorded: [LaneAct], late: [LaneAct]
    ) {
        self.init(deposit: deposit, receipt: receipt)
        self.recorded = recorded
        self.late = late
        for act in recorded {
            if case .to(let next) = phase.move(on: act.event) { phase = next }
        }
    }

    /// The act that ended the lane.
    package var end: LaneAct? {
        guard phase.isEnd else { return nil }
        return recorded.first { act in act.event.isTerminal }
    }

    /// Records an act, or says why not. Nothing changes but on `.recorded` and a first `.tooLate`.
    ///
    /// - Parameter previous: the statement that it says it follows.
    package mutating func record(
        _ act: LaneAct, after previous: SHA256Digest
    ) -> LaneRuling {
        if recorded.contains(where: { $0.digest == act.digest }) { return .repeated }
        if late.contains(where: { $0.digest == act.digest }), let end { return .tooLate(end) }
        let known = recorded + late
        guard
            previous == deposit || previous == receipt
                || known.contains(where: { $0.digest == previous })
        else { return .refused(.predecessorMissing) }
        if known.contains(where: act.repeats) { return .refused(.saidTwice) }
        if let finding = act.expiry, !finding.counts { return .refused(.early) }
        switch phase.move(on: act.event) {
        case .illegal: return .refused(.illegal)
        case .noted: break
        case .to(let next): phase = next
        case .tooLate:
            guard let end else { return .refused(.illegal) }
            late.append(act)
            return .tooLate(end)
        }
        recorded.append(act)
        return .recorded
    }
}

/// What the sequencer answers.
package enum LaneRuling: Equatable, Sendable {
    /// It takes effect.
    case recorded
    /// It took effect before: the same bytes again.
    case repeated
    /// The lane had ended, by this act.
    case tooLate(LaneAct)
    case refused(LaneRefusal)
}

/// Why an act is no act on this lane.
package enum LaneRefusal: String, CaseIterable, Sendable {
    /// Nobody makes this statement in this phase.
    case illegal
    /// It follows a statement that is not of this lane.
    case predecessorMissing
    /// The same key has said this already, in other bytes.
    case saidTwice
    /// An expiry whose time has not come, or is not witnessed as it must be.
    case early
}
