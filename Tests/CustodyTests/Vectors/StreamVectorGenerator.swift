import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/streams`, and what `lanes` says of given-up numbers, anew: with
/// `PLOMBA_WRITE_VECTORS=streams`, never otherwise.
@Suite struct `Stream vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "streams"))
    func `writes the vectors anew`() throws {
        try StatementVector.write("valid", of: .streams, Self.valid())
        try StatementVector.write("invalid", of: .streams, Self.invalid())
        for vector in try LaneVector.skippedNumbers(Story()) { try vector.write() }
    }

    private static func valid() throws -> [StatementVector] {
        let story = try Story()
        let training = try Story(mode: .training)
        let samples = story.samples
        return [
            .vector("Skipped", .skipped, try story.skipped(), samples.senderDevice.publicKey),
            .vector(
                "training-skipped", .skipped, try training.skipped(),
                training.samples.senderDevice.publicKey, mode: .training),
            try .made(
                "unknown-member-in-skipped", .skipped,
                edit(
                    story.skipped().json, "\"version\": 1,",
                    "\"version\": 1,\n    \"memberOfALaterVersion\": true,"),
                samples.senderDevice, code: nil),
            try .made(
                "skipped-largest-number", .skipped,
                edit(story.skipped().json, "\"number\": 7", "\"number\": 9007199254740991"),
                samples.senderDevice, code: nil),
        ]
    }

    private static func invalid() throws -> [StatementVector] {
        let story = try Story()
        let samples = story.samples
        let json = try story.skipped().json
        let other = SSHSignature.sign(
            json, namespace: "plomba/v1/Deposit", with: samples.senderDevice)
        return [
            try .made(
                "skipped-number-zero", .skipped, edit(json, "\"number\": 7", "\"number\": 0"),
                samples.senderDevice, code: "statement.schema"),
            try .made(
                "skipped-without-a-number", .skipped,
                edit(json, ",\n      \"number\": 7", ""), samples.senderDevice,
                code: "statement.schema"),
            try .made(
                "skipped-about-a-payload", .skipped,
                edit(json, "\"statement.json\"", "\"payload.age\""), samples.senderDevice,
                code: "statement.schema"),
            .vector(
                "skipped-signed-as-a-deposit", .skipped,
                try StatementVector.files(json, other.armored), samples.senderDevice.publicKey,
                code: "statement.signature-invalid"),
        ]
    }
}

/// Numbers that were given up, and what speaks against them.
extension LaneVector {
    static func skippedNumbers(_ story: Story) throws -> [LaneVector] {
        let samples = story.samples
        let skipped = try story.skipped()
        let other = try story.otherDeposit(by: samples.sender, number: 7)
        return [
            LaneVector("a-number-given-up", [story.deposit, skipped]),
            LaneVector(
                "a-number-given-up-after-a-refusal",
                [story.deposit, try story.submissionRejection(), skipped]),
            LaneVector(
                "a-number-given-up-and-accepted-by-a-broker",
                [story.deposit, story.submission, skipped], .skippedAndDelivered),
            LaneVector(
                "a-number-given-up-and-taken-over",
                [story.deposit, skipped, story.acceptance], .skippedAndDelivered),
            LaneVector(
                "a-number-given-up-and-used-for-another-delivery", [other, skipped],
                .streamNumberTwice),
            LaneVector(
                "another-number-given-up-than-the-delivery-bears",
                [story.deposit, try story.skipped(number: 8)], .disagreesWithDeposit),
        ]
    }
}
