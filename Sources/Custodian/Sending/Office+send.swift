import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// A case that the broker has, by its signed receipt.
package struct SentCase: Sendable {
    package let consignment: ConsignmentID
    package let mailboxes: [MailboxAddress]
    package let broker: OrganisationName
    package let receivedTime: Timestamp
    /// What was sealed just now; nil when an earlier sealing was continued.
    package let sealed: SealedCase?
}

extension Office {
    /// Seals and sends; the same order again continues where it stopped.
    package func send(_ order: SealOrder) async throws -> SentCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        _ = try BrokerTrust.load(home)
        return try await lookingForConsent { try await sendHeld(order) }
    }

    /// The caller holds the lock, and has looked for withdrawals.
    private func sendHeld(_ order: SealOrder) async throws -> SentCase {
        try requireConsent(order)
        let key = try OrderKey.digest(of: order, in: SystemCall.currentFolder())
        let outbox = Outbox(home)
        let unfinished = try outbox.all().filter {
            try $0.order == key && outbox.isOpen($0)
        }
        try await learnRecipients(of: order)
        var stale: [OutboxEntry] = []
        for entry in unfinished {
            guard let change = try staleness(of: entry) else {
                try requireConsentAtHome(entry)
                var entry = entry
                entry.isWanted = true
                try outbox.store(entry)
                notices.warn("continuing \(entry.consignment.text), which was sealed before")
                return try await deliver(entry, sealed: nil)
            }
            if let sent = try await lostReceipt(of: entry) { return sent }
            try requireConsent(entry)
            notices.warn("sealing again: since it was sealed, \(change.words)")
            stale.append(entry)
        }
        let work = try SealWork(order, home: home, at: clock.now)
        try await checkLimits(of: work)
        try noteOriginals(of: order, as: work.request.consignment)
        for entry in stale { try retire(entry, for: work.request.consignment) }
        let sealed = try seal(work, to: nil, isWanted: true, order: key)
        guard let entry = try outbox.entry(sealed.consignment) else {
            throw SendingError.bundleGone(sealed.consignment)
        }
        return try await deliver(entry, sealed: sealed)
    }

    /// Sends a file that was sealed here before.
    package func send(file: String) async throws -> SentCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let path = try absolute(file)
        let bundle = try BundleFile(path: path.string)
        let own = try OwnOrganisation(home)
        let deposit = try bundle.parts.statement.unverified(
            as: DepositStatement.self, mode: own.organisation.mode)
        guard deposit.sender == own.reference else { throw SendingError.notOurs }
        let outbox = Outbox(home)
        guard var entry = try outbox.entry(deposit.consignment) else {
            throw SendingError.unknownFile
        }
        try requireKept(outbox.disposal(entry), entry.consignment)
        guard try outbox.isOpen(entry) else {
            throw try outbox.isGivenUp(entry)
                ? SendingError.givenUp(entry.consignment)
                : SendingError.alreadySent(entry.consignment)
        }
        entry.file = path.string
        entry.isWanted = true
        return try await lookingForConsent { [entry] in
            try requireConsentAtHome(entry)
            try outbox.store(entry)
            return try await deliver(entry, sealed: nil)
        }
    }

    /// Gets one sealed case to the broker and keeps its receipt. The caller holds the lock.
    func deliver(_ entry: OutboxEntry, sealed: SealedCase?) async throws -> SentCase {
        try requireConsentAtHome(entry)
        return try await withBroker { session in
            try await deliver(entry, sealed: sealed, by: session)
        }
    }

    func deliver(
        _ entry: OutboxEntry, sealed: SealedCase?, by session: BrokerSession
    ) async throws -> SentCase {
        let outbox = Outbox(home)
        do {
            try requireConsent(entry)
        } catch let withheld as ConsentWithdrawalError {
            if let sent = try await lostReceipt(of: entry, by: session) {
                try tellUntold(entry)
                return sent
            }
            throw withheld
        }
        if let stale = try staleness(of: entry) {
            if let sent = try await lostReceipt(of: entry, by: session) { return sent }
            throw SendingError.stale(entry.consignment, stale)
        }
        guard let bundle = try outbox.bundle(entry) else {
            if let sent = try await lostReceipt(of: entry, by: session) { return sent }
            throw SendingError.bundleGone(entry.consignment)
        }
        let statement = try numbered(bundle, entry)
        let payload = try SealedPayload(file: outbox.path(entry))
        let total = entry.payloadSize
        let outcome = try await session.connection.deposit(
            SignedFiles(statement), preview: bundle.parts.preview, source: payload.source,
            resuming: entry.upload,
            began: { upload in
                var entry = entry
                entry.upload = upload
                try outbox.store(entry)
            },
            progress: { done in
                notices.progress(
                    Progress(.sending, done: UInt64(clamping: done), total: total))
            })
        return try await conclude(outcome, of: statement, entry, sealed, session)
    }

    /// Keeps the broker's answer once it has been held against what was sent.
    func conclude(
        _ outcome: DepositOutcome, of statement: SignedStatement, _ entry: OutboxEntry,
        _ sealed: SealedCase?, _ session: BrokerSession
    ) async throws -> SentCase {
        let outbox = Outbox(home)
        let trust = session.trust
        let evidence = outbox.evidence(entry, of: nil)
        switch outcome {
        case .accepted(let files, let proofs):
            let receipt = try Receipt.acceptance(files, of: statement, trust: trust)
            try Receipt.requireTime(
                receipt, of: statement.unverified(as: DepositStatement.self, mode: trust.mode),
                at: clock.now)
            if let logKey = trust.logKey {
                let logged = try LoggedDeposit(
                    proofs, of: statement, accepted: receipt, in: logKey, mode: trust.mode)
                try await LogMemory(home, logKey).see(logged.checkpoint, by: session)
                try outbox.deposit(entry).store(
                    proof: logged.statement, as: Event.deposit.fileStem)
                try evidence.store(proof: logged.seal, as: Event.sealed.fileStem)
                try evidence.store(
                    proof: logged.acceptance, as: Event.submissionAcceptance.fileStem)
            }
            try evidence.store(receipt.signed, as: .submissionAcceptance)
            try outbox.removeBundle(entry)
            return SentCase(
                consignment: entry.consignment, mailboxes: entry.mailboxes, broker: trust.name,
                receivedTime: receipt.content.evidence.receivedTime, sealed: sealed)
        case .rejected(let files, _):
            let refusal = try Receipt.rejection(files, of: statement, trust: trust)
            let reason = refusal.content.reason
            if reason.burnsNumbers { try giveUp(entry, statement) }
            try evidence.store(refusal.signed, as: .submissionRejection)
            try outbox.removeBundle(entry)
            do {
                try await submitSkipped(of: entry, by: session)
            } catch is any PlainFailure {
                // The refusal is the news; `sync` hands over what was given up.
            }
            throw SendingError.rejected(reason)
        }
    }

    /// The outer statement with its numbers: made once, kept, and the same at every attempt.
    func numbered(
        _ bundle: BundleFile, _ entry: OutboxEntry
    ) throws -> SignedStatement {
        let folder = Outbox(home).deposit(entry)
        if let known = try folder.load(.deposit) { return known }
        let own = try OwnOrganisation(home)
        let device = try KeyRing(home).device()
        try own.requireDevice(device.publicKey, at: clock.now)
        let mode = own.organisation.mode
        let deposit = try bundle.parts.statement.verify(
            as: DepositStatement.self, mode: mode, by: device.publicKey
        ).content
        var book = try StreamBook(home)
        let positions = try book.assign(
            entry.consignment, to: deposit.mailboxes, device: device.publicKey.id)
        let numbered = deposit.numbered { mailbox in
            // `assign` has answered for each of these mailboxes.
            positions[mailbox] ?? .init(device: device.publicKey.id, number: 0)
        }
        let statement = try SignedStatement.sign(numbered, mode: mode, with: device)
        try folder.store(statement, as: .deposit)
        return statement
    }
}
