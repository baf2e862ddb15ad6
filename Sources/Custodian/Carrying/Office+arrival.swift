import BagIt
import BrokerAPI
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What a sender put on a carrier for mailboxes of ours.
extension Office {
    func takeCase(
        _ parcel: Parcel, _ deposit: DepositStatement, _ folder: CarrierFolder
    ) throws -> ArrivedCase {
        let directory = try Directory(home, at: clock.now)
        let mailboxes = directory.mailboxes.map(\.address).filter(deposit.mailboxes.contains)
        guard !mailboxes.isEmpty else { throw CarrierError.notForUs(deposit.consignment) }
        guard let content = parcel.content else {
            return try takeWords(parcel, deposit, mailboxes, directory)
        }
        let receipt = try receipt(in: parcel)
        let time = receipt?.content.evidence.receivedTime ?? clock.now
        var reader = BundleReader(
            try BundleParts(
                statement: parcel.deposit, preview: content.preview,
                payloadSize: deposit.payloadSize, evidence: []),
            context: directory.context(at: time))
        let verified = try reader.verifyOuter()
        let list = try PieceList(
            content.pieces, signature: content.piecesSignature, of: verified)
        let inbox = Inbox(home)
        let isNew = try !inbox.all(of: deposit.consignment).contains { $0.sender == deposit.sender }
        var entries: [InboxEntry] = []
        for mailbox in mailboxes {
            let entry = try inbox.carry(verified, to: mailbox)
            entries.append(entry)
            try keep(content, receipt, of: entry)
        }
        try noteNumbers(of: deposit, in: mailboxes)
        try keepWords(parcel, entries, directory)
        var result = PieceTaking()
        for entry in entries where try needsContent(entry) {
            try inbox.pieces(entry).keep(list, signature: content.piecesSignature)
            try inbox.pieces(entry).check(list)
            result.add(
                try PieceTaking.run(list, from: folder, into: inbox.pieces(entry), notices))
        }
        return try arrived(deposit, entries, list, result, isNew: isNew)
    }

    /// Only words about a case that is here: it was called back.
    private func takeWords(
        _ parcel: Parcel, _ deposit: DepositStatement, _ mailboxes: [MailboxAddress],
        _ directory: Directory
    ) throws -> ArrivedCase {
        let inbox = Inbox(home)
        let entries = try inbox.all(of: deposit.consignment).filter {
            $0.sender == deposit.sender && mailboxes.contains($0.mailbox)
        }
        guard !entries.isEmpty else { throw CarrierError.unknownCase(deposit.consignment) }
        for entry in entries where !inbox.disposal(entry).isSigned {
            guard try inbox.delivery(entry).load(.deposit) == parcel.deposit else {
                throw CarrierError.otherStatement(deposit.consignment)
            }
        }
        try keepWords(parcel, entries, directory)
        return try arrived(deposit, entries, nil, PieceTaking(), isNew: false)
    }

    /// The broker's receipt that came along, when it is one by the broker in use.
    ///
    /// One that does not hold counts as none: it decides only as of when the sender's keys are judged.
    private func receipt(in parcel: Parcel) throws -> VerifiedStatement<SubmissionAcceptance>? {
        guard let carried = parcel.receipt, let trust = try BrokerTrust.loadIfThere(home) else {
            return nil
        }
        return try? Receipt.acceptance(SignedFiles(carried), of: parcel.deposit, trust: trust)
    }

    private func keep(
        _ content: Parcel.Content, _ receipt: VerifiedStatement<SubmissionAcceptance>?,
        of entry: InboxEntry
    ) throws {
        let inbox = Inbox(home)
        guard !inbox.disposal(entry).isSigned else { return }
        if let receipt, try inbox.delivery(entry).load(.submissionAcceptance) == nil,
            entry.signed.isEmpty
        {
            try inbox.delivery(entry).store(receipt.signed, as: .submissionAcceptance)
        }
        guard try needsContent(entry), !PrivateFolder.isThere(inbox.preview(entry)) else { return }
        try PrivateFile.write(content.preview, to: inbox.preview(entry))
    }

