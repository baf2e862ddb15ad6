import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import TransparencyLog
import Verification

/// What is said about consent for what came here: fetched, and told.
extension Office {
    /// Fetches what is new about consent, passes it on where the keys are unlocked, and hands over what was
    /// signed here. Asks for no passphrase.
    func syncConsent(by session: BrokerSession) async throws {
        do {
            try await watchConsent(by: session)
        } catch let failure as any PlainFailure {
            if let failure = failure as? BrokerClientError, failure.isOffline { throw failure }
            warnUnwatched(failure)
        }
        try passOnConsent()
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

    /// Looks for withdrawals before something goes on. What keeps it from that, other than a broker that is
    /// away, is told by who looks again.
    func lookForConsent() async throws {
        if let failure = try await consentUnseen() { warnUnwatched(failure) }
    }

    /// The same before something is sent to the same broker. What keeps it from that mostly ends the sending as
    /// well, which tells it; only where the case went out all the same it is told by this.
    func lookingForConsent(_ send: () async throws -> SentCase) async throws -> SentCase {
        let failure = try await consentUnseen()
        let sent = try await send()
        if let failure { warnUnwatched(failure) }
        return sent
    }

    /// - Returns: why what is new about consent was not seen, other than that the broker is away.
    private func consentUnseen() async throws -> (any PlainFailure)? {
        guard try BrokerTrust.loadIfThere(home) != nil else { return nil }
        do {
            _ = try await reach { try await watchConsent(by: $0) }
            return nil
        } catch let failure as any PlainFailure {
            return failure
        }
    }

    private func warnUnwatched(_ failure: any PlainFailure) {
        notices.warn(
            "what is new about consent could not be fetched: \(failure.message) [\(failure.code)]")
    }

    /// Reads the list of each own mailbox on from where it was read to.
    func watchConsent(by session: BrokerSession) async throws {
        guard let log = session.trust.logKey else { return }
        var cursors = try ConsentCursors(home)
        var failed: (any PlainFailure)?
        for mailbox in try Directory(home, at: clock.now).mailboxes.map(\.address) {
            try judgeOdd(of: mailbox)
            do {
                try await watch(mailbox, log, &cursors, by: session)
            } catch let error as BrokerClientError where error.carriesNoConsent {
                continue
            } catch let failure as any PlainFailure {
                if let failure = failure as? BrokerClientError, failure.isOffline { throw failure }
                failed = failed ?? failure
            }
        }
        if let failed { throw failed }
    }

    private func watch(
        _ mailbox: MailboxAddress, _ log: VerifierKey, _ cursors: inout ConsentCursors,
        by session: BrokerSession
    ) async throws {
        let broker = ConsentCursor.identity(of: log)
        var cursor = try await cursor(cursors[mailbox], of: mailbox, broker, by: session)
        // What was not kept is read again.
        var isWhole = true
        for _ in 0..<Self.maximumConsentPages {
            let page = try await session.connection.consent(
                in: mailbox, after: cursor?.place ?? .start)
            guard !page.consent.isEmpty else { return }
            for item in page.consent {
                guard cursor?.isBefore(item.place) ?? (item.place.value == 1) else {
                    let last = cursor?.place.value ?? 0
                    return notices.warn(
                        "the broker's list about consent for \(mailbox.text) has a gap after place \(last): "
                            + "a withdrawal may be missing; tell its operator")
                }
                let isKept = try await take(item, in: mailbox, by: session)
                isWhole = isWhole && isKept
                cursor = ConsentCursor(
                    broker: broker, place: item.place, statement: .of(item.files.statement))
            }
            if isWhole, let cursor { try cursors.store(cursor, of: mailbox) }
        }
    }

    /// From where to read on: where it was left, if this broker still shows there what it did; else nil, for
    /// the beginning.
    private func cursor(
        _ known: ConsentCursor?, of mailbox: MailboxAddress, _ broker: SHA256Digest,
        by session: BrokerSession
    ) async throws -> ConsentCursor? {
        guard let known, known.broker == broker,
            let before = DeliveryNumber(known.place.value - 1)
        else { return nil }
        let shown = try await session.connection.consent(in: mailbox, after: before).consent.first
        guard let shown, shown.place == known.place,
            known.statement == .of(shown.files.statement)
        else {
            notices.warn(
                "the broker's list about consent for \(mailbox.text) is not the one it was: it is read again "
                    + "from the beginning")
            return nil
        }
        return known
    }

    /// Keeps one item where it belongs. One that says nothing is told, and holds up nothing.
    ///
    /// - Returns: false where there was no room for it.
    private func take(
        _ item: ConsentItem, in mailbox: MailboxAddress, by session: BrokerSession
    ) async throws -> Bool {
        guard let log = session.trust.logKey else { return true }
        guard item.mailbox == mailbox, let statement = try? SignedStatement(item.files),
            let (event, lane) = statement.claimedConsent, lane.mailbox == mailbox
        else {
            notices.warn(
                "place \(item.place.value) of the broker's list about consent for \(mailbox.text) holds "
                    + "nothing that can be read as such: it is passed over; tell the operator")
            return true
        }
        let book = ConsentBook(home)
        let place = book.received(lane)
        let judged = try judge(statement, in: place, lane)
        guard judged != .known else { return true }
        let proof = try await LogMemory(home, log).verify(item.proof, of: item.files, by: session)
        // What is left out now may hold once its sender's newest record is here.
        return try keepUnlessFull(
            statement, as: event, proof, in: judged == .new ? place : book.odd(mailbox))
    }

    /// Looks again at what did not hold when it came.
    private func judgeOdd(of mailbox: MailboxAddress) throws {
        let book = ConsentBook(home)
        let odd = book.odd(mailbox)
        // A withdrawal before the answers to it.
        for event in [Event.consentWithdrawal, .consentAnswer] {
            for (name, statement, proof) in try odd.all() {
                guard let (claimed, lane) = statement.claimedConsent, claimed == event else {
                    continue
                }
                let place = book.received(lane)
                guard try judge(statement, in: place, lane) != .leftOut else { continue }
                let isKept = try keepUnlessFull(
                    statement, as: event, proof.map { try UnverifiedLogProof(parsing: $0) },
                    in: place)
                if isKept { try odd.remove(name) }
            }
        }
    }

    enum Judged {
        case new
        /// Kept with its proof.
        case known
        /// It does not hold, or not yet: told.
        case leftOut
    }

    /// Whether a statement holds beside what is kept.
    func judge(
        _ statement: SignedStatement, in place: StatementFolder, _ lane: Lane
    ) throws -> Judged {
        let kept = try ConsentBook(home).kept(place)
        if let known = kept.all.first(where: { $0.statement == statement }) {
            return known.place == nil ? .new : .known
        }
        let read = try reading().read(
            kept.all.map(\.statement) + [statement], kept, lane, knownDeposit(lane))
        guard let flaw = read.refused.first(where: { $0.digest == statement.digest })?.flaw else {
            return .new
        }
        notices.warn(
            "a statement about consent for \(lane.consignment.text) is left out: \(flaw.message) "
                + "[\(flaw.code)]; ask its sender")
        return .leftOut
    }

    /// The outer statement of a lane, where this home has it.
    private func knownDeposit(_ lane: Lane) throws -> SHA256Digest? {
        if let sent = try Outbox(home).entry(lane.consignment),
            lane.sender == (try OwnOrganisation(home).reference.fingerprint)
        {
            return try depositDigest(sent)
        }
        let inbox = Inbox(home)
        guard let received = try receivedEntry(lane) else { return nil }
        return try inbox.disposal(received).content()?.deposit
            ?? inbox.delivery(received).load(.deposit)?.digest
    }

    func lane(_ entry: OutboxEntry, _ mailbox: MailboxAddress) throws -> Lane {
        Lane(
            sender: try OwnOrganisation(home).reference.fingerprint,
            consignment: entry.consignment, mailbox: mailbox)
    }

    func reading() throws -> ConsentReading {
        let directory = try Directory(home, at: clock.now)
        return ConsentReading(
            directory: directory,
            builder: StatusBuilder(
                directory: directory, trust: try BrokerTrust.loadIfThere(home),
                expiry: try .pinned(home, now: clock.now)),
            now: clock.now)
    }
}

extension BrokerClientError {
    /// A broker of a version that carries none, or a mailbox that it does not have.
    fileprivate var carriesNoConsent: Bool {
        switch problem {
        case .notFound, .methodNotAllowed, .unknownMailbox: true
        default: false
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
