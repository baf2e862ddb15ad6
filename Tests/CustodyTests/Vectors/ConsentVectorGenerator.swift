import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/consent`, and what `lanes` says of consent, anew: with
/// `PLOMBA_WRITE_VECTORS=consent`, never otherwise.
@Suite struct `Consent vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "consent"))
    func `writes the vectors anew`() throws {
        try StatementVector.write("valid", of: .consent, Self.valid())
        try StatementVector.write("invalid", of: .consent, Self.invalid())
        for vector in try LaneVector.consent(Story()) { try vector.write() }
    }

    private static let part = ConsentWithdrawal.Part(
        recipients: ["police", "myla.org.mk"], uses: ["court"], contents: ["face"])

    private static func valid() throws -> [StatementVector] {
        let (story, training) = (try Story(), try Story(mode: .training))
        let samples = story.samples
        let (sender, receiver) = (samples.senderMember.publicKey, samples.receiverMember.publicKey)
        let onward = ConsentAnswer.Onward(
            answers: [
                .init(digest: Samples.digest("first"), word: .erased),
                .init(digest: Samples.digest("second"), word: .retained),
            ], awaited: 3)
        return [
            .vector(
                "ConsentWithdrawal", .consentWithdrawal, try story.consentWithdrawal(), sender),
            .vector(
                "consent-withdrawal-in-part", .consentWithdrawal,
                try story.consentWithdrawal(part: part), sender),
            .vector(
                "consent-withdrawal-passed-on", .consentWithdrawal,
                try story.consentWithdrawal(received: Samples.digest("received")), sender),
            .vector(
                "training-consent-withdrawal", .consentWithdrawal,
                try training.consentWithdrawal(), training.samples.senderMember.publicKey,
                mode: .training),
            .vector("ConsentAnswer", .consentAnswer, try story.consentAnswer(), receiver),
            .vector(
                "consent-answer-erased", .consentAnswer,
                try story.consentAnswer(.erased, onward: onward), receiver),
            .vector(
                "consent-answer-retained", .consentAnswer,
                try story.consentAnswer(.retained(.courtOrder, basis: "order K-12/26")), receiver),
            try .made(
                "unknown-member-in-consent-answer", .consentAnswer,
                edit(
                    story.consentAnswer().json, "\"version\": 1,",
                    "\"version\": 1,\n    \"memberOfALaterVersion\": true,"),
                samples.receiverMember, code: nil),
        ]
    }

    private static func invalid() throws -> [StatementVector] {
        let story = try Story()
        let samples = story.samples
        let asked = try story.consentWithdrawal(part: part).json
        let answer = try story.consentAnswer().json
        let other = SSHSignature.sign(
            asked, namespace: "plomba/v1/Withdrawal", with: samples.senderMember)
        func wrong(
            _ name: String, _ event: Event, _ from: String, _ to: String
        ) throws -> StatementVector {
            event == .consentWithdrawal
                ? try .made(
                    name, event, edit(asked, from, to), samples.senderMember,
                    code: "statement.schema")
                : try .made(
                    name, event, edit(answer, from, to), samples.receiverMember,
                    code: "statement.schema")
        }
        return [
            try wrong(
                "consent-withdrawal-answer-wanted-before-it-was-said", .consentWithdrawal,
                "\"answerBy\": \"2026-11-30T19:00:00Z\"", "\"answerBy\": \"2026-11-23T18:00:00Z\""),
            try wrong(
                "consent-withdrawal-answer-by-no-whole-hour", .consentWithdrawal,
                "\"answerBy\": \"2026-11-30T19:00:00Z\"", "\"answerBy\": \"2026-11-30T19:30:00Z\""),
            try wrong(
                "consent-withdrawal-of-an-unknown-part", .consentWithdrawal, "\"face\"",
                "\"shoes\""),
            try wrong(
                "consent-withdrawal-by-the-recipient", .consentWithdrawal,
                "\"organisation\": {\n        \"name\": \"group484.rs\"",
                "\"organisation\": {\n        \"name\": \"vasaprava.ba\""),
            .vector(
                "consent-withdrawal-signed-as-a-withdrawal", .consentWithdrawal,
                try StatementVector.files(asked, other.armored), samples.senderMember.publicKey,
                code: "statement.signature-invalid"),
            try wrong(
                "consent-answer-of-an-unknown-word", .consentAnswer, "\"stopped\"", "\"forgotten\""),
            try wrong(
                "consent-answer-stopped-with-a-reason", .consentAnswer, "\"reason\": null",
                "\"reason\": \"court_order\""),
            try wrong(
                "consent-answer-by-another-organisation", .consentAnswer,
                "\"organisation\": {\n        \"name\": \"vasaprava.ba\"",
                "\"organisation\": {\n        \"name\": \"group484.rs\""),
        ]
    }
}

/// What was said about consent, and what speaks against it.
extension LaneVector {
    /// Said an hour before the transfer of the story.
    private static func erasedEarly(
        _ story: Story, _ asked: SignedStatement
    ) throws -> SignedStatement {
        let samples = story.samples
        let step = LaneStep(
            consignment: samples.consignment, sender: samples.sender, mailbox: samples.mailbox,
            issuer: OrganisationIssuer(
                organisation: samples.receiver, keyID: samples.receiverMember.publicKey.id),
            claimedTime: try #require(samples.time.adding(seconds: -3600)),
            previous: asked.digest)
        return try .sign(
            ConsentAnswer(step, withdrawal: asked.digest, outcome: .erased, onward: .none),
            mode: samples.mode, with: samples.receiverMember)
    }

    static func consent(_ story: Story) throws -> [LaneVector] {
        let asked = try story.consentWithdrawal()
        let erased = try story.consentAnswer(.erased, to: asked.digest)
        let again = try story.consentWithdrawal(
            part: ConsentWithdrawal.Part(recipients: ["police"], uses: [], contents: []),
            after: asked.digest)
        let all = [story.deposit, story.submission, story.acceptance]
        return [
            LaneVector("consent-withdrawn-and-answered", all + [asked, erased]),
            LaneVector("consent-withdrawn-twice", all + [asked, again, erased]),
            LaneVector(
                "consent-withdrawn-for-another-outer-statement",
                all + [
                    try story.consentWithdrawal(of: Samples.digest("another outer statement"))
                ], .disagreesWithDeposit),
            LaneVector(
                "consent-erased-and-kept-afterwards",
                all + [
                    asked, erased,
                    try story.consentAnswer(.stopped, to: asked.digest, after: erased.digest),
                ], .consentUnerased),
            LaneVector(
                "consent-erased-and-passed-on-afterwards",
                all + [asked, try erasedEarly(story, asked), story.transfer],
                .consentErasedAndPassedOn),
            LaneVector(
                "consent-answer-to-an-acceptance",
                all + [try story.consentAnswer(.stopped, to: story.acceptance.digest)],
                .consentAnswersAnother),
        ]
    }
}
