package import Primitives

/// `AcceptanceRejectionExpiry`: the deadline passed, and the home broker had recorded no decision.
///
/// It never means that nobody read the consignment. Its form holds only that the broker's own time
/// is not before the deadline; whether the deadline had really passed is `ExpiryPolicy`'s to judge.
package struct AcceptanceRejectionExpiry: BrokerStatement {
    package static let event = Event.acceptanceRejectionExpiry
    package let step: BrokerStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    /// The deposit's, repeated.
    package let deadline: Timestamp
    package let reason: ExpiryReason
    /// A cosigned checkpoint at or after the deadline; nil in a network without witnesses.
    package let checkpoint: CheckpointText?

    package init(
        _ step: BrokerStep, deposit: SHA256Digest, deadline: Timestamp, reason: ExpiryReason,
        checkpoint: CheckpointText?
    ) {
        self.step = step
        self.deposit = deposit
        self.deadline = deadline
        self.reason = reason
        self.checkpoint = checkpoint
    }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [
            JSONMember("deadline", deadline.text),
            JSONMember("reason", reason.rawValue),
            JSONMember("checkpoint", checkpoint.map { .string($0.text) } ?? .null),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try BrokerStep(reading: &predicate), deposit: statement.subjects[0].digest,
            deadline: try predicate.timestamp("deadline"),
            reason: try predicate.parsed(
                "reason", expected: "a reason of an AcceptanceRejectionExpiry"
            ) { ExpiryReason(rawValue: $0) },
            checkpoint: try predicate.nullableParsed(
                "checkpoint", expected: "the text of a checkpoint, or null"
            ) { CheckpointText($0) })
        guard deadline.wholeHour else {
            throw .invalid(path: "predicate.deadline", expected: "a whole hour")
        }
        guard step.claimedTime >= deadline else {
            throw .invalid(
                path: "predicate.claimedTime", expected: "a time that is not before the deadline")
        }
    }
}

/// The exact text of a signed checkpoint note, as a statement embeds it. Nothing of it is verified.
///
/// - SeeAlso: Protocol/audit-log.md
package struct CheckpointText: Hashable, Sendable {
    package let text: String

    /// Nil unless it is 1 to 32,768 bytes that end with LF and hold no other control character.
    package init?(_ text: String) {
        let utf8 = text.utf8
        guard (1...StatementLimits.checkpointSizeInBytes).contains(utf8.count),
            utf8.last == 0x0A,
            utf8.allSatisfy({ $0 == 0x0A || ($0 >= 0x20 && $0 != 0x7F) })
        else { return nil }
        self.text = text
    }

    package var bytes: [UInt8] { Array(text.utf8) }
}
