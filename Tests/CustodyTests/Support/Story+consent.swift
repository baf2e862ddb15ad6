import Custody
import Primitives
import Testing

/// The person withdraws consent after the delivery was accepted, and the recipient answers.
extension Story {
    func consentWithdrawal(
        part: ConsentWithdrawal.Part? = nil, received: SHA256Digest? = nil,
        after previous: SHA256Digest? = nil, of deposit: SHA256Digest? = nil,
        mailbox: MailboxAddress? = nil
    ) throws -> SignedStatement {
        let step = LaneStep(
            consignment: samples.consignment, sender: samples.sender,
            mailbox: mailbox ?? samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.sender, keyID: samples.senderMember.publicKey.id),
            claimedTime: samples.time, previous: previous ?? self.deposit.digest)
        return try .sign(
            ConsentWithdrawal(
                step, deposit: deposit ?? self.deposit.digest, part: part,
                answerBy: samples.deadline, received: received),
            mode: samples.mode, with: samples.senderMember)
    }

    func consentAnswer(
        _ outcome: ConsentAnswer.Outcome = .stopped, to withdrawal: SHA256Digest? = nil,
        after previous: SHA256Digest? = nil, onward: ConsentAnswer.Onward = .none
    ) throws -> SignedStatement {
        let subject = try withdrawal ?? consentWithdrawal().digest
        let step = samples.step(by: samples.receiverMember, after: previous ?? subject)
        return try .sign(
            ConsentAnswer(step, withdrawal: subject, outcome: outcome, onward: onward),
            mode: samples.mode, with: samples.receiverMember)
    }
}
