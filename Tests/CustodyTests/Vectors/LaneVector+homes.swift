import Custody
import Primitives
import Testing

/// Where a mailbox lives, and who numbers it.
extension LaneVector {
    static func homes(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let start = [story.deposit, story.submission]
        let (here, elsewhere) = (samples.broker.publicKey.id, samples.senderMember.publicKey.id)
        func known(_ vector: LaneVector, _ homes: [KeyID]) -> LaneVector {
            var vector = vector
            vector.homes = homes
            return vector
        }
        let failure = try story.relayFailure(.notDelivered)
        let other = try story.otherDeposit(by: samples.sender, number: 8)
        func numbered(with key: borrowing SigningKey) throws -> [SignedStatement] {
            let step = BrokerStep(
                consignment: try other.unverified(as: DepositStatement.self, mode: .live)
                    .consignment, sender: samples.sender, mailbox: samples.mailbox,
                issuer: BrokerIssuer(
                    broker: try #require(OrganisationName("peer.example.org")),
                    keyID: key.publicKey.id),
                claimedTime: samples.time, previous: other.digest)
            let again = try SignedStatement.sign(
                ContentConsignment(step, deposit: other.digest, number: 12), mode: .live, with: key)
            return [try story.consignment(), other, again]
        }
        return [
            known(
                LaneVector("given-up-at-the-only-home", start + [failure], .notRelayed), [here]),
            known(
                LaneVector("given-up-without-any-home", start + [failure], .notRelayed), []),
            known(
                LaneVector(
                    "an-unknown-outcome-at-the-only-home", start + [try story.relayFailure()],
                    .notRelayed), [here]),
            known(
                LaneVector("given-up-for-another-home", start + [failure]), [here, elsewhere]),
            known(
                LaneVector(
                    "handed-on-to-the-only-home", start + [try story.relayAcceptance()]), [here]),
            LaneVector(
                "one-mailbox-number-under-two-names",
                try [story.deposit] + numbered(with: samples.broker),
                .mailboxNumberTwice, .brokerOfTwoNames),
            LaneVector(
                "one-mailbox-number-at-two-brokers",
                try start + numbered(with: samples.senderMember)),
        ]
    }
}
