import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import PrivateFiles
import Verification

/// A case that was sealed again, to the keys of now.
package struct ResealedCase: Sendable {
    package let former: ConsignmentID
    /// Mailboxes from which the former one was called back.
    package let withdrawn: [MailboxAddress]
    package let sent: SentCase
}

/// What takes the place of a case is noted, then sealed, before anything is called back; it is sent after that.
/// Whoever was cut off goes on from there: nothing is called back without being sealed again, or sent twice.
extension Office {
    /// What changed since a case was sealed that keeps it from being sent; nil where nothing did, or it
    /// is not known by which keys it was sealed.
    func staleness(of entry: OutboxEntry) throws -> StaleSeal? {
        guard let note = try Outbox(home).note(entry) else { return nil }
        let device = try KeyRing(home).device().publicKey.id
        return note.obstacle(try Directory(home, at: clock.now), device: device, at: clock.now)
    }

    /// The mailboxes in which a sent case waits that nobody can open any more, and those from which it was
    /// called back to be sealed again, which was then cut off.
    func unreadable(_ entry: OutboxEntry) throws -> [MailboxAddress] {
        let outbox = Outbox(home)
        guard try outbox.receipt(entry) != nil, !outbox.disposal(entry).isSigned,
            let note = try settledNote(entry)
        else { return [] }
        let waiting = try entry.mailboxes.filter { try isWaiting(entry, note, in: $0) }
        guard !waiting.isEmpty else { return [] }
        let lost = note.unreadable(try Directory(home, at: clock.now))
        return try waiting.filter { mailbox in
            let isCalledBack = try outbox.signed(entry, of: mailbox).load(.withdrawal) != nil
            // What was fetched may have been opened while its keys were good.
            return try isCalledBack
                || (lost.contains(mailbox)
                    && outbox.evidence(entry, of: mailbox).load(.contentHandover) == nil)
        }
    }

