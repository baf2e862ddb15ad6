import BrokerClient
import Custody
import EvidenceBundle
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// A decision that was signed, and whether the broker has recorded it.
package struct DecidedCase: Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let isRecorded: Bool
    /// Whether the case came by hand, and no broker is known to have it.
    package let isByHand: Bool
    /// The folder with the opened case, when it was received.
    package let folder: String?
}

extension Office {
    private enum Decision {
        case acceptance
        case rejection(RejectionReason)

        var event: Event {
            switch self {
            case .acceptance: .consignmentAcceptance
            case .rejection: .consignmentRejection
            }
        }
    }

    /// Takes a case over that was received and verified.
    package func accept(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?
    ) async throws -> DecidedCase {
        try await decide(.acceptance, prefix, mailbox)
    }

    /// Declines a case; nothing of it stays in the inbox.
    package func decline(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, reason: DeclineReason
    ) async throws -> DecidedCase {
        try await decide(.rejection(reason.reason), prefix, mailbox)
    }

    /// Signs and keeps the decision, then tells the broker, which may be away.
    private func decide(
        _ decision: Decision, _ prefix: ConsignmentPrefix, _ mailbox: MailboxAddress?
    ) async throws -> DecidedCase {
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        var entry = try await entryToDecide(prefix, mailbox)
        try requireKept(Inbox(home).disposal(entry), entry.consignment)
        guard entry.decision == nil else {
            throw InboxError.alreadyDecided(entry.consignment)
        }
        let work = try LaneWork(entry, office: self, trust: BrokerTrust.loadIfThere(home))
        let statement = try sign(decision, entry, work)
        try work.inbox.sign(statement, as: decision.event, &entry)
        if decision.event == .consignmentRejection { try work.inbox.removeContent(entry) }
        if decision.event == .consignmentAcceptance { try copyEvidence(of: entry, work) }
        let isRecorded = try await work.submitIfReachable(&entry)
        if entry.isTooLate { throw InboxError.tooLate(entry.consignment) }
        return DecidedCase(
            consignment: entry.consignment, sender: entry.sender.name, isRecorded: isRecorded,
            isByHand: entry.number == nil, folder: entry.opened?.folder)
    }

    /// What was seen before can be decided while the broker is away.
    private func entryToDecide(
        _ prefix: ConsignmentPrefix, _ mailbox: MailboxAddress?
    ) async throws -> InboxEntry {
        if let known = try localEntry(prefix, mailbox: mailbox) { return known }
        return try await withBroker { try await entry(prefix, mailbox: mailbox, by: $0) }
    }

    private func sign(
        _ decision: Decision, _ entry: InboxEntry, _ work: LaneWork
    ) throws -> SignedStatement {
        if case .acceptance = decision {
            _ = try verified(entry)
            try requireNotCalledBack(entry)
        }
        let key = try memberSigningKey()
        _ = try work.directory.own.member(key.publicKey, at: clock.now)
        let step = try work.step(entry, signer: key.publicKey.id)
        let (deposit, mode) = (work.statement.digest, work.context.mode)
        switch decision {
        case .acceptance:
            return try SignedStatement.sign(
                ConsignmentAcceptance(
                    step, deposit: deposit,
                    sealedCommitment: try verified(entry).sealedCommitment),
                mode: mode, with: key)
        case .rejection(let reason):
            return try SignedStatement.sign(
                ConsignmentRejection(step, deposit: deposit, reason: reason), mode: mode,
                with: key)
        }
    }

    /// Only what was received, opened and verified here can be accepted.
    private func verified(_ entry: InboxEntry) throws(InboxError) -> InboxEntry.Opened {
        guard let opened = entry.opened else { throw .notReceived(entry.consignment) }
        return opened
    }

    /// Whoever takes a case over has with it what was signed about it; a folder that was moved
    /// away since stays as it is.
    private func copyEvidence(of entry: InboxEntry, _ work: LaneWork) throws {
        guard let opened = entry.opened else { return }
        let folder = FilePath(opened.folder)
        guard PrivateFolder.isThere(folder.appending("statement.json")) else { return }
        let copies = StatementFolder(folder.appending("evidence"))
        for event in entry.signed {
            guard let statement = try work.inbox.evidence(entry).load(event),
                try copies.load(event) == nil
            else { continue }
            try copies.store(statement, as: event)
        }
    }
}
