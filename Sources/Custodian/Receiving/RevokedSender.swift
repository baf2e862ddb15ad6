import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import SystemPackage
import Verification

/// A key behind a received case that is revoked by now, and whose word says that the case came before.
///
/// A broker and the thief of a key could date a new case back together.
package struct RevokedSender: Sendable, Equatable {
    /// The device or the member, with the organisation.
    package let label: String
    /// The first second at which the key does not count.
    package let since: Timestamp
    /// Whether others than the broker show that the case was there before.
    package let isShownBefore: Bool
    /// Whether a person here has chosen witnesses: then the broker's word is not enough.
    let isRequired: Bool

    /// Whether nothing that the case says is to be taken as its sender's.
    package var leavesOpen: Bool { isRequired && !isShownBefore }

    package var sentence: String {
        "the key of \(label) was revoked as of \(since.text); "
            + (isShownBefore
                ? "witnesses had seen this case before"
                : "only the broker says that this case came before")
    }
}

extension Office {
    /// Nil where no key behind the case is revoked.
    ///
    /// - Parameter target: the opened folder, with the receipt and its proofs.
    func revokedSender(_ opened: OpenedBundle, in target: FilePath) throws -> RevokedSender? {
        let known = try KnownParties(home, at: clock.now)
        let deposit = opened.deposit
        let sender = known.organisation(deposit.sender.fingerprint) ?? deposit.sender
        let keys = [
            sender.deviceStanding(deposit.statement.signer.id),
            sender.memberStanding(opened.seal.statement.signer.id),
        ]
        let revoked = keys.compactMap { $0 }.filter { $0.isRevoked && $0.until <= known.now }
            .min { $0.until < $1.until }
        guard let revoked else { return nil }
        let date =
            try KeptReceipt(in: target, known: known)?.depositDate
            ?? DepositDate(bound: nil, known: known)
        return RevokedSender(
            label: "\(revoked.label.text)@\(sender.name.text)", since: revoked.until,
            isShownBefore: date.bound.map { $0 < revoked.until } ?? false,
            isRequired: date.isRequired)
    }
}