    /// Seals the same files to the keys of now, calls the former case back where it waits, and sends.
    ///
    /// - Parameter everywhere: also in mailboxes where somebody can open it still.
    package func reseal(
        _ prefix: ConsignmentPrefix, everywhere: Bool
    ) async throws -> ResealedCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let outbox = Outbox(home)
        let found = try outbox.all().filter { prefix.matches($0.consignment) }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let entry = found.first else { throw InboxError.unknown(prefix.text) }
        try requireKept(outbox.disposal(entry), entry.consignment)
        try await lookForConsent()
        try requireConsent(entry)
        guard let note = try settledNote(entry), let kept = note.order else {
            throw ResealError.notKnownFrom(entry.consignment)
        }
        if let next = try successor(of: note), next.isWanted, try outbox.isOpen(next) {
            return try await conclude(entry, [], by: next, nil)
        }
        _ = try await lostReceipt(of: entry)
        var order = SealOrder(
            paths: kept.paths, caseFile: kept.caseFile, mailboxes: entry.mailboxes,
            deadline: deadline(of: kept))
        try await learnRecipients(of: order)
        order = try order.with(resealed(entry, note, everywhere))
        let open = try order.mailboxes.filter { try outbox.end(entry, of: $0) == nil }
        try await requireHere(open, entry)
        var next = try await prepare(order, entry, note)
        let (withdrawn, free) = try await makeRoom(entry, in: order.mailboxes, next.entry)
        if free != order.mailboxes {
            try outbox.removeUnsent(next.entry)
            guard !free.isEmpty else {
                try outbox.store(note, of: entry)
                throw ResealError.ended(entry.consignment)
            }
            order = order.with(free)
            next = try await prepare(order, entry, note)
        }
        next.entry.isWanted = true
        next.entry.order = try OrderKey.digest(of: order, in: SystemCall.currentFolder())
        try outbox.store(next.entry)
        return try await conclude(entry, withdrawn, by: next.entry, next.sealed)
    }

    private func conclude(
        _ entry: OutboxEntry, _ withdrawn: [MailboxAddress], by next: OutboxEntry,
        _ sealed: SealedCase?
    ) async throws -> ResealedCase {
        ResealedCase(
            former: entry.consignment, withdrawn: withdrawn,
            sent: try await deliver(next, sealed: sealed))
    }

    /// The note, in which what another one has taken over is counted as that.
    private func settledNote(_ entry: OutboxEntry) throws -> SealingNote? {
        guard var note = try Outbox(home).note(entry) else { return nil }
        if let next = try successor(of: note), next.isWanted || note.resealing.isEmpty {
            // A version that noted no mailboxes took them all.
            note.taken +=
                note.resealing.isEmpty && note.taken.isEmpty
                ? next.mailboxes : note.resealing
            note.resealing = []
        }
        return note
    }

    private func successor(of note: SealingNote) throws -> OutboxEntry? {
        try note.resealed.flatMap { try Outbox(home).entry($0) }
    }

    private func deadline(of kept: SealingNote.Order) -> Timestamp? {
        guard let deadline = kept.deadline, deadline <= clock.now else { return kept.deadline }
        notices.warn("its deadline was \(deadline.text): it gets two weeks from now")
        return nil
    }

    /// The mailboxes for which it is to be sealed again.
    private func resealed(
        _ entry: OutboxEntry, _ note: SealingNote, _ everywhere: Bool
    ) throws -> [MailboxAddress] {
        guard try Outbox(home).receipt(entry) != nil else {
            let rest = entry.mailboxes.filter { !note.taken.contains($0) }
            guard rest.isEmpty, let again = note.resealed else { return rest }
            throw ResealError.already(entry.consignment, again)
        }
        let waiting = try entry.mailboxes.filter { try isWaiting(entry, note, in: $0) }
        let lost = note.unreadable(try Directory(home, at: clock.now))
        let meant = waiting.filter {
            everywhere || lost.contains($0) || note.resealing.contains($0)
        }
        guard meant.isEmpty else { return meant }
        if let again = note.resealed, !note.taken.isEmpty {
            throw ResealError.already(entry.consignment, again)
        }
        throw waiting.isEmpty
            ? ResealError.ended(entry.consignment) : ResealError.readable(entry.consignment)
    }

    /// Whether nobody has decided there, and it was not called back but for being sealed again just now.
    private func isWaiting(
        _ entry: OutboxEntry, _ note: SealingNote, in mailbox: MailboxAddress
    ) throws -> Bool {
        let outbox = Outbox(home)
        switch try outbox.end(entry, of: mailbox) {
        case nil, .withdrawal: break
        default: return false
        }
        guard !note.taken.contains(mailbox) else { return false }
        let withdrawal =
            try outbox.signed(entry, of: mailbox).load(.withdrawal)
            ?? outbox.evidence(entry, of: mailbox).load(.withdrawal)
        guard let withdrawal else { return true }
        let mode = try OwnOrganisation(home).organisation.mode
        return try note.resealing.contains(mailbox)
            && withdrawal.unverified(as: Withdrawal.self, mode: mode).reason == .superseded
    }

    /// Seals what takes its place, unless a command that was cut off has; it is sent to nobody yet.
    private func prepare(
        _ order: SealOrder, _ entry: OutboxEntry, _ note: SealingNote
    ) async throws -> (entry: OutboxEntry, sealed: SealedCase?) {
        let outbox = Outbox(home)
        if !note.resealing.isEmpty, let begun = try successor(of: note), !begun.isWanted {
            if try staleness(of: begun) == nil, begun.mailboxes == order.mailboxes,
                begun.deadline > clock.now
            {
                return (begun, nil)
            }
            try outbox.removeUnsent(begun)
        }
        let work = try SealWork(order, home: home, at: clock.now)
        try await checkLimits(of: work)
        try noteOriginals(of: order, as: work.request.consignment)
        var noted = note
        noted.resealed = work.request.consignment
        noted.resealing = order.mailboxes
        try outbox.store(noted, of: entry)
        let sealed = try seal(work, to: nil, isWanted: false, order: nil)
        guard let next = try outbox.entry(sealed.consignment) else {
            throw SendingError.bundleGone(sealed.consignment)
        }
        if let content = note.content, try outbox.note(next)?.content != content {
            try outbox.removeUnsent(next)
            try outbox.store(note, of: entry)
            throw ResealError.filesChanged(entry.consignment)
        }
        return (next, sealed)
    }

    /// Calls the former case back, or gives it up where it never was at the broker.
    ///
    /// - Returns: from where it was called back, and the mailboxes that are free of it now.
    private func makeRoom(
        _ entry: OutboxEntry, in mailboxes: [MailboxAddress], _ next: OutboxEntry
    ) async throws -> (withdrawn: [MailboxAddress], free: [MailboxAddress]) {
        let outbox = Outbox(home)
        guard let receipt = try outbox.receipt(entry) else {
            try retire(entry, for: next.consignment)
            return ([], mailboxes)
        }
        let open = try mailboxes.filter { try outbox.end(entry, of: $0) == nil }
        try signWithdrawals(open, entry, receipt, .superseded)
        if !open.isEmpty {
            try await withBroker { session in
                try await submitWithdrawals(of: entry, by: session)
                _ = try await evidence(of: entry, by: session)
            }
        }
        // Where somebody decided meanwhile it is left as it is.
        let free = try mailboxes.filter { try outbox.end(entry, of: $0) == .withdrawal }
        return (free.filter(open.contains), free)
    }
}

extension SealOrder {
    fileprivate func with(_ mailboxes: [MailboxAddress]) -> SealOrder {
        SealOrder(paths: paths, caseFile: caseFile, mailboxes: mailboxes, deadline: deadline)
    }
}
