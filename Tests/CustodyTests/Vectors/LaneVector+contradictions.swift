import Custody
import Primitives
import Testing

/// A broker that contradicts itself, and ends that cannot be true together.
extension LaneVector {
    static func brokerContradictions(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let later = try #require(samples.time.adding(seconds: 1))
        let start = [story.deposit, story.submission]
        let other = try story.otherDeposit(by: samples.sender, number: 8)
        let otherConsignment = try other.unverified(as: DepositStatement.self, mode: .live)
        let step = BrokerStep(
            consignment: otherConsignment.consignment, sender: samples.sender,
            mailbox: samples.mailbox,
            issuer: BrokerIssuer(broker: samples.brokerName, keyID: samples.broker.publicKey.id),
            claimedTime: later, previous: other.digest)
        let sameNumber = try SignedStatement.sign(
            ContentConsignment(step, deposit: other.digest, number: 12), mode: .live,
            with: samples.broker)
        return [
            LaneVector(
                "two-acceptances-of-one-deposit", start + [try story.receipt(at: later)],
                .secondReceipt),
            LaneVector(
                "a-deposit-accepted-and-refused", start + [try story.submissionRejection()],
                .acceptedAndRefused),
            LaneVector(
                "a-delivery-put-into-its-mailbox-twice",
                start + [try story.consignment(), try story.consignment(number: 13)],
                .secondConsignment),
            LaneVector(
                "one-mailbox-number-for-two-deliveries",
                start + [try story.consignment(), other, sameNumber], .mailboxNumberTwice),
            LaneVector(
                "a-deposit-accepted-after-its-deadline",
                [story.deposit, try story.receipt(at: samples.deadline)], .receivedAfterDeadline),
            LaneVector(
                "a-refused-deposit-that-went-on",
                [story.deposit, try story.submissionRejection(), try story.acknowledged()],
                .afterRefusal),
            LaneVector(
                "a-statement-recorded-at-two-places",
                [(story.deposit, nil), (story.acceptance, 4), (story.acceptance, 6)],
                [LintCode.recordedTwice.rawValue]),
        ]
    }

    /// A broker whose places cannot be the order in which it got things.
    static func impossibleOrder(_ story: Story) throws -> [LaneVector] {
        [
            LaneVector(
                "disposed-of-at-a-place-before-the-acceptance",
                [
                    (story.deposit, nil), (story.submission, nil), (story.acceptance, 9),
                    (try story.disposal(after: story.acceptance.digest), 4),
                ], [LintCode.beforePredecessor.rawValue])
        ]
    }

    static func contradictoryEnds(_ story: Story) throws -> [LaneVector] {
        let start = [story.deposit, story.submission]
        let expiry = try story.expiry(checkpoint: Story.checkpoint())
        let early = try #require(story.samples.deadline.adding(seconds: -1))
        return [
            LaneVector(
                "accepted-and-withdrawn", start + [story.acceptance, try story.withdrawal()],
                .twoEnds),
            LaneVector("accepted-and-expired", start + [story.acceptance, expiry], .twoEnds),
            LaneVector(
                "expired-after-it-was-accepted",
                [(story.deposit, nil), (story.acceptance, 4), (expiry, 9)],
                [LintCode.expiredAfterDecision.rawValue]),
            LaneVector(
                "accepted-and-declined-by-one-key",
                start + [story.acceptance, try story.rejection()], .signerContradictsItself),
            LaneVector(
                "expired-before-its-deadline", start + [expiry], .expiryEarly,
                witnesses: .time(early)),
            LaneVector(
                "expired-without-a-quorum", start + [expiry], .expiryNotWitnessed,
                witnesses: .time(nil)),
            LaneVector(
                "expired-without-a-checkpoint", start + [try story.expiry(checkpoint: nil)],
                .expiryNotWitnessed, witnesses: .time(story.samples.deadline)),
            LaneVector(
                "expired-at-another-deadline",
                start + [
                    try story.expiry(
                        checkpoint: nil,
                        deadline: story.samples.deadline.adding(seconds: -3600))
                ], .disagreesWithDeposit),
        ]
    }

