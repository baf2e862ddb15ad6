import Age
import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
package import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

extension Office {
    /// Fetches a case, checks everything about it, opens it into a new folder.
    package func receive(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, into folder: String
    ) async throws -> OpenedCase {
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        let target = try absolute(folder)
        guard !PrivateFolder.isThere(target) else { throw FileError.alreadyThere(target) }
        if let known = try localEntry(prefix, mailbox: mailbox), known.number == nil {
            if let opened = try receiveCarried(known, into: target, shownAs: folder) {
                return opened
            }
            try await bringTogether(known)
        }
        return try await withBroker { session in
            var entry = try await entry(prefix, mailbox: mailbox, by: session)
            try requireReceivable(entry)
            try await learnSender(entry.sender, by: session)
            let work = try LaneWork(entry, office: self, trust: session.trust)
            let sealed = try await work.preview(entry, by: session)
            var reader = BundleReader(try work.parts(preview: sealed), context: work.context)
            try OpenedByHand(home).requireSame(reader.verifyOuter())
            // Asked before the long part: whoever started it may go away.
            let identities = try memberIdentities()
            try work.inbox.note(reader.openPreview(identities), of: entry)
            try await fetch(entry, work, session)
            let opened: OpenedBundle
            do {
                opened = try extract(&reader, work, entry, identities, into: target)
            } catch {
                try await tellHandover(reader, work, &entry, session)
                // Partners seal to the newest record: without it a new colleague is a stranger.
                if let older = try await compareOwn(work.directory.own.organisation, with: session)
                {
                    throw older
                }
                throw error
            }
            entry.opened = .init(
                folder: target.string, sealedCommitment: work.deposit.sealedCommitment)
            try work.inbox.store(entry)
            try await tellHandover(reader, work, &entry, session)
            try removeOpened(entry)
            try await keepProofs(of: entry, work, in: target, session)
            try await compareLogs(opened.checkpoint, by: session)
            var shown = OpenedCase(opened, folder: folder)
            shown.log = try witnessedWord(work.inbox.delivery(entry))
            shown.revoked = try revokedSender(opened, in: target)
            return shown
        }
    }

    /// That a case may be opened here, once more or for the first time.
    func requireReceivable(_ entry: InboxEntry) throws {
        try requireKept(Inbox(home).disposal(entry), entry.consignment)
        if entry.decision == .consignmentRejection {
            throw InboxError.alreadyDecided(entry.consignment)
        }
        if let opened = entry.opened, PrivateFolder.isThere(FilePath(opened.folder)) {
            throw InboxError.alreadyReceived(entry.consignment, folder: opened.folder)
        }
        try requireNotCalledBack(entry)
    }

    /// Puts the proofs that the deposit and its receipt are in the broker's log beside the receipt.
    private func keepProofs(
        of entry: InboxEntry, _ work: LaneWork, in target: FilePath, _ session: BrokerSession
    ) async throws {
        do {
            try await work.keepRecorded(of: entry, by: session)
            try await proveWitnessed(proofs(of: entry), by: session)
        } catch let error as BrokerClientError {
            // The case is here and checked; 'evidence' asks again.
            notices.warn("the proofs from the broker's log could not be fetched: \(error.message)")
            return
        }
        let kept = StatementFolder(target.appending("evidence"))
        for event in [Event.deposit, .submissionAcceptance] {
            if let proof = try work.inbox.delivery(entry).proof(event.fileStem) {
                try kept.store(proof: proof, as: event.fileStem)
            }
        }
    }

    /// Holds what the sender's computer had seen of the broker's log against what is known here: a broker
    /// that shows two people two logs is found out when one of them sends to the other.
    ///
    /// A note that the log has not signed says nothing about it.
    /// - Throws: ``LogReceiptError/twoHistories(file:isProven:)``, ``LogSuccessionFault/afterTheEnd``; the case is here
    ///   and checked by then.
    private func compareLogs(_ note: [UInt8]?, by session: BrokerSession) async throws {
        guard let note, let log = session.trust.logKey, let keys = session.trust.logKeys,
            let shown = (try? UnverifiedCheckpoint(parsing: note)).flatMap(keys.signed)
        else { return }
        let memory = LogMemory(home, log)
        do {
            try await memory.see(shown, by: session)
        } catch let error as BrokerClientError {
            try memory.keepUnasked(shown)
            notices.warn(
                "what the sender saw of the broker's log could not be compared: \(error.message)")
        }
    }

    private func fetch(
        _ entry: InboxEntry, _ work: LaneWork, _ session: BrokerSession
    ) async throws {
        let download = PayloadDownload(
            entry: entry, deposit: work.deposit, path: work.inbox.payload(entry),
            pieces: work.inbox.pieces(entry), notices: notices)
        do {
            try await download.run(by: session)
        } catch let error as BrokerClientError where error.problem == .payloadErased {
            throw InboxError.contentGone(entry.consignment)
        }
    }

    func extract(
        _ reader: inout BundleReader, _ work: LaneWork, _ entry: InboxEntry,
        _ identities: IdentitySet, into target: FilePath
    ) throws -> OpenedBundle {
        let path = work.inbox.payload(entry)
        let file = try InputFile(path: path.string)
        do {
            return try reader.extract(
                payload: file.source(from: 0, count: file.size), identities: identities,
                into: target.string,
                progress: { notices.progress(Progress(.opening, done: $0, total: $1)) })
        } catch BundleError.payloadDigestDiffers, BundleError.headerDigestDiffers {
            // What is here was damaged on the way or on the disk: that much is fetched anew next time.
            try work.inbox.pieces(entry).dropDamaged()
            throw BundleError.payloadDigestDiffers
        }
    }

    /// Every byte came and is the sender's: the device says so, whatever the content turned out
    /// to be.
    private func tellHandover(
        _ reader: BundleReader, _ work: LaneWork, _ entry: inout InboxEntry,
        _ session: BrokerSession
    ) async throws {
        try signHandover(reader, work, &entry)
        try await work.submit(&entry, by: session)
    }

    /// What was opened needs no encrypted copy any more.
    func removeOpened(_ entry: InboxEntry) throws {
        try SystemCall.removeFile(Inbox(home).payload(entry))
        try Inbox(home).pieces(entry).removeAll()
    }

    func signHandover(
        _ reader: BundleReader, _ work: LaneWork, _ entry: inout InboxEntry
    ) throws {
        let arrived = reader.verdict.checks.contains {
            $0.code == .outerPayload && $0.outcome == .passed
        }
        if arrived, !entry.signed.contains(.contentHandover), entry.decision == nil {
            let device = try KeyRing(home).device()
            let step = try work.step(entry, signer: device.publicKey.id)
            try work.directory.own.requireDevice(device.publicKey, at: step.claimedTime)
            let statement = try SignedStatement.sign(
                ContentHandover(
                    step, payloadDigest: work.deposit.payloadDigest,
                    payloadSize: work.deposit.payloadSize),
                mode: work.context.mode, with: device)
            try work.inbox.sign(statement, as: .contentHandover, &entry)
        }
    }
}
