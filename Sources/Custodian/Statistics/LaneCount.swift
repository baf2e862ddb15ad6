import Custody
import Primitives
import Report
import Verification

/// One delivery as a figure, from statements that were verified before and that a broker has recorded.
///
/// Both sides of a delivery hold the same statements, so that both count the same.
struct LaneCount {
    let mailbox: MailboxAddress
    let links: [CustodyLink]
    let figures: DeliveryFigures?
    let consent: [ConsentStanding]

    /// Nil where no server has said that it received it.
    func delivery(
        _ direction: CountedDelivery.Direction, by builder: StatusBuilder, deadline: Timestamp
    ) -> CountedDelivery? {
        guard let receipt else { return nil }
        let lane = builder.lane(
            mailbox, links, unrecorded: [], sealed: nil, deadline: deadline)
        let decision = [.accepted, .declined].compactMap { first($0, in: lane) }.min()
        let sign = ([.seen, .fetched].compactMap { first($0, in: lane) } + [decision])
            .compactMap { $0 }.min()
        func since(_ time: Timestamp) -> Int64 {
            max(0, time.secondsSinceEpoch - receipt.secondsSinceEpoch)
        }
        return CountedDelivery(
            direction: direction, month: CalendarMonth(receipt),
            outcome: outcome(lane, isSeen: sign != nil), announced: figures?.announced,
            secondsToSign: sign.map(since), secondsToDecision: decision.map(since),
            isInTime: decision.flatMap { time in figures.map { time <= $0.answerBy } },
            declineReason: lane.tick(.declined) == nil ? nil : lane.reason, consent: answer)
    }

    /// When the server of the mailbox received it: of a relayed one its own word counts, which both sides have.
    private var receipt: Timestamp? {
        var time: Timestamp?
        for link in links {
            switch link {
            case .relayAcceptance(let link) where link.content.step.mailbox == mailbox:
                return link.content.step.claimedTime
            case .submissionAcceptance(let link): time = time ?? link.content.evidence.receivedTime
            default: break
            }
        }
        return time
    }

    private func first(_ step: LaneStatus.Step, in lane: LaneStatus) -> Timestamp? {
        lane.ticks.filter { $0.step == step }.map(\.time).min()
    }

    private func outcome(_ lane: LaneStatus, isSeen: Bool) -> CountedDelivery.Outcome {
        if lane.tick(.accepted) != nil { return .accepted }
        if lane.tick(.declined) != nil { return .declined }
        if lane.tick(.withdrawn) != nil {
            let superseded = WithdrawalReason.superseded.rawValue.utf8
            let isReplaced = lane.reason?.utf8.elementsEqual(superseded) == true
            return isReplaced ? .replaced : .calledBack
        }
        if lane.tick(.expired) != nil { return .expired }
        let isLost = lane.tick(.notDelivered) != nil || lane.tick(.relayRefused) != nil
        return isLost && !isSeen ? .notDelivered : .open
    }

    /// Whether every recorded withdrawal of consent has a recorded answer, and whether that came in time.
    private var answer: CountedDelivery.ConsentAnswer {
        let withdrawn = consent.filter {
            $0.mailbox == mailbox && $0.state != .unrecorded && $0.state != .refused
        }
        guard !withdrawn.isEmpty else { return .notWithdrawn }
        let answers = withdrawn.map { $0.answers.filter(\.isRecorded) }
        guard answers.allSatisfy({ !$0.isEmpty }) else { return .none }
        return answers.allSatisfy { $0.contains { !$0.isLate } } ? .inTime : .late
    }
}
