import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import SystemPackage

/// A case that was sealed again, to the keys of now.
package struct ResealedCase: Sendable {
    package let former: ConsignmentID
    /// Mailboxes from which the former one was called back.
    package let withdrawn: [MailboxAddress]
    package let sent: SentCase
}

extension Office {
    /// What changed since a case was sealed that keeps it from being sent; nil where nothing did, or it
    /// is not known by which keys it was sealed.
    func staleness(of entry: OutboxEntry) throws -> StaleSeal? {
        guard let note = try Outbox(home).note(entry) else { return nil }
        let device = try KeyRing(home).device().publicKey.id
        return note.obstacle(try Directory(home, at: clock.now), device: device, at: clock.now)
    }

    /// The mailboxes in which a sent case waits that nobody can open any more.
    func unreadable(_ entry: OutboxEntry) throws -> [MailboxAddress] {
        let outbox = Outbox(home)
        guard let note = try outbox.note(entry), note.resealed == nil,
            try outbox.receipt(entry) != nil, !outbox.disposal(entry).isSigned
        else { return [] }
        let mailboxes = note.unreadable(try Directory(home, at: clock.now))
        return try mailboxes.filter { mailbox in
            // What was fetched may have been opened while its keys were good.
            try outbox.end(entry, of: mailbox) == nil
                && outbox.evidence(entry, of: mailbox).load(.contentHandover) == nil
                && outbox.signed(entry, of: mailbox).load(.withdrawal) == nil
        }
    }

    /// Takes a case that was not sent out of the way: its number, where it has one, is signed away.
    func retire(_ entry: OutboxEntry) throws {
        let outbox = Outbox(home)
        if let deposit = try outbox.deposit(entry).load(.deposit) {
            do {
                try giveUp(entry, deposit)
            } catch SkipError.otherDevice {
                // The number was another key's; its receiver sees the gap, and the record why.
            }
        }
        var entry = entry
        entry.isWanted = try outbox.isGivenUp(entry)
        // The same command does not continue it any more.
        entry.order = nil
        try outbox.store(entry)
        try outbox.removeBundle(entry)
    }

    /// Seals the same files to the keys of now, calls the former case back where it waits, and sends.
    package func reseal(_ prefix: ConsignmentPrefix) async throws -> ResealedCase {
        let outbox = Outbox(home)
        let found = try outbox.all().filter { prefix.matches($0.consignment) }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let entry = found.first else { throw InboxError.unknown(prefix.text) }
        try requireKept(outbox.disposal(entry), entry.consignment)
        guard let note = try outbox.note(entry), let kept = note.order else {
            throw ResealError.notKnownFrom(entry.consignment)
        }
        if let again = note.resealed {
            throw ResealError.already(entry.consignment, again)
        }
        let isSent = try outbox.receipt(entry) != nil
        let mailboxes = try isSent ? waiting(entry) : entry.mailboxes
        guard !mailboxes.isEmpty else { throw ResealError.ended(entry.consignment) }
        let order = SealOrder(
            paths: kept.paths, caseFile: kept.caseFile, mailboxes: mailboxes,
            deadline: kept.deadline.flatMap { $0 > clock.now ? $0 : nil })
        // Everything that may keep it from being sealed, before the former one is called back.
        try await learnRecipients(of: order)
        _ = try SealWork(order, home: home, at: clock.now)
        let withdrawn = try await callBack(entry, from: mailboxes, isSent: isSent)
        let sent = try await send(order)
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        var done = note
        done.resealed = sent.consignment
        try outbox.store(done, of: entry)
        return ResealedCase(former: entry.consignment, withdrawn: withdrawn, sent: sent)
    }

    /// Those of its mailboxes in which nobody has decided, and from which it was called back for this.
    private func waiting(_ entry: OutboxEntry) throws -> [MailboxAddress] {
        let outbox = Outbox(home)
        return try entry.mailboxes.filter { mailbox in
            switch try outbox.end(entry, of: mailbox) {
            case nil, .withdrawal: return try !isCalledBackForGood(entry, of: mailbox)
            default: return false
            }
        }
    }

    /// What was called back for another reason than to be sealed again is not sent there a second time.
    private func isCalledBackForGood(
        _ entry: OutboxEntry, of mailbox: MailboxAddress
    ) throws -> Bool {
        let mode = try OwnOrganisation(home).organisation.mode
        let outbox = Outbox(home)
        let signed =
            try outbox.signed(entry, of: mailbox).load(.withdrawal)
            ?? outbox.evidence(entry, of: mailbox).load(.withdrawal)
        guard let signed else { return false }
        return try signed.unverified(as: Withdrawal.self, mode: mode).reason != .superseded
    }

    private func callBack(
        _ entry: OutboxEntry, from mailboxes: [MailboxAddress], isSent: Bool
    ) async throws -> [MailboxAddress] {
        guard isSent else {
            let lock = try home.lock(.outbox)
            defer { lock.release() }
            try retire(entry)
            return []
        }
        var withdrawn: [MailboxAddress] = []
        guard let prefix = ConsignmentPrefix(entry.consignment.text),
            let reason = WithdrawReason(WithdrawalReason.superseded.rawValue)
        else { return [] }
        for mailbox in mailboxes {
            if try Outbox(home).end(entry, of: mailbox) == .withdrawal { continue }
            let outcome = try await withdraw(prefix, mailbox: mailbox, reason: reason)
            guard !outcome.lanes.contains(where: { $0.standing == .tooLate }) else {
                throw ResealError.ended(entry.consignment)
            }
            withdrawn.append(mailbox)
        }
        return withdrawn
    }
}

/// Why a case is not sealed again.
package enum ResealError: PlainFailure, Equatable {
    case notKnownFrom(ConsignmentID)
    case already(ConsignmentID, ConsignmentID)
    case ended(ConsignmentID)

    package var code: String {
        switch self {
        case .notKnownFrom: "reseal.files-not-known"
        case .already: "reseal.already"
        case .ended: "reseal.ended"
        }
    }

    package var message: String {
        switch self {
        case .notKnownFrom(let id): "it is not known here from which files \(id.text) was sealed"
        case .already(let id, let again): "\(again.text) has taken the place of \(id.text)"
        case .ended(let id): "\(id.text) was decided, or has ended, in its mailboxes"
        }
    }

    package var hint: String? {
        switch self {
        case .notKnownFrom: "seal the files again: plomba send FILES --case case.json --to MAILBOX"
        case .already(_, let again): "look how it goes: plomba status \(again.text)"
        case .ended(let id): "look how it ended: plomba status \(id.text)"
        }
    }
}
