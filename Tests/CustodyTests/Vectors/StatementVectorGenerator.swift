import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/statements` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it. Each invalid case has one defect, which
/// its name says, and is signed correctly unless the signature is the defect.
@Suite struct `Statement vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        try StatementVector.write("valid", of: .statements, Self.valid())
        try StatementVector.write("invalid", of: .statements, Self.invalid())
    }

    private static func valid() throws -> [StatementVector] {
        let story = try Story()
        var vectors: [StatementVector] = []
        for signed in try story.firstEvents() {
            let event = try Statement(parsing: signed.json).event
            vectors.append(.vector(event.rawValue, event, signed, story.key(of: event)))
        }
        let training = try Story(mode: .training)
        vectors.append(
            .vector(
                "training-deposit", .deposit, training.deposit,
                training.samples.senderDevice.publicKey, mode: .training))
        let unsent = edit(
            story.deposit.json, text(story.deposit.json, from: "\"stream\": {", through: "}"),
            "\"stream\": null")
        vectors.append(
            try .made("deposit-not-sent", .deposit, unsent, story.samples.senderDevice, code: nil))
        let second = edit(
            unsent, "\"stream\": null\n      }",
            "\"stream\": null\n      },\n      {\n        \"address\": \"legal@vasaprava.ba\",\n"
                + "        \"stream\": null\n      }")
        vectors.append(
            try .made(
                "deposit-to-two-mailboxes", .deposit, second, story.samples.senderDevice,
                code: nil))
        let later = edit(
            story.acceptance.json, "\"version\": 1,",
            "\"version\": 1,\n    \"memberOfALaterVersion\": true,")
        vectors.append(
            try .made(
                "unknown-member-in-open-statement", .consignmentAcceptance, later,
                story.samples.receiverMember, code: nil))
        let receiver = edit(
            story.transfer.json, "\n      },\n      \"mailbox\"",
            ",\n        \"memberOfALaterVersion\": true\n      },\n      \"mailbox\"")
        vectors.append(
            try .made(
                "unknown-member-in-the-receiver-of-a-transfer", .transfer, receiver,
                story.samples.receiverMember, code: nil))
        let compact = story.acknowledgement.json.filter { $0 != 0x20 && $0 != 0x0A }
        vectors.append(
            try .made(
                "written-without-white-space", .acknowledgement, compact,
                story.samples.receiverMember, code: nil))
        return vectors
    }

    private static func invalid() throws -> [StatementVector] {
        let story = try Story()
        return try badTexts(story) + badSignatures(story)
    }

    private static func badTexts(_ story: Story) throws -> [StatementVector] {
        let version = "\"version\": 1,"
        let deposit = story.deposit.json
        let acceptance = story.acceptance.json
        return [
            try .made(
                "closed-deposit-has-further-member", .deposit,
                edit(deposit, version, version + " \"note\": \"x\","), story.samples.senderDevice,
                code: "statement.schema"),
            try .made(
                "closed-sealed-has-further-member", .sealed,
                edit(story.sealed.json, version, version + " \"case\": \"x\","),
                story.samples.senderMember, code: "statement.schema"),
            try .made(
                "member-stands-twice", .consignmentAcceptance,
                edit(acceptance, version, version + " " + version), story.samples.receiverMember,
                code: "statement.not-json"),
            try .made(
                "integer-with-fraction", .consignmentAcceptance,
                edit(acceptance, version, "\"version\": 1.0,"), story.samples.receiverMember,
                code: "statement.not-json"),
            try .made(
                "version-2", .consignmentAcceptance,
                edit(acceptance, version, "\"version\": 2,"), story.samples.receiverMember,
                code: "statement.schema"),
            try .made(
                "subject-of-another-name", .deposit,
                edit(deposit, "payload.age", "payload.tar"), story.samples.senderDevice,
                code: "statement.schema"),
            try .made(
                "deadline-not-a-whole-hour", .deposit,
                edit(deposit, "T19:00:00Z", "T19:30:00Z"), story.samples.senderDevice,
                code: "statement.schema"),
            try .made(
                "predicate-type-of-another-version", .deposit,
                edit(deposit, "urn:plomba:v1:Deposit", "urn:plomba:v2:Deposit"),
                story.samples.senderDevice,
                code: "statement.event-unknown"),
            try .made(
                "reason-of-another-event", .consignmentRejection,
                edit(story.rejection().json, "no_capacity", "deadline_passed"),
                story.samples.receiverMember,
                code: "statement.schema"),
            try .made(
                "transfer-to-a-mailbox-of-another-organisation", .transfer,
                edit(story.transfer.json, "legal@myla.org.mk", "legal@vasaprava.ba"),
                story.samples.receiverMember,
                code: "statement.schema"),
        ]
    }

    private static func badSignatures(_ story: Story) throws -> [StatementVector] {
        let device = story.samples.senderDevice.publicKey
        let otherNamespace = SSHSignature.sign(
            story.deposit.json, namespace: "plomba/v1/Sealed", with: story.samples.senderDevice)
        let mixed = try SignedStatement(
            json: story.deposit.json, signature: story.deposit.signature,
            entry: story.submission.entry)
        let changed = edit(story.deposit.json, "\"number\": 7", "\"number\": 8")
        return [
            .vector(
                "signature-for-another-namespace", .deposit,
                try StatementVector.files(story.deposit.json, otherNamespace.armored), device,
                code: "statement.signature-invalid"),
            .vector(
                "byte-changed-after-signing", .deposit,
                try StatementVector.files(changed, story.deposit.signature), device,
                code: "statement.signature-invalid"),
            .vector(
                "signed-by-another-key", .deposit, story.deposit,
                story.samples.receiverDevice.publicKey, code: "statement.signature-invalid"),
            try .made(
                "stream-of-another-device", .deposit, story.deposit.json,
                story.samples.receiverDevice, code: "statement.signer-mismatch"),
            .vector(
                "opening-file-of-another-statement", .deposit, mixed, device,
                code: "statement.entry-mismatch"),
        ]
    }

    private static func text(_ json: [UInt8], from: String, through: String) -> String {
        let text = String(decoding: json, as: UTF8.self)
        guard let start = text.firstRange(of: from),
            let end = text[start.upperBound...].firstRange(of: through)
        else { return from }
        return String(text[start.lowerBound..<end.upperBound])
    }
}

extension Story {
    fileprivate func key(of event: Event) -> PublicKey {
        switch event {
        case .sealed: samples.senderMember.publicKey
        case .deposit: samples.senderDevice.publicKey
        case .submissionAcceptance, .submissionRejection: samples.broker.publicKey
        case .contentHandover: samples.receiverDevice.publicKey
        default: samples.receiverMember.publicKey
        }
    }
}
