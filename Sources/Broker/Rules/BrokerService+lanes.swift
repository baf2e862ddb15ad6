import BrokerAPI
import Custody
import Primitives

/// What the broker itself says of a lane, as the home broker of its mailbox.
extension BrokerService {
    /// That a deposit lies in a mailbox, under the mailbox's running number.
    func consign(
        _ deposit: VerifiedStatement<DepositStatement>, to lane: DepositLane,
        _ number: DeliveryNumber, after acceptance: SignedFiles, at time: Timestamp
    ) throws(BrokerError) -> CheckedEvidence {
        let step = step(
            of: deposit.content, lane.address, after: .of(acceptance.statement), at: time)
        return try evidence(
            ContentConsignment(step, deposit: deposit.digest, number: number.value), .available)
    }

    /// That the deadline of a lane has passed.
    ///
    /// - Parameter checkpoint: cosigned by a quorum at or after the deadline; nil where nobody
    ///   witnesses the log: then the time is this broker's word.
    func expire(
        _ lane: ExpiredLane, at time: Timestamp, under checkpoint: CheckpointText?
    ) throws(BrokerError) -> CheckedEvidence {
        let terms = try depositStatement(lane.deposit)
        let step = step(of: terms, lane.address, after: lane.latest, at: time)
        return try evidence(
            AcceptanceRejectionExpiry(
                step, deposit: lane.deposit.digest, deadline: terms.deadline, reason: .expired,
                checkpoint: checkpoint), .expired)
    }

    private func step(
        of terms: DepositStatement, _ mailbox: MailboxAddress, after previous: SHA256Digest,
        at time: Timestamp
    ) -> BrokerStep {
        BrokerStep(
            consignment: terms.consignment, sender: terms.sender, mailbox: mailbox,
            issuer: issuer, claimedTime: time, previous: previous)
    }

    private func evidence<Content: BrokerStatement>(
        _ content: Content, _ state: DeliveryState
    ) throws(BrokerError) -> CheckedEvidence {
        let files = try sign(content)
        return CheckedEvidence(
            event: Content.event, signer: publicKey.id, digest: .of(files.statement),
            previous: content.step.previous, files: files, received: content.step.claimedTime,
            state: state)
    }
}
