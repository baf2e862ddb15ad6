import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage
import Verification

/// The outer statement of each sealed file that came by hand and was opened: `opened/CONSIGNMENT-SENDER/`.
///
/// With it a second content under the same identifier is seen, as the inbox sees it of what came through
/// the broker. Nothing of the case is kept.
struct OpenedByHand: Sendable {
    private let folder: FilePath

    init(_ home: Home) { folder = home.opened }

    /// - Throws: ``InboxError/identifierReused(_:)`` when another deposit of this sender, with this identifier,
    ///   was opened here: the sender shows two readers, or one reader twice, two contents.
    func requireSame(_ deposit: VerifiedDeposit) throws {
        guard let kept = try place(of: deposit).load(.deposit) else { return }
        let known = try Statement(parsing: kept.json).content(as: DepositStatement.self)
        guard known.announcesSame(as: deposit.content) else {
            throw InboxError.identifierReused(deposit.content.consignment)
        }
    }

    /// Keeps the statement of a file that was opened; the first one stays.
    func keep(_ deposit: VerifiedDeposit) throws {
        let place = place(of: deposit)
        guard try place.load(.deposit) == nil else { return }
        try place.store(deposit.statement.signed, as: .deposit)
    }

    /// Two senders may choose the same identifier.
    private func place(of deposit: VerifiedDeposit) -> StatementFolder {
        let name =
            deposit.content.consignment.text + "-"
            + deposit.content.sender.fingerprint.text.prefix(16)
        return StatementFolder(folder.appending(name))
    }
}

extension DepositStatement {
    /// Numbers are given when a sealed file is sent: its statement is another one from then on, and
    /// what it announces is not.
    func announcesSame(as other: DepositStatement) -> Bool {
        sealedCommitment == other.sealedCommitment && payloadDigest == other.payloadDigest
            && previewDigest == other.previewDigest
    }
}
