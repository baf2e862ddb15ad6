import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import Verification

/// A case that was called back, mailbox by mailbox.
package struct WithdrawnCase: Sendable {
    package struct Lane: Sendable {
        package let mailbox: MailboxAddress
        package let standing: Standing
    }

    package enum Standing: String, Sendable {
        case withdrawn
        case unrecorded = "withdrawn, not yet recorded"
        case tooLate = "too late"
    }

    package let consignment: ConsignmentID
    /// Whether it was put on a carrier: then the word may have to go the same way.
    package let isCarried: Bool
    package let lanes: [Lane]
}

extension Office {
    /// Calls a sent case back from one of its mailboxes, or from all that have not ended.
    package func withdraw(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, reason: WithdrawReason
    ) async throws -> WithdrawnCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let outbox = Outbox(home)
        let found = try outbox.all().filter { prefix.matches($0.consignment) }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let entry = found.first else { throw InboxError.unknown(prefix.text) }
        try requireKept(outbox.disposal(entry), entry.consignment)
        let receipt = try outbox.receipt(entry)
        guard receipt != nil || entry.carriedTime != nil else {
            throw WithdrawalError.notSent(entry.consignment)
        }
        let mailboxes = entry.mailboxes.filter { mailbox == nil || $0 == mailbox }
        let open = try mailboxes.filter { try outbox.end(entry, of: $0) == nil }
        guard !open.isEmpty else { throw WithdrawalError.ended(entry.consignment) }
        try await requireHere(open, entry)
        try signWithdrawals(open, entry, receipt, reason.reason)
        if receipt == nil { try stopSending(entry) }
        let isReached = receipt == nil ? false : try await reach(entry)
        return WithdrawnCase(
            consignment: entry.consignment, isCarried: entry.carriedTime != nil,
            lanes: try open.map { mailbox in
                let end = try outbox.end(entry, of: mailbox)
                guard isReached, let end else {
                    return WithdrawnCase.Lane(mailbox: mailbox, standing: .unrecorded)
                }
                return WithdrawnCase.Lane(
                    mailbox: mailbox, standing: end == .withdrawal ? .withdrawn : .tooLate)
            })
    }

    /// A word that the broker would not hand on is not signed: it would say that a case was called back.
    func requireHere(_ mailboxes: [MailboxAddress], _ entry: OutboxEntry) async throws {
        guard try mailboxes.contains(where: { try isElsewhere(entry, $0) }) else { return }
        // What the broker has recorded since says more than the record of the recipient.
        _ = try await reach(entry)
        for mailbox in mailboxes where try isElsewhere(entry, mailbox) {
            throw WithdrawalError.elsewhere(mailbox)
        }
    }

    /// Whether a case that the broker has is for another one to deliver: it says so, or the record of the
    /// recipient does and the broker has not put it into the mailbox itself.
    func isElsewhere(_ entry: OutboxEntry, _ mailbox: MailboxAddress) throws -> Bool {
        let outbox = Outbox(home)
        guard try outbox.receipt(entry) != nil else { return false }
        let kept = outbox.evidence(entry, of: mailbox)
        if try kept.load(.relayAcceptance) != nil || kept.load(.relayFailure) != nil { return true }
        guard try kept.load(.contentConsignment) == nil else { return false }
        return try hasOtherHome(mailbox)
    }

    /// Whether a mailbox has another home than our broker, by the record of its organisation.
    func hasOtherHome(_ mailbox: MailboxAddress) throws -> Bool {
        let organisation = try? Directory(home, at: clock.now)
            .organisation(named: mailbox.organisation)
        let label = organisation?.current.mailboxes.first {
            $0.name.text.utf8.elementsEqual(mailbox.local.utf8)
        }
        guard let key = label?.homeBroker?.serviceKey, let trust = try BrokerTrust.loadIfThere(home)
        else { return false }
        return trust.serviceKeys.key(key.id, at: nil) == nil
    }

    /// The same of any record that its organisation ever had: what was relayed before it moved stays so.
    func hasHadOtherHome(_ mailbox: MailboxAddress) throws -> Bool {
        guard let trust = try BrokerTrust.loadIfThere(home),
            let organisation = try? Directory(home, at: clock.now)
                .organisation(named: mailbox.organisation)
        else { return false }
        return organisation.hasHadHome(
            of: mailbox.local, besides: Set(trust.serviceKeys.map(\.key.id)))
    }

    /// What was called back before the broker had it is not sent by `sync` any more.
    private func stopSending(_ entry: OutboxEntry) throws {
        var entry = entry
        entry.isWanted = false
        try Outbox(home).store(entry)
    }

    /// Signs and keeps what has not been signed yet.
    ///
    /// - Parameter receipt: the broker's; nil for what has only gone by hand.
    func signWithdrawals(
        _ mailboxes: [MailboxAddress], _ entry: OutboxEntry, _ receipt: SignedStatement?,
        _ reason: WithdrawalReason
    ) throws {
        guard try mailboxes.contains(where: { try !isCalledBack(entry, $0) }) else { return }
        try signWithdrawals(mailboxes, entry, receipt, reason, with: memberSigningKey())
    }

    private func isCalledBack(_ entry: OutboxEntry, _ mailbox: MailboxAddress) throws -> Bool {
        try Outbox(home).signed(entry, of: mailbox).load(.withdrawal) != nil
    }

    /// The same with a key that is unlocked already.
    func signWithdrawals(
        _ mailboxes: [MailboxAddress], _ entry: OutboxEntry, _ receipt: SignedStatement?,
        _ reason: WithdrawalReason, with key: borrowing MemberSigner
    ) throws {
        let outbox = Outbox(home)
        let unsigned = try mailboxes.filter { try !isCalledBack(entry, $0) }
        guard !unsigned.isEmpty, let deposit = try outbox.deposit(entry).load(.deposit) else {
            return
        }
        let own = try OwnOrganisation(home)
        _ = try own.member(key.publicKey, at: clock.now)
        for mailbox in unsigned {
            let known = try knownStatements(of: entry, in: mailbox)
            let step = LaneStep(
                consignment: entry.consignment, sender: own.reference, mailbox: mailbox,
                issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
                claimedTime: clock.now, previous: (known.last ?? receipt ?? deposit).digest)
            let withdrawal = try SignedStatement.sign(
                Withdrawal(step, deposit: deposit.digest, reason: reason),
                mode: own.organisation.mode, with: key)
            try outbox.signed(entry, of: mailbox).store(withdrawal, as: .withdrawal)
        }
    }

    /// - Returns: whether the broker could be asked.
    private func reach(_ entry: OutboxEntry) async throws -> Bool {
        do {
            try await withBroker { session in
                try await submitWithdrawals(of: entry, by: session)
                _ = try await evidence(of: entry, by: session)
            }
            return true
        } catch let error as BrokerClientError where error.isOffline {
            return false
        }
    }

    /// Hands over every withdrawal of a case whose lane has no end yet. One that comes too late is
    /// no failure: the broker's evidence then shows the end that won.
    func submitWithdrawals(of entry: OutboxEntry, by session: BrokerSession) async throws {
        let outbox = Outbox(home)
        for mailbox in entry.mailboxes where try outbox.end(entry, of: mailbox) == nil {
            guard let withdrawal = try outbox.signed(entry, of: mailbox).load(.withdrawal) else {
                continue
            }
            do {
                try await session.connection.withdraw(
                    SignedFiles(withdrawal), of: entry.consignment)
            } catch let error as BrokerClientError where error.problem == .tooLate {
                continue
            }
        }
    }
}

/// Why a case is not called back.
package enum WithdrawalError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case ended(ConsignmentID)
    /// Another broker has it, or will, and the word would not reach that one.
    case elsewhere(MailboxAddress)

    package var code: String {
        switch self {
        case .notSent: "withdraw.not-sent"
        case .ended: "withdraw.ended"
        case .elsewhere: "withdraw.elsewhere"
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id):
            "\(id.text) has not reached the broker: there is nothing to call back"
        case .ended(let id): "\(id.text) has ended already in every mailbox that you name"
        case .elsewhere(let mailbox):
            "\(mailbox.text) is at another broker, and calling back does not reach that far: nothing was signed"
        }
    }

    package var hint: String? {
        switch self {
        case .notSent: "do not send it; an unsent case is known to nobody else"
        case .elsewhere: "call them, and ask them to decline it"
        case .ended(let id): "look how it ended: plomba status \(id.text)"
        }
    }
}
