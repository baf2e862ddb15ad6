import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import SystemPackage

/// A case whose copy may be destroyed: what its statement says besides reason and basis.
struct DisposableCase: Sendable {
    let consignment: ConsignmentID
    let sender: OrganisationReference
    /// Nil for the sender's own copy.
    let mailbox: MailboxAddress?
    let record: DisposalRecord
    /// Where it was opened, or sealed, outside the home.
    let knownCopy: String?

    var isOurs: Bool { mailbox == nil }
}

/// What a `Disposal` of a case stands on.
struct DisposalBasis: Sendable {
    let deposit: SHA256Digest
    let previous: SHA256Digest
}

extension Office {
    /// Signs that this organisation destroys its copy of a case, destroys it, then tells the broker.
    ///
    /// The same order again continues where it was cut off. `confirm` is asked before anything is
    /// signed or removed; what it throws ends the work.
    package func dispose(
        _ order: DisposalOrder, confirm: (DisposalPlan) throws -> Void
    ) async throws -> DisposedCase {
        // Whoever sends something chooses its identifier: it may be that of a case of ours.
        let sent =
            try order.mailbox == nil
            ? Outbox(home).all().filter { order.prefix.matches($0.consignment) } : []
        guard sent.count <= 1 else { throw InboxError.ambiguous(order.prefix.text) }
        if let entry = sent.first {
            guard try localEntry(order.prefix, mailbox: nil) == nil else {
                throw InboxError.ambiguous(order.prefix.text)
            }
            let lock = try home.lock(.outbox)
            defer { lock.release() }
            return try await dispose(entry, order, confirm)
        }
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        guard let entry = try localEntry(order.prefix, mailbox: order.mailbox) else {
            throw InboxError.unknown(order.prefix.text)
        }
        return try await dispose(entry, order, confirm)
    }

    /// What was sent from here.
    private func dispose(
        _ entry: OutboxEntry, _ order: DisposalOrder, _ confirm: (DisposalPlan) throws -> Void
    ) async throws -> DisposedCase {
        var entry = entry
        let outbox = Outbox(home)
        let subject = DisposableCase(
            consignment: entry.consignment, sender: try OwnOrganisation(home).reference,
            mailbox: nil, record: outbox.disposal(entry), knownCopy: entry.file)
        let copies = try await declare(subject, order, confirm) { try await basis(of: entry) }
        try destroy(subject) {
            entry.file = nil
            try outbox.store(entry)
        }
        let stored = entry
        let isRecorded = try await reach { try await tellDisposal(of: stored, by: $0) }
        return subject.disposed(copies, isRecorded: isRecorded)
    }

    /// What came here.
    private func dispose(
        _ entry: InboxEntry, _ order: DisposalOrder, _ confirm: (DisposalPlan) throws -> Void
    ) async throws -> DisposedCase {
        var entry = entry
        let inbox = Inbox(home)
        let subject = DisposableCase(
            consignment: entry.consignment, sender: entry.sender, mailbox: entry.mailbox,
            record: inbox.disposal(entry), knownCopy: entry.opened?.folder)
        let current = entry
        let copies = try await declare(subject, order, confirm) { try await basis(of: current) }
        // It may have been told meanwhile what was decided.
        entry = try inbox.reload(entry)
        try destroy(subject) {
            entry.opened = nil
            try inbox.store(entry)
        }
        let stored = entry
        let isRecorded = try await reach { try await tellDisposal(of: stored, by: $0) }
        return subject.disposed(copies, isRecorded: isRecorded)
    }

    /// Keeps what is to be done, then the signed statement; nothing is removed yet.
    ///
    /// - Returns: the copies outside the home that are to go.
    private func declare(
        _ subject: DisposableCase, _ order: DisposalOrder,
        _ confirm: (DisposalPlan) throws -> Void, basis: () async throws -> DisposalBasis
    ) async throws -> [String] {
        let named = try copies(of: subject, order.copies)
        let record = subject.record
        if record.isSigned {
            guard var work = try record.work() else {
                throw DisposalError.disposed(subject.consignment)
            }
            let added = named.filter { !work.copies.contains($0) }
            if !work.isDestroyed || !added.isEmpty {
                try confirm(subject.plan(work.copies + added))
                work.copies += added
                work.isDestroyed = false
                try record.store(work)
            }
            return work.copies.map(\.string)
        }
        guard (1...StatementLimits.purposeSizeInBytes).contains(order.basis.utf8.count),
            order.basis.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { throw DisposalError.basis }
        let found = try await basis()
        try requireNamed(subject, named)
        try confirm(subject.plan(named))
        let statement = try sign(subject, order, found)
        try record.store(DisposalRecord.Work(isDestroyed: false, copies: named))
        try record.folder.store(statement, as: .disposal)
        return named.map(\.string)
    }

    private func sign(
        _ subject: DisposableCase, _ order: DisposalOrder, _ basis: DisposalBasis
    ) throws -> SignedStatement {
        let own = try OwnOrganisation(home)
        let key = try memberSigningKey()
        _ = try own.member(key.publicKey, at: clock.now)
        return try SignedStatement.sign(
            Disposal(
                deposit: basis.deposit, consignment: subject.consignment, sender: subject.sender,
                mailbox: subject.mailbox,
                issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
                claimedTime: clock.now, previous: basis.previous, reason: order.reason.reason,
                basis: order.basis),
            mode: own.organisation.mode, with: key)
    }

