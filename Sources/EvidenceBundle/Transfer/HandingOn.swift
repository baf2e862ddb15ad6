import Custody
import Primitives

/// Whether each transfer of a verified chain leads to the bundle that follows it, and the last one
/// to the bundle at hand.
///
/// The lane rules have held already: a transfer follows the acceptance of its own signer's
/// organisation, and agrees with the seal and the deposit of the consignment that was accepted.
struct HandingOn {
    /// Of custody/, then the bundle's own seal and outer statement.
    let links: [CustodyLink]
    let parts: [EarlierStory.Part]
    let proofs: [Int: OriginalProof]

    /// - Parameters:
    ///   - own: the outer statement of the bundle at hand.
    ///   - recipients: those that its seal names.
    /// - Throws: `OriginalError.passedOnOtherwise`, `.takerNotNamed`, `.openingDiffers`.
    func verify(
        own: DepositStatement, recipients: [SealedRecipient]
    ) throws(OriginalError) {
        for (index, part) in parts.enumerated() where !part.isDisclosed {
            let readers = proofs[part.number]?.facts?.recipients ?? []
            try verifyTaking(part, readers)
            guard case .transfer(let transfer) = links[part.end - 1] else {
                throw .storyIncomplete(position: part.end)
            }
            // The next seal and deposit: of custody/, or the bundle's own.
            let isLast = index + 1 == parts.count
            guard case .sealed(let seal) = links[part.end],
                case .deposit(let deposit) = links[part.end + 1]
            else { throw .storyIncomplete(position: part.end) }
            let nextReaders =
                isLast ? recipients : proofs[parts[index + 1].number]?.facts?.recipients ?? []
            try verify(transfer.content, seal.content, deposit.content, nextReaders)
        }
    }

    /// The seal, the deposit and the acceptance are about one consignment, and who accepted is one
    /// of those that it was sealed for.
    private func verifyTaking(
        _ part: EarlierStory.Part, _ readers: [SealedRecipient]
    ) throws(OriginalError) {
        guard case .deposit(let deposit) = links[part.start + 1],
            case .consignmentAcceptance(let acceptance) = links[part.end - 2]
        else { throw .storyIncomplete(position: part.end) }
        guard deposit.content.consignment == part.sealed.consignment,
            deposit.content.sender == part.sealed.sender,
            proofs[part.number]?.sealedOpening?.commitment == deposit.content.sealedCommitment
        else { throw .openingDiffers }
        let taker = acceptance.content.step.issuer.organisation.fingerprint
        guard readers.contains(where: { $0.organisation == taker }) else { throw .takerNotNamed }
    }

    private func verify(
        _ transfer: TransferStatement, _ seal: SealedStatement, _ deposit: DepositStatement,
        _ readers: [SealedRecipient]
    ) throws(OriginalError) {
        guard transfer.newConsignment == seal.consignment,
            transfer.newConsignment == deposit.consignment
        else { throw .passedOnOtherwise(member: "newConsignment") }
        guard transfer.issuer.organisation == seal.sender,
            transfer.issuer.organisation == deposit.sender
        else { throw .passedOnOtherwise(member: "issuer") }
        guard deposit.mailboxes == [transfer.to.mailbox] else {
            throw .passedOnOtherwise(member: "mailbox")
        }
        let organisation = transfer.to.organisation.fingerprint
        guard !readers.isEmpty, readers.allSatisfy({ $0.organisation == organisation }) else {
            throw .passedOnOtherwise(member: "organisation")
        }
    }
}