    /// Whether anybody here may still want to open it.
    private func needsContent(_ entry: InboxEntry) throws -> Bool {
        !Inbox(home).disposal(entry).isSigned && entry.opened == nil && entry.decision == nil
    }

    /// A number that came by hand is not missing.
    private func noteNumbers(
        of deposit: DepositStatement, in mailboxes: [MailboxAddress]
    ) throws {
        var watch = try StreamWatch(home)
        for destination in deposit.destinations where mailboxes.contains(destination.mailbox) {
            guard let position = destination.stream else { continue }
            let stream = StreamRecord.Stream(
                sender: deposit.sender.fingerprint, device: position.device,
                mailbox: destination.mailbox)
            watch.note(stream) { $0.deliver(position.number) }
        }
        try watch.store()
    }

    /// Keeps that the sender called it back, once its signature held in the chain.
    private func keepWords(
        _ parcel: Parcel, _ entries: [InboxEntry], _ directory: Directory
    ) throws {
        let builder = StatusBuilder(
            directory: directory, trust: try BrokerTrust.loadIfThere(home),
            expiry: try .pinned(home, now: clock.now))
        for entry in entries where !Inbox(home).disposal(entry).isSigned {
            for word in parcel.words
            where word.mailbox == entry.mailbox && word.event == .withdrawal {
                _ = try builder.verify(
                    [parcel.deposit] + [parcel.receipt].compactMap { $0 } + [word.statement])
                try Inbox(home).byHand(entry).add(word.statement, as: .withdrawal, nil)
            }
        }
    }

    private func arrived(
        _ deposit: DepositStatement, _ entries: [InboxEntry], _ list: PieceList?,
        _ result: PieceTaking, isNew: Bool
    ) throws -> ArrivedCase {
        let inbox = Inbox(home)
        return ArrivedCase(
            consignment: deposit.consignment, sender: deposit.sender.name,
            mailboxes: entries.map(\.mailbox), deadline: deposit.deadline,
            payloadSize: deposit.payloadSize, isNew: isNew,
            isAtBroker: entries.contains { $0.number != nil },
            isDealtWith: try entries.allSatisfy { try !needsContent($0) },
            pieces: list?.count ?? 0, taken: result.taken,
            missing: result.missing.ranges.map(NumberSet.text),
            damaged: result.damaged.ranges.map(NumberSet.text),
            isCalledBack: try entries.contains {
                try inbox.byHand($0).load(.withdrawal) != nil
            })
    }
}

/// How many pieces were taken from a carrier, and which were not.
struct PieceTaking {
    var taken = 0
    var missing = NumberSet()
    var damaged = NumberSet()

    mutating func add(_ other: PieceTaking) {
        taken += other.taken
        for range in other.missing.ranges { missing.insert(range) }
        for range in other.damaged.ranges { damaged.insert(range) }
    }

    /// Takes every piece that is there and not here.
    static func run(
        _ list: PieceList, from folder: CarrierFolder, into pieces: ArrivedPieces,
        _ notices: NoticeBoard
    ) throws -> PieceTaking {
        var result = PieceTaking()
        try pieces.absorb()
        for gap in try pieces.missing(list) {
            for number in gap {
                let place = Int(number)
                notices.progress(
                    Progress(
                        .taking, done: list.range(of: place).upperBound, total: list.payloadSize))
                guard let piece = try folder.piece(place) else { continue }
                if try pieces.take(place, of: list, from: piece) {
                    result.taken += 1
                } else {
                    result.damaged.insert(number)
                }
            }
        }
        try pieces.absorb()
        for gap in try pieces.missing(list) { result.missing.insert(gap) }
        return result
    }
}
