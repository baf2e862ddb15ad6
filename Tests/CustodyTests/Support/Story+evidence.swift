import Custody
import Primitives
import Testing

/// What the home broker says of the delivery, and how it may end otherwise.
extension Story {
    /// Every signed event of the vocabulary, once.
    func everyEvent() throws -> [SignedStatement] {
        try firstEvents() + [
            consignment(), withdrawal(), expiry(checkpoint: Story.checkpoint()), disposal(),
            consentWithdrawal(),
            consentAnswer(.retained(.courtOrder, basis: "order K-12/26")),
            skipped(), relayAcceptance(), relayRejection(), relayFailure(),
        ]
    }

    /// The note that a home broker would embed: its form only, nobody has signed it.
    static func checkpoint() throws -> CheckpointText {
        try #require(
            CheckpointText(
                """
                broker.example.org/log
                4711
                4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=

                \u{2014} broker.example.org/log iR0HOGIJddSBOCO99LEOI70cGkHBVKG2xdhT0oK24fi99NHu
                \u{2014} witness.group484.rs 3xVIqL9f1FtpRnvRcxjgyTtcyTUFVAzHUsXJLFrv2FN1EqBxRWk=

                """))
    }

    func step(
        after previous: SHA256Digest, at time: Timestamp, by key: borrowing SigningKey
    ) -> BrokerStep {
        BrokerStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: BrokerIssuer(broker: samples.brokerName, keyID: key.publicKey.id),
            claimedTime: time, previous: previous)
    }

    func consignment(number: Int64 = 12, time: Timestamp? = nil) throws -> SignedStatement {
        try .sign(
            ContentConsignment(
                step(after: submission.digest, at: time ?? samples.time, by: samples.broker),
                deposit: deposit.digest, number: number),
            mode: samples.mode, with: samples.broker)
    }

    func expiry(
        checkpoint: CheckpointText?, after previous: SHA256Digest? = nil, deadline: Timestamp? = nil
    ) throws -> SignedStatement {
        let deadline = deadline ?? samples.deadline
        let time = try #require(deadline.adding(seconds: 61))
        return try .sign(
            AcceptanceRejectionExpiry(
                step(after: previous ?? submission.digest, at: time, by: samples.broker),
                deposit: deposit.digest, deadline: deadline, reason: .expired,
                checkpoint: checkpoint),
            mode: samples.mode, with: samples.broker)
    }

    func withdrawal(
        reason: WithdrawalReason = .wrongMailbox, after previous: SHA256Digest? = nil
    ) throws -> SignedStatement {
        let step = LaneStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.sender, keyID: samples.senderMember.publicKey.id),
            claimedTime: samples.time, previous: previous ?? submission.digest)
        return try .sign(
            Withdrawal(step, deposit: deposit.digest, reason: reason), mode: samples.mode,
            with: samples.senderMember)
    }

    /// The recipient's, after its acceptance.
    func disposal(after previous: SHA256Digest? = nil) throws -> SignedStatement {
        let content = Disposal(
            deposit: deposit.digest, consignment: samples.consignment, sender: samples.sender,
            mailbox: samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
            claimedTime: samples.time, previous: previous ?? acceptance.digest,
            reason: .retentionEnded, basis: "retention plan 2026, item 4")
        return try .sign(content, mode: samples.mode, with: samples.receiverMember)
    }

    func senderDisposal() throws -> SignedStatement {
        let content = Disposal(
            deposit: deposit.digest, consignment: samples.consignment, sender: samples.sender,
            mailbox: nil,
            issuer: OrganisationIssuer(
                organisation: samples.sender, keyID: samples.senderMember.publicKey.id),
            claimedTime: samples.time, previous: submission.digest, reason: .personAsked,
            basis: "request of the person, 3 March")
        return try .sign(content, mode: samples.mode, with: samples.senderMember)
    }
}
