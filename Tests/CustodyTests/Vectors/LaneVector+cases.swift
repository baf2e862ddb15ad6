import Custody
import Primitives

/// What may lie together, and what contradicts itself as to who, and how many.
extension LaneVector {
    static func consistent(_ story: Story) throws -> [LaneVector] {
        let start = [story.deposit, story.submission]
        let expiry = try story.expiry(checkpoint: Story.checkpoint())
        let withdrawal = try story.withdrawal()
        return [
            LaneVector("a-whole-delivery", story.all + [try story.consignment()]),
            LaneVector(
                "a-declined-delivery", start + [story.acknowledgement, try story.rejection()]),
            LaneVector("a-refused-deposit", [story.deposit, try story.submissionRejection()]),
            LaneVector("a-withdrawn-delivery", start + [withdrawal]),
            LaneVector(
                "an-expiry-without-a-policy", start + [try story.expiry(checkpoint: nil)]),
            LaneVector(
                "an-expiry-at-its-deadline", start + [expiry],
                witnesses: .time(story.samples.deadline)),
            LaneVector("a-delivery-by-hand", [story.deposit]),
            LaneVector("the-same-statement-twice", start + start),
            LaneVector("fragments", [story.acceptance, story.transfer]),
            LaneVector(
                "decisions-that-crossed",
                [(story.deposit, nil), (story.acceptance, 4), (withdrawal, 5)], []),
            LaneVector(
                "an-acceptance-after-the-expiry",
                [(story.deposit, nil), (expiry, 4), (story.acceptance, 5)], []),
            LaneVector(
                "disposals",
                [story.deposit, story.acceptance, try story.disposal()]
                    + [try story.senderDisposal()]),
        ]
    }

    static func mistakenIdentity(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let training = try Story(mode: .training)
        let renamed = OrganisationReference(
            name: samples.receiver.name, fingerprint: samples.sender.fingerprint)
        let impostor = OrganisationReference(
            name: samples.sender.name,
            fingerprint: Fingerprint(Samples.digest("another organisation")))
        let sealAgain = SealedStatement(
            commitmentsDigest: Samples.digest("other"), consignment: samples.consignment,
            sender: samples.sender, keyID: samples.senderMember.publicKey.id,
            claimedTime: samples.time)
        return [
            LaneVector("live-and-training", [story.deposit, training.deposit], .modesMixed),
            LaneVector(
                "two-organisations-of-one-name",
                [story.deposit, try story.otherDeposit(by: impostor, number: 8)], .nameOfTwo),
            LaneVector(
                "one-organisation-of-two-names",
                [story.deposit, try story.otherDeposit(by: renamed, number: 8)], .fingerprintOfTwo),
            LaneVector(
                "one-identifier-for-two-deposits", [story.deposit, try story.depositAgain()],
                .duplicateIdentifier),
            LaneVector(
                "two-seals",
                [story.sealed, try .sign(sealAgain, mode: .live, with: samples.senderMember)],
                .secondSeal),
            LaneVector(
                "one-stream-number-for-two-deposits",
                [story.deposit, try story.otherDeposit(by: samples.sender, number: 7)],
                .streamNumberTwice),
            LaneVector(
                "a-reason-of-another-event",
                [
                    try story.signed(
                        .consignmentRejection,
                        edit(story.rejection().json, "no_capacity", "deadline_passed"))
                ], .reasonOfAnotherEvent),
            LaneVector(
                "a-reason-that-there-is-not",
                [
                    try story.signed(
                        .consignmentRejection,
                        edit(story.rejection().json, "no_capacity", "no_mood"))
                ], .reasonUnknown),
            LaneVector(
                "a-byte-changed-after-signing",
                [
                    (
                        try SignedStatement(
                            json: edit(story.deposit.json, "\"number\": 7", "\"number\": 8"),
                            signature: story.deposit.signature, entry: nil), nil
                    )
                ], ["statement.signature-invalid"]),
        ]
    }
}

extension Story {
    /// A text as it stands, signed by the recipient's member.
    func signed(_ event: Event, _ json: [UInt8]) throws -> SignedStatement {
        let signature = SSHSignature.sign(
            json, namespace: samples.mode.namespace(event.rawValue), with: samples.receiverMember)
        return try SignedStatement(json: json, signature: signature.armored, entry: nil)
    }

    /// The same identifier, with another stream number.
    func depositAgain() throws -> SignedStatement {
        let again = samples.deposit.numbered { _ in
            .init(device: samples.senderDevice.publicKey.id, number: 8)
        }
        return try .sign(again, mode: samples.mode, with: samples.senderDevice)
    }

    /// Another consignment.
    func otherDeposit(
        by sender: OrganisationReference, number: Int64, mailbox: MailboxAddress? = nil
    ) throws -> SignedStatement {
        let deposit = samples.deposit
        let other = DepositStatement(
            mode: samples.mode, consignment: ConsignmentID(), sender: sender,
            destinations: [
                .init(
                    mailbox: mailbox ?? samples.mailbox,
                    stream: .init(device: samples.senderDevice.publicKey.id, number: number))
            ],
            payloadDigest: deposit.payloadDigest, previewDigest: deposit.previewDigest,
            payloadSize: deposit.payloadSize, headerDigest: deposit.headerDigest,
            sealedCommitment: deposit.sealedCommitment, deadline: deposit.deadline)
        return try .sign(other, mode: samples.mode, with: samples.senderDevice)
    }
}
