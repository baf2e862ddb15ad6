import BrokerAPI
import BrokerClient
package import Custody
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What a holder answers.
package enum ConsentReply: Sendable {
    case stopped
    case erased
    case retained(RetentionCode, basis: String)

    var outcome: ConsentAnswer.Outcome {
        switch self {
        case .stopped: .stopped
        case .erased: .erased
        case .retained(let code, let basis): .retained(code.reason, basis: basis)
        }
    }
}

/// Why a copy is kept.
package typealias RetentionCode = ReasonCode<RetentionReason>

extension Office {
    /// Passes a withdrawal on to those who got the content from here, then answers it.
    ///
    /// - Parameter reply: nil to say the last answer again, with what those have answered since.
    package func answerConsent(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, _ reply: ConsentReply?
    ) async throws -> [ConsentStanding] {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let (place, lane) = try receivedConsent(prefix, mailbox)
        let read = try reading().lane(place, lane, deposit: nil)
        guard let asked = read.latest else {
            throw ConsentWithdrawalError.nothingToAnswer(lane.consignment)
        }
        guard let outcome = reply?.outcome ?? asked.latest?.content.outcome else {
            throw ConsentWithdrawalError.noAnswerYet(lane.consignment)
        }
        if outcome == .erased { try requireErased(lane) }
        let onward = try passedOn(from: lane.consignment, of: lane.sender)
        let withdrawal = asked.withdrawal
        try warnOfCarried(onward)
        for entry in onward {
            try sign(
                entry, withdrawal.content.part, answerBy: onwardTime(withdrawal.content.answerBy),
                received: withdrawal.digest)
        }
        _ = try await reach { session in
            for entry in onward { try await submitConsent(of: entry, by: session) }
        }
        try sign(outcome, asked, in: place, onward: standing(of: onward, withdrawal.digest))
        _ = try await reach { try await submitAnswers(in: place, lane, by: $0) }
        return try consent(place, lane) + onward.flatMap { try consent(of: $0) }
    }

    /// Those behind get as long as is left, and at least a day.
    private func onwardTime(_ answerBy: Timestamp) throws -> Timestamp {
        let now = clock.now
        guard let day = now.adding(seconds: 86_400 + 3600 - now.secondsSinceEpoch % 3600) else {
            throw ConsentWithdrawalError.answerTime
        }
        return max(answerBy, day)
    }

    private func receivedConsent(
        _ prefix: ConsignmentPrefix, _ mailbox: MailboxAddress?
    ) throws -> (StatementFolder, Lane) {
        let found = try ConsentBook(home).allReceived().filter {
            prefix.matches($0.lane.consignment) && (mailbox == nil || $0.lane.mailbox == mailbox)
        }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let one = found.first else {
            throw ConsentWithdrawalError.noWithdrawal(prefix.text)
        }
        return (one.folder, one.lane)
    }

    /// `erased` is said only beside a signed disposal of the own copy that is wholly done.
    private func requireErased(_ lane: Lane) throws {
        let inbox = Inbox(home)
        let entry = try inbox.all(of: lane.consignment).first {
            $0.sender.fingerprint == lane.sender && $0.mailbox == lane.mailbox
        }
        guard let entry else { throw ConsentWithdrawalError.notErased(lane.consignment) }
        let record = inbox.disposal(entry)
        guard record.isSigned, try record.work()?.isDestroyed != false else {
            throw ConsentWithdrawalError.notErased(lane.consignment)
        }
    }

    private func sign(
        _ outcome: ConsentAnswer.Outcome, _ asked: ConsentLane.Withdrawn,
        in place: StatementFolder, onward: ConsentAnswer.Onward
    ) throws {
        let own = try OwnOrganisation(home)
        let key = try memberSigningKey()
        _ = try own.member(key.publicKey, at: clock.now)
        let about = asked.withdrawal.content.step
        if let latest = asked.latest?.content, latest.outcome == outcome, latest.onward == onward {
            return
        }
        let step = LaneStep(
            consignment: about.consignment, sender: about.sender, mailbox: about.mailbox,
            issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
            claimedTime: clock.now,
            previous: asked.latest?.digest ?? asked.withdrawal.digest)
        let statement = try SignedStatement.sign(
            ConsentAnswer(
                step, withdrawal: asked.withdrawal.digest, outcome: outcome, onward: onward),
            mode: own.organisation.mode, with: key)
        try ConsentBook(home).keep(statement, as: .consentAnswer, nil, in: place)
    }

