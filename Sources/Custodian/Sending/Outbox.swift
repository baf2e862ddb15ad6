import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What was sealed here, by consignment.
struct Outbox: Sendable {
    static let bundleName = "bundle.plomba"
    static let senderCopyName = "sender-copy.age"
    static let transferName = "transfer"
    private static let depositName = "deposit"
    private static let evidenceName = "evidence"
    private static let byHandName = "byhand"
    private static let signedName = "signed"
    private static let conflictName = "conflict"
    private let folder: FilePath

    init(_ home: Home) {
        folder = home.outbox
    }

    /// All entries, in the order of their identifiers.
    func all() throws -> [OutboxEntry] {
        try PrivateFolder.names(in: folder)
            .compactMap { ConsignmentID($0) }
            .map { try OutboxEntry.load(place(of: $0)) }
    }

    /// Nil when nothing with this identifier was sealed here.
    func entry(_ consignment: ConsignmentID) throws -> OutboxEntry? {
        let place = place(of: consignment)
        guard PrivateFolder.isFolder(place) else { return nil }
        return try OutboxEntry.load(place)
    }

    func store(_ entry: OutboxEntry) throws {
        try entry.store(in: place(of: entry.consignment))
    }

    /// Makes a new entry with its files, or nothing.
    func add(_ consignment: ConsignmentID, _ fill: (FilePath) throws -> OutboxEntry) throws {
        try PrivateFolder.stage(place(of: consignment)) { staged in
            try fill(staged).store(in: staged)
        }
    }

    /// Removes what a killed command left; nobody else is at work, as the caller holds the lock.
    func clearUnfinished() throws {
        for name in try PrivateFolder.names(in: folder) where name.hasPrefix(".new-") {
            try PrivateFolder.remove(folder.appending(name))
        }
    }

    /// Removes what was sealed and never had a number: nobody else knows of it.
    func removeUnsent(_ entry: OutboxEntry) throws {
        guard try deposit(entry).load(.deposit) == nil else { return }
        try PrivateFolder.remove(place(of: entry.consignment))
    }

    /// By which keys and for whom it was sealed; nil for one that an older version sealed.
    func note(_ entry: OutboxEntry) throws -> SealingNote? {
        try SealingNote.load(place(of: entry.consignment))
    }

    /// What its announcement says of what is needed; nil for one that an older version sealed.
    func figures(_ entry: OutboxEntry) throws -> DeliveryFigures? {
        try DeliveryFigures.load(place(of: entry.consignment))
    }

    func store(_ note: SealingNote, of entry: OutboxEntry) throws {
        try note.store(in: place(of: entry.consignment))
    }

    /// Where the sealed file lies, or lay.
    func path(_ entry: OutboxEntry) -> String {
        entry.file ?? place(of: entry.consignment).appending(Self.bundleName).string
    }

    /// The sealed file; nil when the broker has it and it was removed here.
    func bundle(_ entry: OutboxEntry) throws -> BundleFile? {
        guard PrivateFolder.isThere(FilePath(path(entry))) else { return nil }
        return try BundleFile(path: path(entry))
    }

    /// The broker's receipt; nil until it has been received and verified.
    func receipt(_ entry: OutboxEntry) throws -> SignedStatement? {
        try evidence(entry, of: nil).load(.submissionAcceptance)
    }

    /// Frees the disk of a sealed file that the broker keeps; a file of the person's own stays.
    func removeBundle(_ entry: OutboxEntry) throws {
        let path = place(of: entry.consignment).appending(Self.bundleName)
        guard PrivateFolder.isThere(path) else { return }
        try SystemCall.removeFile(path)
    }

    /// The broker's signed refusal, when there is one; it is final.
    func refusal(_ entry: OutboxEntry) throws -> SignedStatement? {
        try evidence(entry, of: nil).load(.submissionRejection)
    }

    /// Whether the broker has not yet answered, and nobody has given it up.
    func isOpen(_ entry: OutboxEntry) throws -> Bool {
        try receipt(entry) == nil && refusal(entry) == nil && !isGivenUp(entry)
            && !disposal(entry).isSigned
    }

    /// One number of a case that was given up.
    struct Skipped {
        let signed: SignedStatement
        let content: SkippedStatement
        /// Whether the broker has it, by the verified proof of its log.
        let isRecorded: Bool
    }

    func isGivenUp(_ entry: OutboxEntry) throws -> Bool { try !skipped(entry).isEmpty }

    func skipped(_ entry: OutboxEntry) throws -> [Skipped] {
        try entry.mailboxes.compactMap { mailbox in
            let folder = evidence(entry, of: mailbox)
            guard let signed = try folder.load(.skipped) else { return nil }
            return Skipped(
                signed: signed,
                content: try Statement(parsing: signed.json).content(as: SkippedStatement.self),
                isRecorded: try folder.proof(Event.skipped.fileStem) != nil)
        }
    }

    /// The numbered outer statement, once there is one.
    func deposit(_ entry: OutboxEntry) -> StatementFolder {
        StatementFolder(place(of: entry.consignment).appending(Self.depositName))
    }

    /// What proves later what was sealed.
    func senderCopy(_ entry: OutboxEntry) -> FilePath {
        place(of: entry.consignment).appending(Self.senderCopyName)
    }

    /// Receipts of the whole deposit, or of one lane.
    func evidence(_ entry: OutboxEntry, of mailbox: MailboxAddress?) -> StatementFolder {
        let folder = place(of: entry.consignment).appending(Self.evidenceName)
        return StatementFolder(mailbox.map { folder.appending($0.text) } ?? folder)
    }

    /// The same, to be held against what the broker lists.
    func lane(_ entry: OutboxEntry, of mailbox: MailboxAddress) throws -> RecordedLane {
        let conflict = place(of: entry.consignment).appending(Self.conflictName)
        return try RecordedLane(
            entry.consignment, mailbox, in: evidence(entry, of: mailbox),
            conflict: StatementFolder(conflict.appending(mailbox.text)))
    }

    /// What was signed here about one lane after it was sent: a withdrawal.
    func signed(_ entry: OutboxEntry, of mailbox: MailboxAddress) -> StatementFolder {
        StatementFolder(
            place(of: entry.consignment).appending(Self.signedName).appending(mailbox.text))
    }

    /// What recipients signed and sent by hand; part of nothing until it lies in `evidence` too.
    func byHand(_ entry: OutboxEntry, of mailbox: MailboxAddress) -> StatementFolder {
        StatementFolder(
            place(of: entry.consignment).appending(Self.byHandName).appending(mailbox.text))
    }

    /// The statement that ended a lane, as far as it is known here.
    func end(_ entry: OutboxEntry, of mailbox: MailboxAddress) throws -> Event? {
        let folder = evidence(entry, of: mailbox)
        let end = try Event.allCases.first { event in
            try event.isTerminal && event != .submissionRejection && folder.load(event) != nil
        }
        // Of a relay that was given up its reason says whether that was the end.
        guard end == nil, let failure = try folder.load(.relayFailure) else { return end }
        let content = try Statement(parsing: failure.json).content(as: RelayFailure.self)
        return content.isFinal ? .relayFailure : nil
    }

    /// That this organisation destroyed its copy, and how far that has come.
    func disposal(_ entry: OutboxEntry) -> DisposalRecord {
        DisposalRecord(place: place(of: entry.consignment))
    }

    private func place(of consignment: ConsignmentID) -> FilePath {
        folder.appending(consignment.text)
    }
}
