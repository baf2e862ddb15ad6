import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

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
            for copy in order.copies {
                let named = CopyStanding.consignment(at: try absolute(copy))
                if let named, order.prefix.matches(named) {
                    throw DisposalError.cameByHand(named)
                }
            }
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
            mailbox: nil, record: outbox.disposal(entry), knownCopy: entry.file,
            isCarried: try isCarried(entry))
        let plan = try await declare(subject, order, confirm) {
            subject.isCarried
                ? try await basis(of: entry) : try basisOfUncarried(entry, order.copies)
        }
        try destroy(subject) {
            entry.file = nil
            try outbox.store(entry)
        }
        guard subject.isCarried else {
            if try subject.record.work() != nil { try subject.record.finish() }
            return subject.disposed(plan, .nobody)
        }
        let stored = entry
        let isRecorded = try await reach { try await tellDisposal(of: stored, by: $0) }
        return subject.disposed(plan, isRecorded ? .recorded : .later)
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
        let plan = try await declare(subject, order, confirm) { try await basis(of: current) }
        // It may have been told meanwhile what was decided.
        entry = try inbox.reload(entry)
        try destroy(subject) {
            entry.opened = nil
            try inbox.store(entry)
        }
        let stored = entry
        let isRecorded = try await reach { try await tellDisposal(of: stored, by: $0) }
        return subject.disposed(plan, isRecorded ? .recorded : .later)
    }

    /// Keeps what is to be done, then the signed statement; nothing is removed yet.
    ///
    /// - Returns: what is to go, and what was there and is not.
    private func declare(
        _ subject: DisposableCase, _ order: DisposalOrder,
        _ confirm: (DisposalPlan) throws -> Void, basis: () async throws -> DisposalBasis
    ) async throws -> DisposalPlan {
        let gone = try goneByWord(of: subject, order.gone)
        let named = try copies(of: subject, order.copies, gone)
        let record = subject.record
        if record.isSigned { return try goOn(subject, named, gone, confirm) }
        guard (1...StatementLimits.purposeSizeInBytes).contains(order.basis.utf8.count),
            order.basis.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { throw DisposalError.basis }
        let found = try await basis()
        let plan = try subject.plan(named, absent: requireAccounted(subject, named, gone))
        try confirm(plan)
        let statement = try sign(subject, order, found)
        try record.store(DisposalRecord.Work(isDestroyed: false, copies: named))
        try record.folder.store(statement, as: .disposal)
        return plan
    }

    /// The same for what is signed already and not done.
    private func goOn(
        _ subject: DisposableCase, _ named: [FilePath], _ gone: [FilePath],
        _ confirm: (DisposalPlan) throws -> Void
    ) throws -> DisposalPlan {
        let record = subject.record
        guard var work = try record.work() else {
            throw DisposalError.disposed(subject.consignment)
        }
        let absent = gone.filter(work.copies.contains).map {
            AbsentCopy(path: $0.string, finding: .notLookedAt)
        }
        let added = named.filter { !work.copies.contains($0) }
        let left = work.copies.filter { !gone.contains($0) } + added
        let plan = try subject.plan(left, absent: absent)
        if !work.isDestroyed || !added.isEmpty {
            try confirm(plan)
            work.copies = left
            work.isDestroyed = false
            try record.store(work)
        }
        return plan
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
        while let copy = work.copies.first {
            try CopyRemoval.remove(copy, of: subject.consignment, from: subject.sender)
            // What was seen to go is not looked for again.
            work.copies.removeFirst()
            try record.store(work)
        }
        do {
            try record.clear()
        } catch let error as FileError {
            throw DisposalError.notRemoved(path: record.place.string, reason: error.message)
        }
        try forget()
        work.isDestroyed = true
        try record.store(work)
    }

    /// - Returns: whether the broker could be told.
    func reach(_ body: @Sendable (BrokerSession) async throws -> Void) async throws -> Bool {
        do {
            try await withBroker(body)
            return true
        } catch let error as BrokerClientError where error.isOffline {
            return false
        }
    }
}