    static func contradictorySteps(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let mailbox = try #require(MailboxAddress("legal@vasaprava.ba"))
        let transferAgain = try samples.transfer(
            after: story.acceptance.digest, of: Samples.digest("another seal"))
        let disposal = try story.disposal()
        return [
            LaneVector(
                "a-handover-of-another-size", [story.deposit, try story.handedOver(size: 1)],
                .disagreesWithDeposit),
            LaneVector(
                "a-mailbox-that-the-deposit-does-not-name",
                [story.deposit, try story.acknowledged(in: mailbox)], .mailboxNotAddressed),
            LaneVector(
                "a-statement-that-follows-one-of-another-delivery",
                [
                    story.submission,
                    try story.otherDeposit(by: samples.sender, number: 8),
                ].reversed() + [try story.strayed()], .previousOfAnotherLane),
            LaneVector(
                "seen-twice-by-one-key",
                [story.deposit, story.acknowledgement, try story.acknowledged()], .saidTwice),
            LaneVector(
                "fetched-after-it-was-accepted",
                [story.deposit, story.acceptance]
                    + [try story.handedOver(after: story.acceptance.digest)], .afterEnd),
            LaneVector(
                "a-transfer-without-an-acceptance",
                [
                    story.acknowledgement,
                    try .sign(
                        samples.transfer(
                            after: story.acknowledgement.digest, of: story.sealed.digest),
                        mode: .live, with: samples.receiverMember),
                ], .transferWithoutAcceptance),
            LaneVector(
                "a-transfer-of-another-seal",
                [
                    story.sealed, story.acceptance,
                    try .sign(transferAgain, mode: .live, with: samples.receiverMember),
                ], .transferDisagrees),
            LaneVector(
                "two-transfers-to-one-new-consignment",
                [story.transfer, try story.transferredAgain()], .transferTwice),
            LaneVector(
                "disposed-of-before-the-end",
                [story.acknowledgement, try story.disposal(after: story.acknowledgement.digest)],
                .disposalBeforeEnd),
            LaneVector(
                "seen-after-it-was-destroyed",
                [disposal, try story.acknowledged(after: disposal.digest)], .afterDisposal),
        ]
    }
}

extension Story {
    fileprivate func receipt(at time: Timestamp) throws -> SignedStatement {
        let evidence = SubmissionEvidence(
            of: samples.deposit, deposit: deposit.digest,
            issuer: BrokerIssuer(broker: samples.brokerName, keyID: samples.broker.publicKey.id),
            receivedTime: time)
        return try .sign(SubmissionAcceptance(evidence), mode: .live, with: samples.broker)
    }

    fileprivate func acknowledged(
        in mailbox: MailboxAddress? = nil, after previous: SHA256Digest? = nil
    ) throws -> SignedStatement {
        let step = LaneStep(
            consignment: samples.consignment, sender: samples.sender,
            mailbox: mailbox ?? samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
            claimedTime: samples.time, previous: previous ?? deposit.digest)
        return try .sign(
            Acknowledgement(step, previewDigest: samples.deposit.previewDigest), mode: .live,
            with: samples.receiverMember)
    }

    fileprivate func handedOver(
        size: UInt64? = nil, after previous: SHA256Digest? = nil
    ) throws -> SignedStatement {
        try .sign(
            ContentHandover(
                samples.step(by: samples.receiverDevice, after: previous ?? submission.digest),
                payloadDigest: samples.deposit.payloadDigest,
                payloadSize: size ?? samples.deposit.payloadSize),
            mode: .live, with: samples.receiverDevice)
    }

    /// An acknowledgement of another consignment after this one's acceptance by the broker.
    fileprivate func strayed() throws -> SignedStatement {
        let step = LaneStep(
            consignment: ConsignmentID(), sender: samples.sender, mailbox: samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
            claimedTime: samples.time, previous: submission.digest)
        return try .sign(
            Acknowledgement(step, previewDigest: samples.deposit.previewDigest), mode: .live,
            with: samples.receiverMember)
    }

    fileprivate func transferredAgain() throws -> SignedStatement {
        let first = try transfer.unverified(as: TransferStatement.self, mode: .live)
        let second = TransferStatement(
            sealed: first.sealed, consignment: first.consignment, sender: first.sender,
            issuer: first.issuer, claimedTime: first.transferTime, previous: first.previous,
            to: first.to, newConsignment: first.newConsignment, purpose: "medical care",
            basis: first.basis)
        return try .sign(second, mode: .live, with: samples.receiverMember)
    }
}
