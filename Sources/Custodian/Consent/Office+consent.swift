import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import Verification

/// What is to be said to every mailbox of a sent case.
struct ConsentWord {
    let part: ConsentWithdrawal.Part?
    let answerBy: Timestamp
    /// Whether a person has chosen that time.
    var isTimeChosen = false
    /// The withdrawal that came here and is passed on; nil for what the person said here.
    let received: SHA256Digest?
}

extension Office {
    private static let daysToAnswer: Int64 = 7
    private static let secondsOfDay: Int64 = 86_400
    private static let secondsOfHour: Int64 = 3600

    /// Says to everybody who holds a case that was sent from here that consent was withdrawn.
    ///
    /// Where nobody has decided yet, a whole withdrawal calls the case back first. What waits here to be
    /// sent is not sent any more. What was said before, and is the same, is not said anew.
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
        let word = ConsentWord(
            part: order.part, answerBy: try answerTime(order.answerBy),
            isTimeChosen: order.answerBy != nil, received: nil)
        let own = try OwnOrganisation(home).reference
        let all = try [entry] + passedOn(from: entry.consignment, of: own.fingerprint)
        try await learnReceipts(of: all)
        let told = try all.filter { try depositDigest($0) != nil }
        for each in all where !told.contains(where: { $0.consignment == each.consignment }) {
            try withhold(each, order.part)
        }
        guard !told.isEmpty else { throw ConsentWithdrawalError.notAtBroker(entry.consignment) }
        try warnOfCarried(all)
        let key = try memberSigningKey()
        for each in told { try sign(each, word, with: key) }
        _ = try await reach { session in
            for each in told {
                try await unlessRefused(each.consignment) {
                    try await submitConsent(of: each, by: session)
                }
            }
        }
        return try told.flatMap { try consent(of: $0) }
    }

    /// What the broker has and this home does not know of, as its receipt was lost, is told as well.
    private func learnReceipts(of entries: [OutboxEntry]) async throws {
        let open = try entries.filter {
            try Outbox(home).isOpen($0) && Outbox(home).deposit($0).load(.deposit) != nil
        }
        guard !open.isEmpty else { return }
        _ = try await reach { session in
            for entry in open {
                do {
                    _ = try await lostReceipt(of: entry, by: session)
                } catch SendingError.rejected {
                    continue  // nobody has it, and the reason is kept
                }
            }
        }
    }

    /// What nobody has yet is not handed over any more to whom the withdrawal may mean, by no way.
    private func withhold(_ known: OutboxEntry, _ part: ConsentWithdrawal.Part?) throws {
        let reading = try reading()
        try ConsentBook(home).withhold(known.consignment, part, at: clock.now)
        guard try Outbox(home).isOpen(known), known.isWanted,
            known.mailboxes.contains(where: { reading.forbids(part, $0) })
        else { return }
        var entry = known
        entry.isWanted = false
        try Outbox(home).store(entry)
        notices.warn(
            "\(entry.consignment.text) waited here to be sent: 'sync' does not send it any more")
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

    /// Cases of ours that have the content of another one, which came here or was sent from here, directly or
    /// by another case of ours.
    func passedOn(
        from consignment: ConsignmentID, of sender: Fingerprint
    ) throws -> [OutboxEntry] {
        let book = ConsentBook(home)
        let own = try OwnOrganisation(home).reference.fingerprint
        let original = ConsentBook.Original(consignment: consignment, sender: sender)
        return try Outbox(home).all().filter { entry in
            try entry.consignment != consignment
                && book.origins(of: entry.consignment, own: own).contains(original)
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
        _ entry: OutboxEntry, _ word: ConsentWord, with key: borrowing MemberSigner
    ) throws {
        guard let deposit = try depositDigest(entry) else { return }
        let (outbox, book) = (Outbox(home), ConsentBook(home))
        if word.part == nil, !outbox.disposal(entry).isSigned {
            let open = try entry.mailboxes.filter {
                try outbox.end(entry, of: $0) == nil && !isElsewhere(entry, $0)
            }
            try signWithdrawals(
                open, entry, outbox.receipt(entry), .consentWithdrawn, with: key)
        }
        let own = try OwnOrganisation(home)
        _ = try own.member(key.publicKey, at: clock.now)
        for mailbox in entry.mailboxes {
            let place = book.sent(entry.consignment, mailbox)
            let kept = try book.kept(place)
            let known = try reading().lane(kept, lane(entry, mailbox), deposit: deposit)
            // What is passed on and was refused is submitted again; a person's word may be signed by another.
            let said =
                word.received == nil
                ? known
                : try reading().read(
                    kept.all.map(\.statement), kept, lane(entry, mailbox), deposit)
            if let same = said.withdrawals.last(where: { isSame($0, as: word, kept) }) {
                tellKnown(same, word, mailbox)
                continue
            }
            let step = LaneStep(
                consignment: entry.consignment, sender: own.reference, mailbox: mailbox,
                issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
                claimedTime: clock.now,
                previous: known.latest?.withdrawal.digest ?? deposit)
            let statement = try SignedStatement.sign(
                ConsentWithdrawal(
                    step, deposit: deposit, part: word.part, answerBy: word.answerBy,
                    received: word.received),
                mode: own.organisation.mode, with: key)
            try book.keep(statement, as: .consentWithdrawal, nil, in: place)
        }
    }

    /// Whether it was said already: passed on, or signed and not recorded yet, or recorded with the same
    /// time to answer.
    private func isSame(
        _ known: ConsentLane.Withdrawn, as word: ConsentWord, _ kept: KeptConsent
    ) -> Bool {
        let said = known.withdrawal.content
        guard said.received == word.received else { return false }
        if word.received != nil { return true }
        guard said.part?.words == word.part?.words else { return false }
        guard kept.places[known.withdrawal.digest] != nil else { return said.answerBy > clock.now }
        return !word.isTimeChosen || said.answerBy == word.answerBy
    }

    private func tellKnown(
        _ known: ConsentLane.Withdrawn, _ word: ConsentWord, _ mailbox: MailboxAddress
    ) {
        guard word.received == nil else { return }
        let said = known.withdrawal.content
        notices.warn(
            "for \(mailbox.text) the same was signed at \(said.step.claimedTime.text), to be answered by "
                + "\(said.answerBy.text): it is not said anew")
    }
}

extension ConsentWithdrawal.Part {
    /// The same whatever the order in which they were named.
    fileprivate var words: [Set<String>] { [Set(recipients), Set(uses), Set(contents)] }
}
