import Custody
import KeyDirectory
package import Primitives
import Verification

/// How a withdrawal of consent stands on one lane, whichever side of it this home is on.
package struct ConsentStanding: Sendable {
    package enum State: String, Sendable {
        /// Signed here, and the broker has not recorded it.
        case unrecorded = "signed, not yet recorded"
        /// It was sent there, and nobody there ever fetched it.
        case notHeld = "nobody there fetched it"
        case awaited = "answer awaited"
        /// The time to answer is over, and nobody answered.
        case silent = "no answer"
        case answered
    }

    package struct Answer: Sendable {
        /// `stopped`, `erased`, `retained_because`.
        package let word: String
        package let reason: String?
        package let basis: String?
        /// As its signer claims it.
        package let time: Timestamp
        package let who: String
        package let isLate: Bool
        package let isRecorded: Bool
        /// What those answered to whom the holder had passed it on, by answer.
        package let onward: [String: Int]
        package let onwardAwaited: Int
    }

    package let consignment: ConsignmentID
    package let mailbox: MailboxAddress
    package let isOurs: Bool
    package let sender: OrganisationName
    package let withdrawnTime: Timestamp
    package let who: String
    package let answerBy: Timestamp
    /// Who, what for and which parts, where not all of it was withdrawn.
    package let part: [String]
    /// Whether it was passed on from somebody who told its sender.
    package let isForwarded: Bool
    package let state: State
    package let answers: [Answer]

    package var latest: Answer? { answers.last }
    /// Whether somebody here has to do something.
    package var isOpenHere: Bool { !isOurs && answers.isEmpty }
}

/// Makes standings from what is kept, after every statement was verified once more.
struct ConsentReading {
    let directory: Directory
    let builder: StatusBuilder
    let now: Timestamp

    /// The lane as it was said; what does not hold is left out.
    func lane(_ place: StatementFolder, _ lane: Lane, deposit: SHA256Digest?) throws -> ConsentLane
    {
        ConsentLane(
            try place.all().map(\.statement), on: lane, deposit: deposit,
            mode: directory.own.organisation.mode, signer: builder.signer)
    }

    /// - Parameter isHeld: whether anybody there ever had it.
    func standings(
        _ place: StatementFolder, _ on: Lane, isOurs: Bool, isHeld: Bool
    ) throws -> [ConsentStanding] {
        let recorded = Set(try place.all().filter { $0.proof != nil }.map(\.statement.digest))
        return try lane(place, on, deposit: nil).withdrawals.map { withdrawn in
            let content = withdrawn.withdrawal.content
            let isRecorded = recorded.contains(withdrawn.withdrawal.digest)
            let state: ConsentStanding.State =
                withdrawn.latest != nil
                ? .answered
                : !isRecorded
                    ? isHeld ? .unrecorded : .notHeld
                    : now > content.answerBy ? .silent : .awaited
            return ConsentStanding(
                consignment: on.consignment, mailbox: on.mailbox, isOurs: isOurs,
                sender: content.step.sender.name, withdrawnTime: content.step.claimedTime,
                who: builder.tick(.withdrawn, content.step.claimedTime, content).who,
                answerBy: content.answerBy, part: content.part.map(Self.words) ?? [],
                isForwarded: content.received != nil, state: state,
                answers: withdrawn.answers.map { answer($0, content, recorded) })
        }
    }

    private func answer(
        _ found: VerifiedStatement<ConsentAnswer>, _ withdrawal: ConsentWithdrawal,
        _ recorded: Set<SHA256Digest>
    ) -> ConsentStanding.Answer {
        let content = found.content
        return ConsentStanding.Answer(
            word: content.outcome.word.rawValue, reason: content.outcome.reason?.rawValue,
            basis: content.outcome.basis, time: content.step.claimedTime,
            who: builder.tick(.withdrawn, content.step.claimedTime, content).who,
            isLate: content.step.claimedTime > withdrawal.answerBy,
            isRecorded: recorded.contains(found.digest),
            onward: Dictionary(grouping: content.onward.answers, by: \.word.rawValue)
                .mapValues(\.count),
            onwardAwaited: content.onward.awaited)
    }

    private static func words(_ part: ConsentWithdrawal.Part) -> [String] {
        part.recipients + part.uses + part.contents
    }
}
