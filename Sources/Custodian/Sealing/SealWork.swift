import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What is sealed, wherever it comes from.
struct SealMaterial {
    let consignment: ConsignmentID
    let source: PayloadSource
    let caseDocument: CaseDocument
    /// What was signed about it before, and the digests that its files must have; empty and nil for
    /// what is sealed for the first time.
    let earlierStatements: [CustodyFile]
    let original: SealedOriginal?
    /// The statement by which it is passed on, which the outbox keeps.
    let transfer: SignedStatement?
}

/// A sealing that was checked and planned, with nothing read or written yet.
struct SealWork {
    let request: SealRequest
    let source: PayloadSource
    let sealer: Sealer
    let own: OwnOrganisation
    let transfer: SignedStatement?
    /// What it was made from; nil for what somebody else had sealed before.
    private(set) var order: SealingNote.Order?
    /// Of its case.json, where it was made from one.
    private var caseDigest: SHA256Digest?
    private let readers: [SealedCase.Readers]
    private let noted: [SealingNote.Reader]
    private let senderRecipients: AddressedMailbox
    /// What whoever seals should know: who is unconfirmed, and about consent.
    private let notes: [String]

    /// - Throws: `SealError`, `CaseError`, `PayloadError`, ``PartnerError``, ``OwnRecordError``.
    init(_ order: SealOrder, home: Home, at now: Timestamp) throws {
        let directory = try Directory(home, at: now)
        try directory.own.requireCurrent(at: now)
        let bytes = try OutsideFile.read(order.caseFile, limit: CaseLimits.documentSize)
        let document = try CaseDocument(parsing: bytes)
        try self.init(
            SealMaterial(
                consignment: ConsignmentID(), source: PayloadSource(paths: order.paths),
                caseDocument: document, earlierStatements: [], original: nil, transfer: nil),
            to: order.mailboxes,
            deadline: order.deadline(from: now, answer: document.respondBy), directory, home: home,
            at: now)
        self.order = try SealingNote.Order(order)
        caseDigest = .of(bytes)
    }

    /// - Throws: as the other.
    init(
        _ material: SealMaterial, to addresses: [MailboxAddress], deadline: Timestamp,
        _ directory: Directory, home: Home, at now: Timestamp
    ) throws {
        own = directory.own
        try own.requireCurrent(at: now)
        var mailboxes: [AddressedMailbox] = []
        var readers: [SealedCase.Readers] = []
        var noted: [SealingNote.Reader] = []
        var unconfirmed: [String] = []
        var consent = ConsentCheck(material.caseDocument, directory, at: now)
        for address in addresses {
            let organisation = try directory.recipient(named: address.organisation)
            try consent.require(organisation)
            for sentence in directory.doubts(about: organisation)
            where !unconfirmed.contains(sentence) { unconfirmed.append(sentence) }
            mailboxes.append(
                try AddressedMailbox(local: address.local, of: organisation, at: now))
            let members = organisation.mailbox(address.local)?.activeMembers(at: now) ?? []
            readers.append(
                .init(mailbox: address, members: members.map(\.label.text)))
            noted += members.map { member in
                .init(
                    mailbox: address, organisation: organisation.fingerprint,
                    label: member.label, recipient: member.recipient.id)
            }
        }
        guard let mailbox = directory.mailboxes.first ?? own.organisation.mailboxes.first else {
            throw SealOrderError.noOwnMailbox
        }
        senderRecipients = try AddressedMailbox(
            local: mailbox.address.local, of: own.organisation, at: now)
        self.readers = readers
        self.noted = noted
        notes = unconfirmed + consent.notes
        order = nil
        caseDigest = nil
        source = material.source
        transfer = material.transfer
        var request = SealRequest(
            mode: own.organisation.mode, consignment: material.consignment, sender: own.reference,
            mailboxes: mailboxes, deadline: deadline, claimedTime: now,
            caseDocument: material.caseDocument, earlierStatements: material.earlierStatements)
        request.original = material.original
        request.checkpoint = try BagCheckpoint.newest(home, at: now)
        self.request = request
        sealer = try Sealer(request, source: source)
    }

    /// Seals into `file`, keeps the sender's own proof beside the outbox entry.
    func seal(
        to file: FilePath, senderCopy: FilePath, memberKey: borrowing MemberSigner,
        deviceKey: borrowing SigningKey, notices: NoticeBoard
    ) throws -> (bundle: SealedBundle, summary: SealedCase) {
        for note in notes { notices.warn(note) }
        let member = try own.member(memberKey.publicKey, at: request.claimedTime)
        try own.requireDevice(deviceKey.publicKey, at: request.claimedTime)
        let bundle = try sealer.seal(
            to: file.string, memberKey: memberKey, deviceKey: deviceKey,
            senderCopy: SenderCopy(
                path: senderCopy.string, recipients: senderRecipients.recipients),
            progress: { notices.progress(Progress(.sealing, done: $0, total: $1)) })
        let material = ownFiles
        let summary = SealedCase(
            consignment: bundle.consignment, file: file.string, files: material.count,
            totalBytes: material.size, readers: readers,
            signer: "\(member.label.person.text) of \(own.organisation.name.text)",
            deadline: request.deadline, respondBy: request.caseDocument.respondBy)
        return (bundle, summary)
    }

    /// What is kept beside the outbox entry, to be seen when keys change.
    func note(of bundle: SealedBundle, member: KeyID, device: KeyID) -> SealingNote {
        let content = caseDigest.map {
            SHA256Digest.of(Array("\(bundle.manifestDigest.hex)\n\($0.hex)\n".utf8))
        }
        return SealingNote(
            member: member, device: device, readers: noted, order: order, content: content)
    }

    /// The proof of an original does not count as something that somebody sends.
    private var ownFiles: (count: Int, size: UInt64) {
        let files = source.items.filter { !SealedOriginal.isProof($0.path) }
        // `PayloadSource` has added all of them up without an overflow.
        return (files.count, files.reduce(0) { $0 &+ $1.size })
    }
}
