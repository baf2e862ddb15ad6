import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/relay` anew, and adds the sets of `Protocol/vectors/lanes` that are about a hop:
/// with `PLOMBA_WRITE_VECTORS=relay`, never otherwise.
@Suite struct `Relay vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "relay"))
    func `writes the vectors anew`() throws {
        try StatementVector.write("valid", of: .relay, Self.valid())
        try StatementVector.write("invalid", of: .relay, Self.invalid())
        for vector in try LaneVector.hops(Story()) { try vector.write() }
    }

    private static func valid() throws -> [StatementVector] {
        let story = try Story()
        let broker = story.samples.broker.publicKey
        let training = try Story(mode: .training)
        return [
            .vector("RelayAcceptance", .relayAcceptance, try story.relayAcceptance(), broker),
            .vector("RelayRejection", .relayRejection, try story.relayRejection(), broker),
            .vector("RelayFailure", .relayFailure, try story.relayFailure(), broker),
            .vector(
                "relay-not-delivered", .relayFailure, try story.relayFailure(.notDelivered), broker),
            .vector(
                "training-relay-acceptance", .relayAcceptance, try training.relayAcceptance(),
                training.samples.broker.publicKey, mode: .training),
            try .made(
                "unknown-member-in-relay-failure", .relayFailure,
                edit(
                    story.relayFailure().json, "\"version\": 1,",
                    "\"version\": 1,\n    \"memberOfALaterVersion\": true,"),
                story.samples.broker, code: nil),
        ]
    }

    private static func invalid() throws -> [StatementVector] {
        let story = try Story()
        let samples = story.samples
        let schema = "statement.schema"
        let acceptance = try story.relayAcceptance().json
        let rejection = try story.relayRejection().json
        let failure = try story.relayFailure().json
        let other = SSHSignature.sign(
            acceptance, namespace: "plomba/v1/SubmissionAcceptance", with: samples.broker)
        return [
            try .made(
                "relay-acceptance-follows-something-else", .relayAcceptance,
                edit(
                    acceptance, "\"previous\": \"\(story.deposit.digest.hex)\"",
                    "\"previous\": \"\(story.submission.digest.hex)\""), samples.broker,
                code: schema),
            try .made(
                "relay-with-one-end", .relayAcceptance,
                edit(acceptance, "peer.example.org", "broker.example.org"), samples.broker,
                code: schema),
            try .made(
                "relay-rejection-with-the-reason-of-a-submission", .relayRejection,
                edit(rejection, "relay_deadline_passed", "deadline_passed"), samples.broker,
                code: schema),
            try .made(
                "relay-failure-with-the-reason-of-a-rejection", .relayFailure,
                edit(failure, "outcome_unknown", "relay_deadline_passed"), samples.broker,
                code: schema),
            try .made(
                "relay-failure-without-a-peer", .relayFailure,
                edit(failure, "\"peer\"", "\"pear\""), samples.broker, code: schema),
            .vector(
                "relay-signed-for-another-namespace", .relayAcceptance,
                try StatementVector.files(acceptance, other.armored), samples.broker.publicKey,
                code: "statement.signature-invalid"),
        ]
    }
}

extension LaneVector {
    /// Sets of statements about a hop, those that are as they should be too.
    static func hops(_ story: Story) throws -> [LaneVector] {
        let start = [story.deposit, story.submission]
        let early = try #require(story.samples.deadline.adding(seconds: -1))
        let home = try story.byPeer { RelayAcceptance($0, deposit: story.deposit.digest, peer: $1) }
        let refusal = try story.byPeer {
            RelayRejection(
                $0, deposit: story.deposit.digest, peer: $1, reason: .mailboxUnknown)
        }
        let receipt = try story.receiptOfPeer()
        return [
            LaneVector("handed-on", start + [receipt, home]),
            LaneVector("unknown-and-then-handed-on", start + [try story.relayFailure(), home]),
            LaneVector(
                "given-up-for-good", start + [try story.relayFailure(.notDelivered)]),
            LaneVector("refused-by-the-home-broker", start + [refusal]),
            LaneVector(
                "given-up-for-good-and-handed-on",
                start + [try story.relayFailure(.notDelivered), home], .relayedAndFailed),
            LaneVector(
                "refused-and-had-by-the-home-broker", start + [refusal, home], .relayedAndFailed),
            LaneVector(
                "given-up-before-the-deadline", start + [try story.relayFailure(at: early)],
                .relayFailureEarly),
            LaneVector(
                "two-brokers-with-one-deposit-and-no-hop", start + [receipt], .secondReceipt),
            LaneVector(
                "handed-on-twice",
                start + [home] + [
                    try story.byPeer {
                        RelayAcceptance(
                            BrokerStep(
                                consignment: $0.consignment, sender: $0.sender,
                                mailbox: $0.mailbox, issuer: $0.issuer, claimedTime: early,
                                previous: $0.previous), deposit: story.deposit.digest, peer: $1)
                    }
                ], .saidTwice),
        ]
    }
}