    /// What those have answered who got it from here, and those behind them.
    private func standing(
        of entries: [OutboxEntry], _ received: SHA256Digest
    ) throws -> ConsentAnswer.Onward {
        var answers: [SHA256Digest: ConsentAnswer.Onward.Answer] = [:]
        var awaited = 0
        for entry in entries {
            if try depositDigest(entry) == nil {
                awaited += isCarriedByHand(entry) ? entry.mailboxes.count : 0
                continue
            }
            for mailbox in entry.mailboxes where try isHeld(entry, mailbox) {
                let place = ConsentBook(home).sent(entry.consignment, mailbox)
                let read = try reading().lane(place, lane(entry, mailbox), deposit: nil)
                let forwarded = read.withdrawals.last {
                    $0.withdrawal.content.received == received
                }
                guard let forwarded else { continue }
                guard let latest = forwarded.latest else {
                    awaited += 1
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

    private func submitAnswers(
        in place: StatementFolder, _ lane: Lane, by session: BrokerSession
    ) async throws {
        for (_, statement, proof) in try place.all()
        where proof == nil && statement.claimedEvent == .consentAnswer {
            try await submit(statement, in: place, by: session) { files in
                try await session.connection.answerConsent(files, in: lane.mailbox)
            }
        }
    }

    /// Fetches what is new about consent, and hands over what was signed here. Asks for no passphrase.
    func syncConsent(by session: BrokerSession) async throws {
        try await watchConsent(by: session)
        for (lane, place) in try ConsentBook(home).allReceived() {
            try await unlessRefused(lane.consignment) {
                try await submitAnswers(in: place, lane, by: session)
            }
        }
        for consignment in try ConsentBook(home).allSent() {
            guard let entry = try Outbox(home).entry(consignment) else { continue }
            try await unlessRefused(consignment) { try await submitConsent(of: entry, by: session) }
        }
    }

    /// What the broker refuses of one case holds up neither the others nor the look at the log.
    private func unlessRefused(
        _ consignment: ConsignmentID, _ submit: () async throws -> Void
    ) async throws {
        do {
            try await submit()
        } catch let refusal as BrokerClientError where refusal.problem == .evidenceRefused {
            notices.warn(
                "the broker does not take what was said about consent for \(consignment.text): "
                    + "\(refusal.message); call them")
        }
    }

    /// Reads the list of each own mailbox on from where it was read to.
    func watchConsent(by session: BrokerSession) async throws {
        guard let log = session.trust.logKey else { return }
        let (book, memory) = (ConsentBook(home), LogMemory(home, log))
        var cursors = try book.cursors()
        for mailbox in try Directory(home, at: clock.now).mailboxes.map(\.address) {
            var cursor = cursors[mailbox] ?? .start
            // What is left out now may hold once its sender's newest record is here.
            var isWhole = true
            for _ in 0..<Self.maximumConsentPages {
                let page: ConsentList
                do {
                    page = try await session.connection.consent(in: mailbox, after: cursor)
                } catch let error as BrokerClientError where error.problem != nil {
                    // A broker of a version that carries none, or a mailbox that is not this member's.
                    break
                }
                for item in page.consent where item.mailbox == mailbox {
                    let statement = try SignedStatement(item.files)
                    guard let (event, lane) = statement.claimedConsent, lane.mailbox == mailbox
                    else { continue }
                    let place = book.received(lane)
                    let judged = try judge(statement, in: place, lane)
                    if judged == .leftOut { isWhole = false }
                    guard judged == .new else { continue }
                    let proof = try await memory.verify(item.proof, of: item.files, by: session)
                    try book.keep(statement, as: event, proof, in: place)
                }
                guard !page.consent.isEmpty, page.next > cursor else { break }
                cursor = page.next
                guard isWhole else { continue }
                cursors[mailbox] = cursor
                try book.store(cursors: cursors)
            }
        }
    }
}

extension SignedStatement {
    /// What it says about consent, and on which lane; nothing about it is verified.
    fileprivate var claimedConsent: (Event, Lane)? {
        guard let statement = try? Statement(parsing: json) else { return nil }
        switch statement.event {
        case .consentWithdrawal:
            return (try? statement.content(as: ConsentWithdrawal.self)).map {
                (.consentWithdrawal, $0.step.lane)
            }
        case .consentAnswer:
            return (try? statement.content(as: ConsentAnswer.self)).map {
                (.consentAnswer, $0.step.lane)
            }
        default: return nil
        }
    }
}
