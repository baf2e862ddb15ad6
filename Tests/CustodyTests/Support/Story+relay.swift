import Custody
import Primitives
import Testing

/// The hop between two brokers: the one of the story, and another that brings or takes.
extension Story {
    private func peer() throws -> BrokerIssuer {
        BrokerIssuer(
            broker: try #require(OrganisationName("peer.example.org")),
            keyID: samples.senderMember.publicKey.id)
    }

    /// The story's broker is the home broker.
    func relayAcceptance(claimed: Timestamp? = nil) throws -> SignedStatement {
        try .sign(
            RelayAcceptance(
                step(after: deposit.digest, at: claimed ?? samples.time, by: samples.broker),
                deposit: deposit.digest, peer: peer()),
            mode: samples.mode, with: samples.broker)
    }

    func relayRejection() throws -> SignedStatement {
        try .sign(
            RelayRejection(
                step(after: deposit.digest, at: samples.time, by: samples.broker),
                deposit: deposit.digest, peer: peer(), reason: .deadlinePassed),
            mode: samples.mode, with: samples.broker)
    }

    /// The story's broker is the one that took the deposit in.
    func relayFailure(
        _ reason: RelayFailureReason = .outcomeUnknown, at time: Timestamp? = nil
    ) throws -> SignedStatement {
        try .sign(
            RelayFailure(
                step(after: submission.digest, at: time ?? samples.deadline, by: samples.broker),
                deposit: deposit.digest, peer: peer(), reason: reason),
            mode: samples.mode, with: samples.broker)
    }

    /// What the other broker says, as the home broker; signed by the key that `peer` names.
    func byPeer<Content: StatementPredicate>(
        _ make: (BrokerStep, BrokerIssuer) -> Content
    ) throws -> SignedStatement {
        let issuer = try peer()
        let step = BrokerStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: issuer, claimedTime: samples.deadline, previous: deposit.digest)
        let own = BrokerIssuer(broker: samples.brokerName, keyID: samples.broker.publicKey.id)
        return try .sign(make(step, own), mode: samples.mode, with: samples.senderMember)
    }

    /// What a broker at no end of the hop says, with a key that is believed.
    func byThird() throws -> SignedStatement {
        let issuer = BrokerIssuer(
            broker: try #require(OrganisationName("third.example.org")),
            keyID: samples.senderMember.publicKey.id)
        let step = BrokerStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: issuer, claimedTime: samples.deadline, previous: deposit.digest)
        return try .sign(
            ContentConsignment(step, deposit: deposit.digest, number: 1), mode: samples.mode,
            with: samples.senderMember)
    }

    /// The other broker's own receipt, as the home broker.
    func receiptOfPeer() throws -> SignedStatement {
        let evidence = SubmissionEvidence(
            of: samples.deposit, deposit: deposit.digest, issuer: try peer(),
            receivedTime: samples.time)
        return try .sign(
            SubmissionAcceptance(evidence), mode: samples.mode, with: samples.senderMember)
    }
}
