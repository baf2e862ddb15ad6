import Custody
import Primitives
import SystemPackage

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
            return known
        }
        try PrivateFolder.stage(place) { staged in
            let folder = StatementFolder(staged.appending("delivery"))
            try folder.store(delivery.statement, as: .deposit)
            try folder.store(delivery.receipt.signed, as: .submissionAcceptance)
            try entry.store(in: staged)
        }
        return entry
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
    }

    private func place(of entry: InboxEntry) -> FilePath { folder.appending(entry.key) }
}
