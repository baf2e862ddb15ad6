import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage
import Verification

extension Office {
    /// Puts a case on a stick, or in a folder: what was sealed here for its recipients, what was signed here about
    /// a received one for its sender. The same order again goes on where it was cut off.
    ///
    /// - Parameter pieces: of the content; nil for all of them.
    package func export(
        _ prefix: ConsignmentPrefix, to carrier: String, pieces: PieceChoice?
    ) async throws -> ExportedCase {
        let sent = try Outbox(home).all().filter { prefix.matches($0.consignment) }
        let received = try Inbox(home).all().filter { prefix.matches($0.consignment) }
        let found = Set(sent.map(\.consignment) + received.map(\.consignment))
        guard found.count <= 1, sent.isEmpty || received.isEmpty else {
            throw InboxError.ambiguous(prefix.text)
        }
        // Before anything is numbered or signed: the stick may not be in its place.
        let place = try Carrier(carrier)
        if let entry = sent.first {
            let lock = try home.lock(.outbox)
            defer { lock.release() }
            try await lookForConsent()
            return try export(entry, to: place, pieces)
        }
        guard !received.isEmpty else { throw InboxError.unknown(prefix.text) }
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        return try export(received, to: place)
    }

    /// What was sealed here.
    private func export(
        _ known: OutboxEntry, to carrier: Carrier, _ pieces: PieceChoice?
    ) throws -> ExportedCase {
        let outbox = Outbox(home)
        try requireKept(outbox.disposal(known), known.consignment)
        if try outbox.isGivenUp(known) { throw SendingError.givenUp(known.consignment) }
        let directory = try Directory(home, at: clock.now)
        let words = try withdrawals(of: known)
        // Whoever calls it back everywhere does not hand the content over.
        let isCalledBack = words.count == known.mailboxes.count
        let bundle = isCalledBack ? nil : try bundleToExport(known)
        guard bundle != nil || !words.isEmpty else {
            throw CarrierError.nothingToExport(known.consignment)
        }
        let deposit = try statementToExport(known, bundle)
        let payload = try bundle.map { _ in try SealedPayload(file: outbox.path(known)) }
        let list = try payload.map { try pieceList(of: deposit, $0) }
        let mode = directory.own.organisation.mode
        let device = try KeyRing(home).device()
        let parcel = Parcel(
            deposit: deposit,
            content: list.flatMap { list in
                bundle.map { bundle in
                    Parcel.Content(
                        preview: bundle.parts.preview, pieces: list.bytes,
                        piecesSignature: list.signature(mode: mode, by: device))
                }
            },
            receipt: try outbox.receipt(known), words: words)
        let readers = try known.mailboxes.map {
            try AddressedMailbox(
                local: $0.local, of: directory.organisation(named: $0.organisation),
                at: clock.now)
        }
        let name = Parcel.folderName(of: deposit, by: device.publicKey.id)
        let folder = try carrier.place(name)
        try folder.writeHead(SealedParcel.seal(parcel, to: readers))
        var written = WrittenPieces()
        if let list, let payload {
            let wanted =
                try pieces?.numbers(of: list.count, in: known.consignment)
                ?? Array(1...list.count)
            written = try PieceWriting(
                list: list, payload: payload, folder: folder, consignment: known.consignment,
                notices: notices
            ).write(wanted)
        }
        return ExportedCase(
            consignment: known.consignment, side: .sent, folder: "\(Carrier.folderName)/\(name)",
            readers: known.mailboxes.map(\.organisation), pieces: list?.count ?? 0,
            onCarrier: written.here.ranges.map(NumberSet.text), written: written.count,
            words: words.map(\.event.rawValue), hasReceipt: parcel.receipt != nil)
    }

    /// The sealed file, when it may be handed over as it is; nil when only the broker has it.
    private func bundleToExport(_ entry: OutboxEntry) throws -> BundleFile? {
        let outbox = Outbox(home)
        guard let bundle = try outbox.bundle(entry) else {
            guard try outbox.receipt(entry) != nil else {
                throw SendingError.bundleGone(entry.consignment)
            }
            return nil
        }
        try requireConsent(entry)
        if let change = try staleness(of: entry) {
            throw SendingError.stale(entry.consignment, change)
        }
        guard entry.deadline > clock.now else {
            throw CarrierError.deadlinePassed(entry.consignment, entry.deadline)
        }
        return bundle
    }

