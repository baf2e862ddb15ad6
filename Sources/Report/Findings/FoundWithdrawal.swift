package import Custody
package import Primitives

/// A withdrawal of consent towards one holder, and what came of it, as one home knows of it.
package struct FoundWithdrawal: Sendable {
    package enum State: Hashable, Sendable {
        /// Signed, and the broker has not recorded it.
        case unrecorded
        /// The broker never takes it, with its code.
        case refused(String)
        /// Nobody there is known to have fetched the case.
        case notHeld
        case awaited
        /// The time to answer is over, and nobody answered.
        case silent
        case answered
        /// The broker did not have the case: nobody was told, and nothing was handed over.
        case withheld
    }

    package struct Answer: Sendable {
        package var outcome: ConsentAnswer.Outcome
        /// Organisation and role, as the directory of this home has them.
        package var who: String
        /// As its signer claims it.
        package var time: Timestamp
        package var isLate: Bool
        package var isRecorded: Bool
        /// The code with which the broker refused it for good.
        package var refusal: String?
        package var onward: ConsentAnswer.Onward

        package init(
            _ outcome: ConsentAnswer.Outcome, who: String, time: Timestamp, isLate: Bool,
            isRecorded: Bool, refusal: String?, onward: ConsentAnswer.Onward
        ) {
            (self.outcome, self.who, self.time) = (outcome, who, time)
            (self.isLate, self.isRecorded) = (isLate, isRecorded)
            (self.refusal, self.onward) = (refusal, onward)
        }
    }

    package var consignment: ConsignmentID
    package var mailbox: MailboxAddress
    /// Who sent the case; nil where it was sent from here.
    package var sender: OrganisationName?
    package var part: ConsentWithdrawal.Part?
    package var time: Timestamp
    /// Nil of what was withheld, which nobody signed.
    package var who: String?
    package var answerBy: Timestamp?
    package var isForwarded: Bool
    package var state: State
    /// In their order.
    package var answers: [Answer]
    /// How many mailboxes got it from here and were not told of this.
    package var untold: Int

    package init(
        _ consignment: ConsignmentID, _ mailbox: MailboxAddress, sender: OrganisationName?,
        part: ConsentWithdrawal.Part?, at time: Timestamp, state: State
    ) {
        (self.consignment, self.mailbox, self.sender) = (consignment, mailbox, sender)
        (self.part, self.time, self.state) = (part, time, state)
        (who, answerBy) = (nil, nil)
        (isForwarded, answers, untold) = (false, [], 0)
    }
}

extension FoundWithdrawal {
    /// The answer that counts.
    var latest: Answer? { answers.last { $0.refusal == nil } }

    /// Whether somebody who has to know does not: the holder, those behind it, or the sender of an answer.
    var isUntold: Bool {
        switch state {
        case .unrecorded, .refused: true
        default: untold > 0 || answers.last?.refusal != nil
        }
    }

    /// Whether an answer is still to come, also from behind the holder.
    var isOpen: Bool {
        switch state {
        case .awaited, .silent, .notHeld: true
        case .answered: latest.map { $0.onward.awaited > 0 || !$0.isRecorded } ?? true
        case .unrecorded, .refused, .withheld: false
        }
    }
}
