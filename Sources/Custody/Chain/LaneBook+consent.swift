internal import Primitives

/// What is said about consent once a lane has ended otherwise than by a refusal. It follows the deposit or what was said about
/// consent before, and nothing of the lane follows it.
extension LaneBook {
    mutating func record(
        consent link: VerifiedStatement<ConsentWithdrawal>, at position: Int
    ) throws(CustodyError) {
        let step = link.content.step
        let key = ConsignmentKey(sender: step.sender.fingerprint, consignment: step.consignment)
        guard let deposit = deposits[key], var record = lanes[step.lane],
            step.previous == deposit.digest || record.consents[step.previous] != nil
        else { throw .predecessorMissing(position: position) }
        try agree(step.sender, deposit.content.sender, "sender", position)
        try agree(link.content.deposit, deposit.digest, "subject", position)
        guard record.hasEnded, !record.isRefused else { throw .beforeEnd(position: position) }
        record.consents[link.digest] = []
        lanes[step.lane] = record
    }

    mutating func record(
        answer link: VerifiedStatement<ConsentAnswer>, at position: Int
    ) throws(CustodyError) {
        let (step, subject) = (link.content.step, link.content.withdrawal)
        guard var record = lanes[step.lane], let earlier = record.consents[subject],
            step.previous == subject || earlier.contains(step.previous)
        else { throw .predecessorMissing(position: position) }
        record.consents[subject]?.insert(link.digest)
        lanes[step.lane] = record
    }
}
