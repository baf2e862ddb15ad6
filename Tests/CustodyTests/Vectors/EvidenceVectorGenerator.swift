import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/evidence` anew: with `PLOMBA_WRITE_VECTORS=evidence`, never otherwise.
@Suite struct `Evidence vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "evidence"))
    func `writes the vectors anew`() throws {
        try StatementVector.write("valid", of: .evidence, Self.valid())
        try StatementVector.write("invalid", of: .evidence, Self.invalid())
    }

    private static func valid() throws -> [StatementVector] {
        let story = try Story()
        let samples = story.samples
        let training = try Story(mode: .training)
        return [
            .vector(
                "ContentConsignment", .contentConsignment, try story.consignment(),
                samples.broker.publicKey),
            .vector(
                "Withdrawal", .withdrawal, try story.withdrawal(), samples.senderMember.publicKey),
            .vector(
                "AcceptanceRejectionExpiry", .acceptanceRejectionExpiry,
                try story.expiry(checkpoint: Story.checkpoint()), samples.broker.publicKey),
            .vector(
                "expiry-without-witnesses", .acceptanceRejectionExpiry,
                try story.expiry(checkpoint: nil), samples.broker.publicKey),
            .vector(
                "Disposal", .disposal, try story.disposal(), samples.receiverMember.publicKey),
            .vector(
                "disposal-of-the-senders-own-copy", .disposal, try story.senderDisposal(),
                samples.senderMember.publicKey),
            .vector(
                "training-withdrawal", .withdrawal, try training.withdrawal(),
                training.samples.senderMember.publicKey, mode: .training),
            try .made(
                "unknown-member-in-withdrawal", .withdrawal,
                edit(
                    story.withdrawal().json, "\"version\": 1,",
                    "\"version\": 1,\n    \"memberOfALaterVersion\": true,"),
                samples.senderMember, code: nil),
            try .made(
                "unknown-member-in-the-sender-of-a-withdrawal", .withdrawal,
                edit(
                    story.withdrawal().json, "\n    },\n    \"mailbox\"",
                    ",\n      \"memberOfALaterVersion\": true\n    },\n    \"mailbox\""),
                samples.senderMember, code: nil),
        ]
    }

    private static func invalid() throws -> [StatementVector] {
        let story = try Story()
        let samples = story.samples
        let schema = "statement.schema"
        let withdrawal = try story.withdrawal().json
        let expiry = try story.expiry(checkpoint: Story.checkpoint()).json
        let otherNamespace = SSHSignature.sign(
            expiry, namespace: "plomba/v1/ContentConsignment", with: samples.broker)
        return [
            try .made(
                "consignment-number-zero", .contentConsignment,
                edit(story.consignment().json, "\"number\": 12", "\"number\": 0"),
                samples.broker, code: schema),
            try .made(
                "withdrawal-by-the-recipient", .withdrawal,
                edit(
                    withdrawal, "\"organisation\": {\n        \"name\": \"group484.rs\"",
                    "\"organisation\": {\n        \"name\": \"vasaprava.ba\""),
                samples.senderMember, code: schema),
            try .made(
                "withdrawal-by-an-organisation-of-the-same-name", .withdrawal,
                edit(
                    withdrawal, "        \"fingerprint\": \"42",
                    "        \"fingerprint\": \"24"),
                samples.senderMember, code: schema),
            try .made(
                "withdrawal-reason-of-another-event", .withdrawal,
                edit(withdrawal, "wrong_mailbox", "no_capacity"), samples.senderMember,
                code: schema),
            try .made(
                "expiry-before-its-deadline", .acceptanceRejectionExpiry,
                edit(expiry, "2026-11-30T19:01:01Z", "2026-11-30T18:59:59Z"), samples.broker,
                code: schema),
            try .made(
                "expiry-reason-of-another-event", .acceptanceRejectionExpiry,
                edit(expiry, "\"reason\": \"expired\"", "\"reason\": \"deadline_passed\""),
                samples.broker, code: schema),
            try .made(
                "expiry-checkpoint-does-not-end-its-last-line", .acceptanceRejectionExpiry,
                edit(expiry, "RWk=\\n\"", "RWk=\""), samples.broker, code: schema),
            .vector(
                "expiry-signed-for-another-namespace", .acceptanceRejectionExpiry,
                try StatementVector.files(expiry, otherNamespace.armored),
                samples.broker.publicKey, code: "statement.signature-invalid"),
            try .made(
                "disposal-of-a-copy-of-another-organisation", .disposal,
                edit(
                    story.disposal().json, "\"mailbox\": \"intake@vasaprava.ba\"",
                    "\"mailbox\": \"intake@myla.org.mk\""),
                samples.receiverMember, code: schema),
        ]
    }
}
