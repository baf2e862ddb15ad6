package import Primitives

/// `Withdrawal`: a member of the sender calls a consignment back from one mailbox.
///
/// It takes effect only if the home broker records it before a decision.
package struct Withdrawal: LaneStatement {
    package static let event = Event.withdrawal
    package let step: LaneStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    package let reason: WithdrawalReason

    package init(_ step: LaneStep, deposit: SHA256Digest, reason: WithdrawalReason) {
        self.step = step
        self.deposit = deposit
        self.reason = reason
    }

    package var subjectDigests: [SHA256Digest] { [deposit] }
    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("reason", reason.rawValue)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .sender),
            deposit: statement.subjects[0].digest,
            reason: try predicate.parsed("reason", expected: "a reason of a Withdrawal") {
                WithdrawalReason(rawValue: $0)
            })
    }
}