    /// Removes everything, in an order that can be gone through again.
    private func destroy(_ subject: DisposableCase, forget: () throws -> Void) throws {
        let record = subject.record
        guard var work = try record.work(), !work.isDestroyed else { return }
        for copy in work.copies {
            try CopyRemoval.remove(copy, of: subject.consignment, from: subject.sender)
        }
        do {
            try record.clear()
        } catch let error as FileError {
            throw DisposalError.notRemoved(path: record.place.string, reason: error.message)
        }
        try forget()
        // Where they lay is nobody's business any more.
        work.copies = []
        work.isDestroyed = true
        try record.store(work)
    }

    /// - Returns: whether the broker could be told.
    private func reach(_ body: @Sendable (BrokerSession) async throws -> Void) async throws -> Bool
    {
        do {
            try await withBroker(body)
            return true
        } catch let error as BrokerClientError where error.isOffline {
            return false
        }
    }
}

extension DisposableCase {
    fileprivate func plan(_ copies: [FilePath]) throws -> DisposalPlan {
        let known = knownCopy.map { FilePath($0) }
        let isGone = known.map { !CopyRemoval.isCopy($0, of: consignment, from: sender) } ?? false
        return DisposalPlan(
            consignment: consignment, sender: sender.name, isOurs: isOurs,
            copies: try copies.filter(PrivateFolder.isThere).map { path in
                DisposalPlan.Copy(path: path.string, files: try CopyRemoval.count(path))
            },
            gone: isGone ? knownCopy : nil)
    }

    fileprivate func disposed(_ copies: [String], isRecorded: Bool) -> DisposedCase {
        DisposedCase(
            consignment: consignment, sender: sender.name, isOurs: isOurs, copies: copies,
            record: record.folder.path.string, isRecorded: isRecorded)
    }
}

/// What a statement of disposal needs to be true.
extension Office {
    /// - Throws: ``DisposalError/notACopy(_:)``.
    private func copies(of subject: DisposableCase, _ named: [String]) throws -> [FilePath] {
        guard named.count <= DisposalRecord.maximumCopies else {
            throw DisposalError.copiesTooMany(limit: DisposalRecord.maximumCopies)
        }
        let begun = try subject.record.work()?.copies ?? []
        var paths: [FilePath] = []
        for text in named {
            let path = try absolute(text)
            // One that was named before may be half gone.
            let isKnown = subject.record.isSigned && begun.contains(path)
            guard
                isKnown
                    || CopyRemoval.isCopy(path, of: subject.consignment, from: subject.sender)
            else {
                if subject.record.isSigned, !PrivateFolder.isThere(path) { continue }
                throw DisposalError.notACopy(text)
            }
            if !paths.contains(path) { paths.append(path) }
        }
        return paths
    }

    /// A statement that a copy was destroyed must not be signed beside one that lies where it was put.
    private func requireNamed(_ subject: DisposableCase, _ named: [FilePath]) throws {
        guard let known = subject.knownCopy, !named.contains(FilePath(known)),
            CopyRemoval.isCopy(FilePath(known), of: subject.consignment, from: subject.sender)
        else { return }
        throw DisposalError.copyNotNamed(subject.consignment, path: known)
    }

    /// A sender keeps what it needs until every lane has ended.
    private func basis(of entry: OutboxEntry) async throws -> DisposalBasis {
        let outbox = Outbox(home)
        guard try outbox.receipt(entry) != nil,
            let deposit = try outbox.deposit(entry).load(.deposit)
        else { throw DisposalError.notSent(entry.consignment) }
        if try !isEnded(entry) {
            _ = try await reach { _ = try await evidence(of: entry, by: $0) }
        }
        guard try isEnded(entry), let mailbox = entry.mailboxes.first,
            let event = try outbox.end(entry, of: mailbox),
            let end = try outbox.evidence(entry, of: mailbox).load(event)
        else { throw DisposalError.notEnded(entry.consignment, isOurs: true) }
        return DisposalBasis(deposit: deposit.digest, previous: end.digest)
    }

    /// A recipient disposes after the end, which the broker has recorded.
    private func basis(of known: InboxEntry) async throws -> DisposalBasis {
        let work = try LaneWork(known, office: self, trust: BrokerTrust.load(home))
        var entry = known
        if entry.recorded < entry.signed.count {
            guard try await work.submitIfReachable(&entry) else {
                throw DisposalError.notRecorded(entry.consignment)
            }
        }
        if let decision = entry.decision, !entry.isTooLate,
            let signed = try work.inbox.evidence(entry).load(decision)
        {
            return DisposalBasis(deposit: work.statement.digest, previous: signed.digest)
        }
        if try work.inbox.end(entry) == nil {
            let asked = entry
            _ = try await reach { try await work.keepRecorded(of: asked, by: $0) }
        }
        guard let end = try work.inbox.end(entry) else {
            throw DisposalError.notEnded(entry.consignment, isOurs: false)
        }
        return DisposalBasis(deposit: work.statement.digest, previous: end.digest)
    }
}
