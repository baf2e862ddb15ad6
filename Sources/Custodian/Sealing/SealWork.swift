import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage

/// A sealing that was checked and planned, with nothing read or written yet.
struct SealWork {
    let request: SealRequest
    let source: PayloadSource
    let sealer: Sealer
    let own: OwnOrganisation
    private let readers: [SealedCase.Readers]
    private let senderRecipients: AddressedMailbox

    /// - Throws: `SealError`, `CaseError`, `PayloadError`, ``PartnerError``, ``OwnRecordError``.
    init(_ order: SealOrder, home: Home, at now: Timestamp) throws {
        let directory = try Directory(home, at: now)
        own = directory.own
        try own.requireCurrent(at: now)
        let bytes = try OutsideFile.read(order.caseFile, limit: CaseLimits.documentSize)
        let document = try CaseDocument(parsing: bytes)
        var mailboxes: [AddressedMailbox] = []
        var readers: [SealedCase.Readers] = []
        for address in order.mailboxes {
            let organisation = try directory.organisation(named: address.organisation)
            mailboxes.append(
                try AddressedMailbox(local: address.local, of: organisation, at: now))
            let members = organisation.mailbox(address.local)?.activeMembers(at: now) ?? []
            readers.append(
                .init(mailbox: address, members: members.map(\.label.text)))
        }
        guard let home = own.organisation.mailboxes.first else {
            throw SealOrderError.noOwnMailbox
        }
        senderRecipients = try AddressedMailbox(
            local: home.address.local, of: own.organisation, at: now)
        self.readers = readers
        source = try PayloadSource(paths: order.paths)
        request = SealRequest(
            mode: own.organisation.mode, consignment: ConsignmentID(), sender: own.reference,
            mailboxes: mailboxes, deadline: try order.deadline(from: now), claimedTime: now,
            caseDocument: document, earlierStatements: [])
        sealer = try Sealer(request, source: source)
    }

    /// Seals into `file`, keeps the sender's own proof beside the outbox entry.
    func seal(
        to file: FilePath, senderCopy: FilePath, memberKey: borrowing MemberSigner,
        deviceKey: borrowing SigningKey, notices: NoticeBoard
    ) throws -> (bundle: SealedBundle, summary: SealedCase) {
        let member = try own.member(memberKey.publicKey, at: request.claimedTime)
        try own.requireDevice(deviceKey.publicKey, at: request.claimedTime)
        let bundle = try sealer.seal(
            to: file.string, memberKey: memberKey, deviceKey: deviceKey,
            senderCopy: SenderCopy(
                path: senderCopy.string, recipients: senderRecipients.recipients),
            progress: { notices.progress(Progress(.sealing, done: $0, total: $1)) })
        let summary = SealedCase(
            consignment: bundle.consignment, file: file.string, files: source.items.count,
            totalBytes: source.totalSize, readers: readers,
            signer: "\(member.label.text) of \(own.organisation.name.text)",
            deadline: request.deadline)
        return (bundle, summary)
    }
}
