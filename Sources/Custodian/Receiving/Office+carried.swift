import BrokerClient
import Custody
import EvidenceBundle
import Primitives
import SystemPackage
import Verification

/// Cases that came by hand: what is done with them needs no broker.
extension Office {
    /// Opens a case of which every piece came by hand; nil while some are missing.
    ///
    /// No broker has said that it had it: the sender's keys are judged as of now, and nothing is told.
    func receiveCarried(
        _ known: InboxEntry, into target: FilePath, shownAs folder: String
    ) throws -> OpenedCase? {
        try requireReceivable(known)
        let work = try LaneWork(known, office: self, trust: BrokerTrust.loadIfThere(home))
        guard try work.inbox.pieces(known).absorb() == work.deposit.payloadSize else { return nil }
        var entry = known
        var reader = BundleReader(
            try work.parts(preview: work.carriedPreview(entry)), context: work.context)
        _ = try reader.verifyOuter()
        let identities = try memberIdentities()
        try work.inbox.note(reader.openPreview(identities), of: entry)
        let opened: OpenedBundle
        do {
            opened = try extract(&reader, work, entry, identities, into: target)
        } catch {
            try signHandover(reader, work, &entry)
            throw error
        }
        entry.opened = .init(
            folder: target.string, sealedCommitment: work.deposit.sealedCommitment)
        try work.inbox.store(entry)
        try signHandover(reader, work, &entry)
        try removeOpened(entry)
        var shown = OpenedCase(opened, folder: folder)
        shown.cameByHand = entry.number == nil
        return shown
    }

    /// Asks the broker for a case of which pieces are missing.
    ///
    /// - Throws: ``InboxError/piecesMissing(_:_:)`` when it cannot help.
    func bringTogether(_ known: InboxEntry) async throws {
        do {
            try await withBroker { _ = try await join([known], by: $0) }
            guard try Inbox(home).reload(known).number == nil else { return }
        } catch BrokerTrustError.none {
            // Whoever has chosen no broker waits for the pieces.
        }
        throw InboxError.piecesMissing(known.consignment, try missingPieces(of: known))
    }

    /// `4, 7-9`.
    func missingPieces(of entry: InboxEntry) throws -> String {
        let pieces = Inbox(home).pieces(entry)
        guard let list = try pieces.list() else { return "1-\(CarrierLimits.pieces)" }
        return try pieces.missing(list).map(NumberSet.text).joined(separator: ", ")
    }

    /// Those of what came by hand that lie in the mailboxes by now: each is one delivery, not two.
    ///
    /// - Returns: which of them.
    func join(_ carried: [InboxEntry], by session: BrokerSession) async throws -> [InboxEntry] {
        guard !carried.isEmpty else { return [] }
        let waiting = Dictionary(
            carried.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var joined: [InboxEntry] = []
        for delivery in try await listing(session).deliveries {
            guard waiting[delivery.entry.key] != nil else { continue }
            try await requireNumber(of: delivery, by: session)
            joined.append(try Inbox(home).add(delivery))
        }
        return joined
    }

    /// What came by hand and no broker is known to have.
    func carriedItems() throws -> [InboxItem] {
        let inbox = Inbox(home)
        let directory = try Directory(home, at: clock.now)
        return try inbox.all().filter { $0.number == nil }.compactMap { entry in
            guard let statement = try inbox.delivery(entry).load(.deposit) else { return nil }
            let deposit = try Statement(parsing: statement.json).content(
                as: DepositStatement.self)
            return InboxItem(
                carried: entry, deposit, isConfirmed: directory[entry.sender.fingerprint] != nil,
                isWhole: inbox.pieces(entry).firstBytes() == deposit.payloadSize,
                isCalledBack: try inbox.byHand(entry).load(.withdrawal) != nil,
                isDisposed: inbox.disposal(entry).isSigned)
        }
    }

    /// Whoever sealed it asks to stop; what was taken over before is taken over.
    ///
    /// - Throws: ``InboxError/calledBack(_:)``.
    func requireNotCalledBack(_ entry: InboxEntry) throws {
        guard entry.decision == nil,
            try Inbox(home).byHand(entry).load(.withdrawal) != nil
        else { return }
        throw InboxError.calledBack(entry.consignment)
    }
}
