import Custody
import Primitives
import Testing

/// Who speaks of a delivery that another one has, and what is said after its end.
extension LaneVector {
    static func strangers(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let start = [story.deposit, story.submission]
        let consigned = try story.consignment()
        let third = try story.byThird()
        let brought = try story.byPeer {
            RelayAcceptance($0, deposit: story.deposit.digest, peer: $1)
        }
        let elsewhere = BrokerIssuer(
            broker: try #require(OrganisationName("third.example.org")),
            keyID: samples.receiverMember.publicKey.id)
        let failure = try SignedStatement.sign(
            RelayFailure(
                story.step(
                    after: story.submission.digest, at: samples.deadline, by: samples.broker),
                deposit: story.deposit.digest, peer: elsewhere, reason: .outcomeUnknown),
            mode: samples.mode, with: samples.broker)
        return [
            LaneVector("put-there-by-a-stranger", start + [third], .brokerWithoutReceipt),
            LaneVector("put-there-by-somebody-and-no-receipt", [story.deposit, third]),
            LaneVector(
                "a-key-of-two-brokers", start + [try underAnotherName(story)], .brokerOfTwoNames,
                .brokerWithoutReceipt),
            LaneVector("brought-to-the-other-broker", start + [brought]),
            LaneVector(
                "given-up-for-one-and-there-at-another", start + [brought, failure],
                .relayedAndFailed),
            LaneVector(
                "recorded-after-the-end",
                [
                    (story.deposit, 0), (story.submission, 1), (story.acceptance, 5),
                    (consigned, 6),
                ], [LintCode.afterEnd.rawValue]),
            LaneVector(
                "recorded-before-the-end",
                [
                    (story.deposit, 0), (story.submission, 1), (consigned, 4),
                    (story.acceptance, 5),
                ], []),
        ]
    }

    private static func underAnotherName(_ story: Story) throws -> SignedStatement {
        let samples = story.samples
        let step = BrokerStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: BrokerIssuer(
                broker: try #require(OrganisationName("peer.example.org")),
                keyID: samples.broker.publicKey.id),
            claimedTime: samples.time, previous: story.submission.digest)
        return try .sign(
            ContentConsignment(step, deposit: story.deposit.digest, number: 12),
            mode: samples.mode, with: samples.broker)
    }

    /// What is done with a copy after it was destroyed, and what was done before.
    static func afterDisposal(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        func disposed(
            _ seconds: Int64, _ reason: DisposalReason = .retentionEnded
        ) throws -> SignedStatement {
            let time = try #require(samples.time.adding(seconds: seconds))
            let content = Disposal(
                deposit: story.deposit.digest, consignment: samples.consignment,
                sender: samples.sender, mailbox: samples.mailbox,
                issuer: OrganisationIssuer(
                    organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
                claimedTime: time, previous: story.acceptance.digest, reason: reason,
                basis: "retention plan 2026, item 4")
            return try .sign(content, mode: samples.mode, with: samples.receiverMember)
        }
        let acts = [story.deposit, story.acceptance, story.transfer]
        var stray = String(decoding: story.acceptance.json, as: UTF8.self)
        stray.replace(
            "\"version\": 1,", with: "\"version\": 1,\n    \"reason\": \"no_capacity\",",
            maxReplacements: 1)
        let json = Array(stray.utf8)
        let signature = SSHSignature.sign(
            json, namespace: samples.mode.namespace(Event.consignmentAcceptance.rawValue),
            with: samples.receiverMember)
        let reasoned = try SignedStatement(json: json, signature: signature.armored, entry: nil)
        return [
            LaneVector(
                "destroyed-and-then-passed-on", acts + [try disposed(-3600)], .afterDisposal),
            LaneVector("passed-on-and-then-destroyed", acts + [try disposed(3600)]),
            LaneVector("destroyed-by-a-clock-that-is-behind", acts + [try disposed(-300)]),
            LaneVector(
                "an-unsafe-copy-destroyed-and-another-passed-on",
                acts + [try disposed(-3600, .copyUnsafe)]),
            LaneVector(
                "passed-on-and-then-destroyed-by-the-log",
                zip(acts + [try disposed(-3600)], [0, 5, 6, 7]).map { ($0, $1) }, []),
            LaneVector(
                "destroyed-and-then-passed-on-by-the-log",
                zip(acts + [try disposed(3600)], [0, 5, 7, 6]).map { ($0, $1) },
                [LintCode.afterDisposal.rawValue]),
            LaneVector(
                "an-acceptance-with-a-reason", [story.deposit, reasoned], .reasonOfAnotherEvent),
        ]
    }
}
