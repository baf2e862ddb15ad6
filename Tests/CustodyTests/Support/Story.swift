import Custody
import Primitives
import Testing

/// One whole delivery, statement by statement, and the keys that answer for it.
final class Story: Sendable {
    let samples: Samples
    let sealed: SignedStatement
    let deposit: SignedStatement
    let submission: SignedStatement
    let handover: SignedStatement
    let acknowledgement: SignedStatement
    let acceptance: SignedStatement
    let transfer: SignedStatement

    init(mode: Mode = .live) throws {
        samples = try Samples(mode: mode)
        sealed = try .sign(samples.sealed, mode: mode, with: samples.senderMember)
        deposit = try .sign(samples.deposit, mode: mode, with: samples.senderDevice)
        submission = try .sign(
            SubmissionAcceptance(samples.evidence(of: deposit.digest)), mode: mode,
            with: samples.broker)
        handover = try .sign(
            ContentHandover(
                samples.step(by: samples.receiverDevice, after: submission.digest),
                payloadDigest: samples.deposit.payloadDigest,
                payloadSize: samples.deposit.payloadSize),
            mode: mode, with: samples.receiverDevice)
        acknowledgement = try .sign(
            Acknowledgement(
                samples.step(by: samples.receiverMember, after: submission.digest),
                previewDigest: samples.deposit.previewDigest),
            mode: mode, with: samples.receiverMember)
        acceptance = try .sign(
            ConsignmentAcceptance(
                samples.step(by: samples.receiverMember, after: acknowledgement.digest),
                deposit: deposit.digest, sealedCommitment: samples.deposit.sealedCommitment),
            mode: mode, with: samples.receiverMember)
        transfer = try .sign(
            samples.transfer(after: acceptance.digest, of: sealed.digest), mode: mode,
            with: samples.receiverMember)
    }

    var all: [SignedStatement] {
        [sealed, deposit, submission, handover, acknowledgement, acceptance, transfer]
    }

    func rejection(reason: RejectionReason = .noCapacity) throws -> SignedStatement {
        try .sign(
            ConsignmentRejection(
                samples.step(by: samples.receiverMember, after: acknowledgement.digest),
                deposit: deposit.digest, reason: reason),
            mode: samples.mode, with: samples.receiverMember)
    }

    func submissionRejection() throws -> SignedStatement {
        try .sign(
            SubmissionRejection(
                samples.evidence(of: deposit.digest), reason: .deadlinePassed),
            mode: samples.mode, with: samples.broker)
    }

    /// The events that the first vectors show.
    func firstEvents() throws -> [SignedStatement] {
        all + [try rejection(), try submissionRejection()]
    }

    /// A key directory with exactly the keys of this story.
    func directory() -> @Sendable (SignerClaim) -> PublicKey? {
        let sender = samples.sender
        let receiver = samples.receiver
        let broker = samples.brokerName
        let keys: [(StatementParty, SignerKind, PublicKey)] = [
            (.organisation(sender), .member, samples.senderMember.publicKey),
            (.organisation(sender), .device, samples.senderDevice.publicKey),
            (.organisation(receiver), .member, samples.receiverMember.publicKey),
            (.organisation(receiver), .device, samples.receiverDevice.publicKey),
            (.broker(broker), .broker, samples.broker.publicKey),
        ]
        return { claim in
            keys.first { $0.0 == claim.party && $0.1 == claim.kind && $0.2.id == claim.keyID }?.2
        }
    }

    func verify(_ statements: [SignedStatement]) throws -> VerifiedCustodyChain {
        try UnverifiedCustodyChain(statements).verify(
            mode: samples.mode, expiry: .unwitnessed, signer: directory())
    }
}
