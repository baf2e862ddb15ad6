import Custody
import Primitives
import Verification

/// A withdrawal on its way to those who got the content from here, and what they answered.
extension Office {
    /// Signs a withdrawal that came here for everybody who got the content from here.
    func passOn(
        _ withdrawn: ConsentLane.Withdrawn, to onward: [OutboxEntry],
        with key: borrowing MemberSigner
    ) throws {
        let content = withdrawn.withdrawal.content
        let word = ConsentWord(
            part: content.part, answerBy: try onwardTime(content.answerBy),
            received: withdrawn.withdrawal.digest)
        for entry in onward { try sign(entry, word, with: key) }
    }

    /// Signs what has to go on and has not, where that takes no passphrase: there is nothing to choose.
    func passOnConsent() throws {
        for (lane, place) in try ConsentBook(home).allReceived() {
            do {
                try passOnConsent(lane, place)
            } catch let failure as any PlainFailure {
                notices.warn(
                    "what was withdrawn for \(lane.consignment.text) is not passed on: \(failure.message) "
                        + "[\(failure.code)]; call those who got it from here")
            }
        }
    }

    private func passOnConsent(_ lane: Lane, _ place: StatementFolder) throws {
        let onward = try passedOn(from: lane.consignment, of: lane.sender)
        guard !onward.isEmpty else { return }
        let said = try reading().lane(KeptConsent(place), lane, deposit: nil).withdrawals
        for withdrawn in said {
            let digest = withdrawn.withdrawal.digest
            guard try onward.contains(where: { try isUnsigned($0, of: digest) }),
                let key = unlockedSigningKey()
            else { continue }
            try passOn(withdrawn, to: onward, with: key)
            notices.warn(
                "what was withdrawn for \(lane.consignment.text) is passed on to those who got it from here"
            )
        }
    }

    /// Whether a withdrawal that came here was not signed for somebody. What the broker refused is submitted
    /// again, and not signed anew.
    private func isUnsigned(_ entry: OutboxEntry, of received: SHA256Digest) throws -> Bool {
        guard try depositDigest(entry) != nil else { return false }
        let (book, reading) = (ConsentBook(home), try reading())
        return try entry.mailboxes.contains { mailbox in
            let kept = try book.kept(book.sent(entry.consignment, mailbox))
            return try !reading.read(
                kept.all.map(\.statement), kept, lane(entry, mailbox), nil
            ).withdrawals.contains { $0.withdrawal.content.received == received }
        }
    }

    /// The mailboxes of a case that the broker has and to which a withdrawal that came here was not passed on.
    func untold(_ entry: OutboxEntry, of received: SHA256Digest) throws -> [MailboxAddress] {
        guard try depositDigest(entry) != nil else { return [] }
        let (book, reading) = (ConsentBook(home), try reading())
        return try entry.mailboxes.filter { mailbox in
            let kept = try book.kept(book.sent(entry.consignment, mailbox))
            return try !reading.lane(kept, lane(entry, mailbox), deposit: nil).withdrawals
                .contains { $0.withdrawal.content.received == received }
        }
    }

    /// Those behind get as long as is left, and at least a day.
    private func onwardTime(_ answerBy: Timestamp) throws -> Timestamp {
        let now = clock.now
        guard let day = now.adding(seconds: 86_400 + 3600 - now.secondsSinceEpoch % 3600) else {
            throw ConsentWithdrawalError.answerTime
        }
        return max(answerBy, day)
    }

    /// What those have answered who got it from here, and those behind them.
    func standing(
        of entries: [OutboxEntry], _ received: SHA256Digest
    ) throws -> ConsentAnswer.Onward {
        let (book, reading) = (ConsentBook(home), try reading())
        var answers: [SHA256Digest: ConsentAnswer.Onward.Answer] = [:]
        var awaited = 0
        for entry in entries {
            if try depositDigest(entry) == nil {
                awaited += isCarriedByHand(entry) ? entry.mailboxes.count : 0
                continue
            }
            for mailbox in entry.mailboxes {
                let kept = try book.kept(book.sent(entry.consignment, mailbox))
                let forwarded = try reading.lane(kept, lane(entry, mailbox), deposit: nil)
                    .withdrawals.last { $0.withdrawal.content.received == received }
                guard let latest = forwarded?.latest else {
                    // Also where the broker does not take it: nobody there has been told.
                    awaited += try isHeld(entry, mailbox) ? 1 : 0
                    continue
                }
                answers[latest.digest] = .init(
                    digest: latest.digest, word: latest.content.outcome.word)
                for behind in latest.content.onward.answers { answers[behind.digest] = behind }
                awaited += latest.content.onward.awaited
            }
        }
        guard answers.count <= ConsentAnswer.Onward.maximumAnswers,
            awaited <= ConsentAnswer.Onward.maximumAwaited
        else { throw ConsentWithdrawalError.tooManyOnward }
        return ConsentAnswer.Onward(answers: Array(answers.values), awaited: awaited)
    }
}
