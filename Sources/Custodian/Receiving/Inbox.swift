import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What somebody here has begun to deal with, by lane.
struct Inbox: Sendable {
    private let folder: FilePath

    init(_ home: Home) {
        folder = home.inbox
    }

    func all() throws -> [InboxEntry] {
        try PrivateFolder.names(in: folder)
            .filter { !$0.hasPrefix(".") && $0 != "lock" }
            .map { try InboxEntry.load(folder.appending($0)) }
    }

    /// The entries of one identifier: of several mailboxes, or of senders who chose the same.
    func all(of consignment: ConsignmentID) throws -> [InboxEntry] {
        try PrivateFolder.names(in: folder).filter { $0.hasPrefix(consignment.text + "-") }
            .map { try InboxEntry.load(folder.appending($0)) }
    }

    /// Makes an entry with what the broker gave about it, unless it is there already.
    func add(_ delivery: CheckedDelivery) throws -> InboxEntry {
        let entry = delivery.entry
        let place = place(of: entry)
        if PrivateFolder.isFolder(place) {
            let known = try InboxEntry.load(place)
            guard try self.delivery(known).load(.deposit)?.digest == delivery.statement.digest
            else { throw InboxError.identifierReused(entry.consignment) }
            return try known.number == nil ? join(known, delivery) : known
        }
        try PrivateFolder.stage(place) { staged in
            let folder = StatementFolder(staged.appending("delivery"))
            try folder.store(delivery.statement, as: .deposit)
            try folder.store(delivery.receipt.signed, as: .submissionAcceptance)
            try entry.store(in: staged)
        }
        return entry
    }

    /// What came by hand now lies in the mailbox too: it is the same delivery.
    ///
    /// The number comes last: with it the receipt is here.
    private func join(_ known: InboxEntry, _ delivery: CheckedDelivery) throws -> InboxEntry {
        var entry = known
        try self.delivery(entry).store(delivery.receipt.signed, as: .submissionAcceptance)
        entry.number = delivery.number
        try store(entry)
        return entry
    }

    /// Makes an entry for what came by hand, or gives the one that is there.
    ///
    /// - Throws: ``InboxError/identifierReused(_:)`` when another statement of this sender bears the identifier.
    func carry(_ deposit: VerifiedDeposit, to mailbox: MailboxAddress) throws -> InboxEntry {
        let entry = InboxEntry(
            consignment: deposit.content.consignment, mailbox: mailbox,
            sender: deposit.content.sender, number: nil)
        let place = place(of: entry)
        let statement = deposit.statement.signed
        if PrivateFolder.isFolder(place) {
            let known = try InboxEntry.load(place)
            if disposal(known).isSigned { return known }
            guard try delivery(known).load(.deposit)?.digest == statement.digest else {
                throw InboxError.identifierReused(entry.consignment)
            }
            return known
        }
        try PrivateFolder.stage(place) { staged in
            try StatementFolder(staged.appending("delivery")).store(statement, as: .deposit)
            try entry.store(in: staged)
        }
        return entry
    }

    /// What its sender said about it by hand.
    func byHand(_ entry: InboxEntry) -> StatementFolder {
        StatementFolder(place(of: entry).appending("byhand"))
    }

    /// What came by hand of its content, where anything did.
    func pieces(_ entry: InboxEntry) -> ArrivedPieces {
        ArrivedPieces(place: place(of: entry), payload: payload(entry))
    }

    func store(_ entry: InboxEntry) throws {
        try entry.store(in: place(of: entry))
    }

    /// What the broker gave: the outer statement and its own receipt.
    func delivery(_ entry: InboxEntry) -> StatementFolder {
        StatementFolder(place(of: entry).appending("delivery"))
    }

    /// What was signed here.
    func evidence(_ entry: InboxEntry) -> StatementFolder {
        StatementFolder(place(of: entry).appending("evidence"))
    }

    /// The verified statement that ended the delivery, where it is not our own decision.
    func end(_ entry: InboxEntry) throws -> SignedStatement? {
        let folder = recorded(entry)
        for event in Event.allCases where event.isTerminal {
            guard let end = try folder.load(event) else { continue }
            return try evidence(entry).load(event) == end ? nil : end
        }
        return nil
    }

    /// What the broker recorded about the delivery, as far as it was fetched, each verified.
    func recorded(_ entry: InboxEntry) -> StatementFolder {
        StatementFolder(place(of: entry).appending("recorded"))
    }

    /// The same, to be held against what the broker lists.
    func lane(_ entry: InboxEntry) throws -> RecordedLane {
        try RecordedLane(
            entry.consignment, entry.mailbox, in: recorded(entry),
            conflict: StatementFolder(place(of: entry).appending("conflict")))
    }

    /// That this organisation destroyed its copy, and how far that has come.
    func disposal(_ entry: InboxEntry) -> DisposalRecord {
        DisposalRecord(place: place(of: entry))
    }

    /// The entry as it is on the disk now.
    func reload(_ entry: InboxEntry) throws -> InboxEntry { try .load(place(of: entry)) }

    /// What its announcement said of what is needed; nil where nobody opened it here.
    func figures(_ entry: InboxEntry) throws -> DeliveryFigures? {
        try DeliveryFigures.load(place(of: entry))
    }

    /// Keeps what statistics may know of an announcement that was opened here.
    func note(_ preview: Preview, of entry: InboxEntry) throws {
        guard let need = preview.need else { return }
        try DeliveryFigures(need).store(in: place(of: entry))
    }

    func preview(_ entry: InboxEntry) -> FilePath { place(of: entry).appending("preview.age") }
    func payload(_ entry: InboxEntry) -> FilePath { place(of: entry).appending("payload.age") }

    /// Keeps a statement of ours; the entry remembers it only when it is on the disk.
    func sign(_ statement: SignedStatement, as event: Event, _ entry: inout InboxEntry) throws {
        try evidence(entry).store(statement, as: event)
        entry.signed.append(event)
        try store(entry)
    }

    /// Removes what was fetched and is no longer needed, as far as it is there.
    func removeContent(_ entry: InboxEntry) throws {
        for path in [preview(entry), payload(entry)] where PrivateFolder.isThere(path) {
            try SystemCall.removeFile(path)
        }
        try pieces(entry).removeAll()
    }

    private func place(of entry: InboxEntry) -> FilePath { folder.appending(entry.key) }
}
