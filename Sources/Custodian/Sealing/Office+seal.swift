import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage
import Verification

extension Office {
    /// Seals into a file of the person's own; nothing leaves this computer.
    package func seal(_ order: SealOrder, to file: String) throws -> SealedCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let target = try absolute(file)
        guard !PrivateFolder.isThere(target) else { throw FileError.alreadyThere(target) }
        try requireConsent(order)
        let work = try SealWork(order, home: home, at: clock.now)
        try noteOriginals(of: order, as: work.request.consignment)
        return try seal(work, to: target, isWanted: false, order: nil)
    }

    /// Seals and makes the outbox entry.
    ///
    /// - Parameter target: nil when the file belongs into the entry's folder.
    func seal(
        _ work: SealWork, to target: FilePath?, isWanted: Bool, order: SHA256Digest?
    ) throws -> SealedCase {
        try seal(work, to: target, isWanted: isWanted, order: order, with: memberSigningKey())
    }

    /// The same for a member's key that is unlocked already.
    func seal(
        _ work: SealWork, to target: FilePath?, isWanted: Bool, order: SHA256Digest?,
        with memberKey: borrowing MemberSigner
    ) throws -> SealedCase {
        let deviceKey = try KeyRing(home).device()
        let outbox = Outbox(home)
        try outbox.clearUnfinished()
        var sealed: SealedCase?
        try outbox.add(work.request.consignment) { staged in
            let (bundle, summary) = try work.seal(
                to: target ?? staged.appending(Outbox.bundleName),
                senderCopy: staged.appending(Outbox.senderCopyName), memberKey: memberKey,
                deviceKey: deviceKey, notices: notices)
            sealed = summary
            if let transfer = work.transfer {
                try StatementFolder(staged.appending(Outbox.transferName))
                    .store(transfer, as: .transfer)
            }
            try work.note(
                of: bundle, member: memberKey.publicKey.id, device: deviceKey.publicKey.id
            ).store(in: staged)
            if let need = work.request.caseDocument.need {
                try DeliveryFigures(need).store(in: staged)
            }
            return OutboxEntry(
                consignment: bundle.consignment, mailboxes: bundle.deposit.mailboxes,
                sealedTime: work.request.claimedTime, deadline: bundle.deposit.deadline,
                payloadSize: bundle.deposit.payloadSize, file: target?.string,
                isWanted: isWanted, order: order, upload: nil)
        }
        guard let sealed else { preconditionFailure("an entry was added without being filled") }
        return sealed
    }

    /// The path as it will still be right when another command runs in another folder.
    func absolute(_ path: String) throws(FileError) -> FilePath {
        let path = FilePath(path)
        if path.isAbsolute { return path.lexicallyNormalized() }
        return try SystemCall.currentFolder().pushing(path).lexicallyNormalized()
    }
}