    /// The outer statement with its numbers, the same as it would be sent.
    private func statementToExport(
        _ entry: OutboxEntry, _ bundle: BundleFile?
    ) throws -> SignedStatement {
        if let bundle {
            let statement = try numbered(bundle, entry)
            try markCarried(entry)
            return statement
        }
        guard let statement = try Outbox(home).deposit(entry).load(.deposit) else {
            throw CarrierError.nothingToExport(entry.consignment)
        }
        return statement
    }

    /// From now on somebody may have it whom no broker knows of.
    private func markCarried(_ entry: OutboxEntry) throws {
        guard entry.carriedTime == nil else { return }
        var entry = entry
        entry.carriedTime = clock.now
        try Outbox(home).store(entry)
    }

    private func withdrawals(of entry: OutboxEntry) throws -> [Parcel.Word] {
        try entry.mailboxes.compactMap { mailbox in
            try Outbox(home).signed(entry, of: mailbox).load(.withdrawal).map {
                Parcel.Word(mailbox: mailbox, event: .withdrawal, statement: $0)
            }
        }
    }

    private func pieceList(
        of deposit: SignedStatement, _ payload: SealedPayload
    ) throws -> PieceList {
        let own = try OwnOrganisation(home).organisation
        let content = try deposit.unverified(as: DepositStatement.self, mode: own.mode)
        guard let pieceSize = PieceList.pieceSize(of: content.payloadSize) else {
            throw ParcelError.payloadTooLarge
        }
        return try payload.pieces(of: pieceSize, digest: content.payloadDigest) {
            notices.progress(Progress(.hashing, done: $0, total: content.payloadSize))
        }
    }

    /// What was signed here about a received case, in all own mailboxes that it came to.
    private func export(_ entries: [InboxEntry], to carrier: Carrier) throws -> ExportedCase {
        let inbox = Inbox(home)
        for entry in entries { try requireKept(inbox.disposal(entry), entry.consignment) }
        guard let first = entries.first, let deposit = try inbox.delivery(first).load(.deposit)
        else { throw InboxError.unknown(entries.first?.consignment.text ?? "") }
        guard
            try entries.allSatisfy({
                try $0.sender == first.sender && inbox.delivery($0).load(.deposit) == deposit
            })
        else { throw InboxError.ambiguous(first.consignment.text) }
        let words = try entries.flatMap { entry in
            try entry.signed.compactMap { event in
                try inbox.evidence(entry).load(event).map {
                    Parcel.Word(mailbox: entry.mailbox, event: event, statement: $0)
                }
            }
        }
        guard !words.isEmpty else { throw CarrierError.nothingToExport(first.consignment) }
        let directory = try Directory(home, at: clock.now)
        let receipt = try inbox.delivery(first).load(.submissionAcceptance)
        let device = try KeyRing(home).device()
        let name = Parcel.folderName(of: deposit, by: device.publicKey.id)
        let head = try SealedParcel.seal(
            Parcel(deposit: deposit, content: nil, receipt: receipt, words: words),
            to: senderMailboxes(of: first, directory))
        try carrier.place(name).writeHead(head)
        return ExportedCase(
            consignment: first.consignment, side: .received,
            folder: "\(Carrier.folderName)/\(name)", readers: [first.sender.name], pieces: 0,
            onCarrier: [], written: 0, words: words.map(\.event.rawValue),
            hasReceipt: receipt != nil)
    }

    /// Whoever opens a mailbox of the sender may read the answer; of very many, the first ones.
    private func senderMailboxes(
        of entry: InboxEntry, _ directory: Directory
    ) throws -> [AddressedMailbox] {
        guard let sender = directory[entry.sender.fingerprint] else {
            throw PartnerError.unknown(entry.sender.name)
        }
        var mailboxes: [AddressedMailbox] = []
        var recipients = 0
        for mailbox in sender.mailboxes {
            let addressed = try AddressedMailbox(
                local: mailbox.address.local, of: sender, at: clock.now)
            recipients += addressed.recipients.count
            if recipients > BundleLimits.recipients, !mailboxes.isEmpty { break }
            mailboxes.append(addressed)
        }
        return mailboxes
    }
}

extension CarrierFolder {
    fileprivate func writeHead(_ bytes: [UInt8]) throws {
        try write(Parcel.headName, size: UInt64(bytes.count)) { try $0(bytes.span) }
    }
}
