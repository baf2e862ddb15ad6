import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What of a case a person does not agree to any more.
package struct ConsentOrder: Sendable {
    let prefix: ConsignmentPrefix
    let part: ConsentWithdrawal.Part?
    let answerBy: Timestamp?

    /// - Parameter answerBy: a whole hour to come; nil: a week from now.
    package init(
        _ prefix: ConsignmentPrefix, recipients: [String], uses: [String], contents: [String],
        answerBy: Timestamp?
    ) throws(ConsentWithdrawalError) {
        let part = ConsentWithdrawal.Part(
            recipients: recipients, uses: uses, contents: contents)
        let most = ConsentWithdrawal.Part.maximumWords
        for (words, isKnown) in [
            (recipients, ConsentWithdrawal.Part.isRecipient),
            (uses, ConsentWithdrawal.Part.isUse),
            (contents, ConsentWithdrawal.Part.isContent),
        ] {
            if let word = words.first(where: { !isKnown($0) }) { throw .word(word) }
            guard words.count <= most, Set(words).count == words.count else { throw .words }
        }
        self.prefix = prefix
        self.part = part.isEmpty ? nil : part
        self.answerBy = answerBy
    }
}

extension Office {
    private static let daysToAnswer: Int64 = 7
    private static let secondsOfDay: Int64 = 86_400
    private static let secondsOfHour: Int64 = 3600

    /// Says to everybody who holds a case that was sent from here that consent was withdrawn.
    ///
    /// Where nobody has decided yet, a whole withdrawal calls the case back first.
    package func withdrawConsent(_ order: ConsentOrder) async throws -> [ConsentStanding] {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let found = try Outbox(home).all().filter { order.prefix.matches($0.consignment) }
        guard found.count <= 1 else { throw InboxError.ambiguous(order.prefix.text) }
        guard let entry = found.first else {
            throw try localEntry(order.prefix, mailbox: nil).map {
                ConsentWithdrawalError.notSent($0.consignment)
            } ?? InboxError.unknown(order.prefix.text)
        }
        let answerBy = try answerTime(order.answerBy)
        let own = try OwnOrganisation(home).reference
        let all = try [entry] + passedOn(from: entry.consignment, of: own.fingerprint)
        guard try depositDigest(entry) != nil else {
            throw ConsentWithdrawalError.notAtBroker(entry.consignment)
        }
        try warnOfCarried(all)
        for each in all {
            try sign(each, order.part, answerBy: answerBy, received: nil)
        }
        _ = try await reach { session in
            for each in all { try await submitConsent(of: each, by: session) }
        }
        return try all.flatMap { try consent(of: $0) }
    }

    /// A whole hour to come.
    private func answerTime(_ wanted: Timestamp?) throws -> Timestamp {
        if let wanted {
            guard wanted.wholeHour, wanted > clock.now else {
                throw ConsentWithdrawalError.answerTime
            }
            return wanted
        }
        let seconds = clock.now.secondsSinceEpoch
        let rest = Self.secondsOfHour - seconds % Self.secondsOfHour
        guard let time = clock.now.adding(seconds: rest + Self.daysToAnswer * Self.secondsOfDay)
        else { throw ConsentWithdrawalError.answerTime }
        return time
    }

    /// What went by hand only no broker can follow: the person calls.
    func warnOfCarried(_ entries: [OutboxEntry]) throws {
        for entry in entries where try depositDigest(entry) == nil && isCarriedByHand(entry) {
            let mailboxes = entry.mailboxes.map(\.text).joined(separator: ", ")
            notices.warn(
                "\(entry.consignment.text) for \(mailboxes) is a file of yours, or went on a stick: no broker "
                    + "has it, so tell them yourself if they got it")
        }
    }

    func isCarriedByHand(_ entry: OutboxEntry) -> Bool {
        entry.file != nil || entry.carriedTime != nil
    }

    /// Cases of ours that have the content of another one, which came here or was sent from here.
    func passedOn(
        from consignment: ConsignmentID, of sender: Fingerprint
    ) throws -> [OutboxEntry] {
        let book = ConsentBook(home)
        return try Outbox(home).all().filter { entry in
            guard let (original, from) = try book.original(of: entry.consignment) else {
                return false
            }
            return original == consignment && from == sender
                && entry.consignment != consignment
        }
    }

    /// SHA-256 of the outer statement that a broker took; nil where none is known to have it.
    func depositDigest(_ entry: OutboxEntry) throws -> SHA256Digest? {
        let outbox = Outbox(home)
        if let disposal = try outbox.disposal(entry).content() {
            return disposal.previous == disposal.deposit ? nil : disposal.deposit
        }
        guard try outbox.receipt(entry) != nil else { return nil }
        return try outbox.deposit(entry).load(.deposit)?.digest
    }

