import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import SystemPackage
import Verification

/// A delivery, through the broker or on a carrier, of what now came as a file: a replay, or the same file twice.
package struct EarlierDelivery: Sendable, Equatable {
    package enum End: String, Sendable {
        case received
        case declined
        case destroyed
    }

    package let consignment: ConsignmentID
    package let mailbox: MailboxAddress
    package let end: End
    /// Whether it had come on a carrier, and no broker is known to have it.
    package let isByHand: Bool
    /// Where it was opened, when it was.
    package let folder: String?

    package var sentence: String {
        let before =
            "\(consignment.text) came before, \(isByHand ? "by hand" : "through the broker"), to "
            + "\(mailbox.text), and was "
        return switch (end, folder) {
        case (.received, let folder?):
            before + "received already, in '\(SafeText.shown(Array(folder.utf8)))'"
        case (.received, nil): before + "received already"
        case (.declined, _): before + "declined"
        case (.destroyed, _): before + "destroyed here, as your organisation has signed"
        }
    }
}

extension Inbox {
    /// What was done here with the same deposit when it came through the broker; nil for one that
    /// is new, or still waits.
    ///
    /// - Throws: `InboxError.identifierReused` when another deposit of the same sender had its
    ///   identifier: the sender shows two readers, or one reader twice, two contents.
    func earlier(than deposit: VerifiedDeposit) throws -> EarlierDelivery? {
        let consignment = deposit.content.consignment
        var earlier: EarlierDelivery?
        for entry in try all(of: consignment)
        where entry.sender.fingerprint == deposit.sender.fingerprint {
            let isDestroyed = disposal(entry).isSigned
            // Of what was destroyed, its statement is gone too.
            if !isDestroyed, let kept = try delivery(entry).load(.deposit),
                try !isSame(kept, as: deposit.content)
            {
                throw InboxError.identifierReused(consignment)
            }
            guard let end = end(of: entry, isDestroyed: isDestroyed) else { continue }
            earlier = EarlierDelivery(
                consignment: consignment, mailbox: entry.mailbox, end: end,
                isByHand: entry.number == nil, folder: entry.opened?.folder)
        }
        return earlier
    }

    private func isSame(_ kept: SignedStatement, as other: DepositStatement) throws -> Bool {
        let known = try Statement(parsing: kept.json).content(as: DepositStatement.self)
        return known.announcesSame(as: other)
    }

    private func end(of entry: InboxEntry, isDestroyed: Bool) -> EarlierDelivery.End? {
        if isDestroyed { return .destroyed }
        if entry.decision == .consignmentRejection { return .declined }
        return entry.opened == nil && entry.decision == nil ? nil : .received
    }
}
