import Custody
import KeyDirectory
package import Primitives
import Verification

/// How a withdrawal of consent stands on one lane, whichever side of it this home is on.
package struct ConsentStanding: Sendable {
    package enum State: String, Sendable {
        /// Signed here, and the broker has not recorded it.
        case unrecorded = "signed, not yet recorded"
        /// Signed here, and the broker never takes it as it is.
        case refused = "the broker does not take it"
        /// It was sent there, and nobody there has signed that it was fetched.
        case notHeld = "nobody there is known to have fetched it"
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
        /// The code with which the broker refused it for good.
        package let refusal: String?
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
    /// The code with which the broker refused it for good.
    package let refusal: String?
    package let answers: [Answer]
    /// How many mailboxes got it from here and were not told of this.
    package let untold: Int

    package var latest: Answer? { answers.last { $0.refusal == nil } }
    /// An answer that was signed here and that the broker does not take, with no other since.
    package var refusedAnswer: Answer? { answers.last.flatMap { $0.refusal == nil ? nil : $0 } }
    /// Whether somebody here has to do something.
    package var isOpenHere: Bool { !isOurs && state != .notHeld && (latest == nil || untold > 0) }
}

/// Makes standings from what is kept, after every statement was verified once more.
struct ConsentReading {
    let directory: Directory
    let builder: StatusBuilder
    let now: Timestamp

    /// The lane as it was said; what does not hold is left out, and what the broker refused for good.
    func lane(_ kept: KeptConsent, _ lane: Lane, deposit: SHA256Digest?) -> ConsentLane {
        read(kept.standing, kept, lane, deposit)
    }

    func read(
        _ statements: [SignedStatement], _ kept: KeptConsent, _ lane: Lane,
        _ deposit: SHA256Digest?
    ) -> ConsentLane {
        ConsentLane(
            statements, on: lane, deposit: deposit, mode: directory.own.organisation.mode,
            places: kept.places, signer: builder.signer)
    }

    /// - Parameters:
    ///   - isHeld: whether anybody there ever had it.
    ///   - untold: how many mailboxes were not told of a withdrawal that came here, by its digest.
    func standings(
        _ kept: KeptConsent, _ on: Lane, isOurs: Bool, isHeld: Bool,
        untold: (SHA256Digest) throws -> Int = { _ in 0 }
    ) throws -> [ConsentStanding] {
        let (places, refusals) = (kept.places, kept.refusals)
        return try read(kept.all.map(\.statement), kept, on, nil).withdrawals.map { withdrawn in
            let (content, digest) = (withdrawn.withdrawal.content, withdrawn.withdrawal.digest)
            let answers = withdrawn.answers.map { answer($0, content, places, refusals) }
            let state: ConsentStanding.State =
                if answers.contains(where: { $0.refusal == nil }) {
                    .answered
                } else if refusals[digest] != nil {
                    .refused
                } else if places[digest] == nil {
                    .unrecorded
                } else if !isHeld {
                    .notHeld
                } else {
                    now > content.answerBy ? .silent : .awaited
                }
            return ConsentStanding(
                consignment: on.consignment, mailbox: on.mailbox, isOurs: isOurs,
                sender: content.step.sender.name, withdrawnTime: content.step.claimedTime,
                who: builder.tick(.withdrawn, content.step.claimedTime, content).who,
                answerBy: content.answerBy, part: content.part.map(Self.words) ?? [],
                isForwarded: content.received != nil, state: state, refusal: refusals[digest],
                answers: answers, untold: try untold(digest))
        }
    }

    private func answer(
        _ found: VerifiedStatement<ConsentAnswer>, _ withdrawal: ConsentWithdrawal,
        _ places: [SHA256Digest: UInt64], _ refusals: [SHA256Digest: String]
    ) -> ConsentStanding.Answer {
        let content = found.content
        return ConsentStanding.Answer(
            word: content.outcome.word.rawValue, reason: content.outcome.reason?.rawValue,
            basis: content.outcome.basis, time: content.step.claimedTime,
            who: builder.tick(.withdrawn, content.step.claimedTime, content).who,
            isLate: content.step.claimedTime > withdrawal.answerBy,
            isRecorded: places[found.digest] != nil, refusal: refusals[found.digest],
            onward: Dictionary(grouping: content.onward.answers, by: \.word.rawValue)
                .mapValues(\.count),
            onwardAwaited: content.onward.awaited)
    }

    private static func words(_ part: ConsentWithdrawal.Part) -> [String] {
        part.recipients + part.uses + part.contents
    }
}
