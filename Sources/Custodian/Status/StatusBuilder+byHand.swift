import Custody
import Primitives

/// What came by hand is shown beside the steps that are recorded, never among them.
extension StatusBuilder {
    /// - Parameter statements: verified when they came; one whose signer is no longer known is left out.
    func with(_ lane: LaneStatus, _ statements: [SignedStatement]) -> LaneStatus {
        var lane = lane
        lane.byHand = statements.flatMap { statement in
            // Losing the failure is right: what nobody answers for any more is not shown.
            ((try? links(of: statement)) ?? []).compactMap(tick(byHand:))
        }
        return lane
    }

    func tick(byHand link: CustodyLink) -> LaneStatus.Tick? {
        switch link {
        case .acknowledgement(let link):
            tick(.seen, link.content.step.claimedTime, link.content)
        case .contentHandover(let link):
            tick(.fetched, link.content.step.claimedTime, link.content)
        case .consignmentAcceptance(let link):
            tick(.accepted, link.content.step.claimedTime, link.content)
        case .consignmentRejection(let link):
            tick(.declined, link.content.step.claimedTime, link.content)
        case .withdrawal(let link):
            tick(.withdrawn, link.content.step.claimedTime, link.content)
        default: nil
        }
    }
}