    /// Signs a withdrawal for each mailbox of a sent case, and, where all is withdrawn and nobody has
    /// decided, that it is called back.
    func sign(
        _ entry: OutboxEntry, _ part: ConsentWithdrawal.Part?, answerBy: Timestamp,
        received: SHA256Digest?
    ) throws {
        guard let deposit = try depositDigest(entry) else { return }
        let (outbox, book) = (Outbox(home), ConsentBook(home))
        if part == nil, !outbox.disposal(entry).isSigned {
            let open = try entry.mailboxes.filter {
                try outbox.end(entry, of: $0) == nil && !isElsewhere(entry, $0)
            }
            try signWithdrawals(open, entry, outbox.receipt(entry), .consentWithdrawn)
        }
        let own = try OwnOrganisation(home)
        let key = try memberSigningKey()
        _ = try own.member(key.publicKey, at: clock.now)
        for mailbox in entry.mailboxes {
            let place = book.sent(entry.consignment, mailbox)
            let known = try reading().lane(
                place, lane(entry, mailbox), deposit: deposit)
            if let received,
                known.withdrawals.contains(where: { $0.withdrawal.content.received == received })
            {
                continue
            }
            let step = LaneStep(
                consignment: entry.consignment, sender: own.reference, mailbox: mailbox,
                issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
                claimedTime: clock.now,
                previous: known.latest?.withdrawal.digest ?? deposit)
            let statement = try SignedStatement.sign(
                ConsentWithdrawal(
                    step, deposit: deposit, part: part, answerBy: answerBy, received: received),
                mode: own.organisation.mode, with: key)
            try book.keep(statement, as: .consentWithdrawal, nil, in: place)
        }
    }

    /// Hands over what was signed about consent for a sent case, and fetches the answers.
    func submitConsent(of entry: OutboxEntry, by session: BrokerSession) async throws {
        let outbox = Outbox(home)
        guard try depositDigest(entry) != nil else { return }
        if !outbox.disposal(entry).isSigned {
            try await submitWithdrawals(of: entry, by: session)
            _ = try await evidence(of: entry, by: session)
        }
        for mailbox in entry.mailboxes where try isHeld(entry, mailbox) {
            let place = ConsentBook(home).sent(entry.consignment, mailbox)
            for (_, statement, proof) in try place.all() where proof == nil {
                try await submit(statement, in: place, by: session) { files in
                    try await session.connection.withdrawConsent(files, of: entry.consignment)
                }
            }
        }
        try await fetchAnswers(to: entry, by: session)
    }

    /// Hands one over; one that comes before a decision waits for it.
    func submit(
        _ statement: SignedStatement, in place: StatementFolder, by session: BrokerSession,
        _ hand: (SignedFiles) async throws -> [UInt8]?
    ) async throws {
        guard let event = statement.claimedEvent, let log = session.trust.logKey else { return }
        let files = SignedFiles(statement)
        do {
            let proof = try await hand(files)
            let verified = try await LogMemory(home, log).verify(proof, of: files, by: session)
            try ConsentBook(home).keep(statement, as: event, verified, in: place)
        } catch let error as BrokerClientError
            where error.problem == .evidenceRefused && event == .consentWithdrawal
        {
            // Nobody has decided there, and not all was withdrawn: it is told once somebody has.
            return
        }
    }

    /// Whether anybody there had the content, as far as it is known here.
    func isHeld(_ entry: OutboxEntry, _ mailbox: MailboxAddress) throws -> Bool {
        let outbox = Outbox(home)
        if outbox.disposal(entry).isSigned { return true }
        guard let end = try outbox.end(entry, of: mailbox) else { return true }
        if end == .consignmentAcceptance { return true }
        return try outbox.evidence(entry, of: mailbox).load(.contentHandover) != nil
    }

    private func fetchAnswers(to entry: OutboxEntry, by session: BrokerSession) async throws {
        guard let log = session.trust.logKey else { return }
        let (book, memory) = (ConsentBook(home), LogMemory(home, log))
        var cursor = DeliveryNumber.start
        for _ in 0..<Self.maximumConsentPages {
            let page = try await session.connection.consent(of: entry.consignment, after: cursor)
            for item in page.consent where entry.mailboxes.contains(item.mailbox) {
                let statement = try SignedStatement(item.files)
                guard let event = statement.claimedEvent,
                    event == .consentWithdrawal || event == .consentAnswer
                else { continue }
                let place = book.sent(entry.consignment, item.mailbox)
                guard try judge(statement, in: place, lane(entry, item.mailbox)) == .new else {
                    continue
                }
                let proof = try await memory.verify(item.proof, of: item.files, by: session)
                try book.keep(statement, as: event, proof, in: place)
            }
            guard !page.consent.isEmpty, page.next > cursor else { return }
            cursor = page.next
        }
    }

    static let maximumConsentPages = 200

    enum Judged {
        case new
        /// Kept with its proof.
        case known
        /// It does not hold, or not yet: told, and asked for again.
        case leftOut
    }

    /// Whether a statement holds beside what is kept.
    func judge(
        _ statement: SignedStatement, in place: StatementFolder, _ lane: Lane
    ) throws -> Judged {
        let all = try place.all()
        if let known = all.first(where: { $0.statement == statement }) {
            return known.proof == nil ? .new : .known
        }
        let reading = try reading()
        let read = ConsentLane(
            all.map(\.statement) + [statement], on: lane, deposit: try knownDeposit(lane),
            mode: reading.directory.own.organisation.mode, signer: reading.builder.signer)
        guard let flaw = read.refused.first(where: { $0.digest == statement.digest })?.flaw else {
            return .new
        }
        notices.warn(
            "a statement about consent for \(lane.consignment.text) is left out: \(flaw.message) "
                + "[\(flaw.code)]")
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
        let received = try inbox.all(of: lane.consignment).first {
            $0.sender.fingerprint == lane.sender && $0.mailbox == lane.mailbox
        }
        guard let received else { return nil }
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
