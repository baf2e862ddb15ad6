import BagIt
import EvidenceBundle
package import Primitives

/// What a person wants sealed, and for whom.
package struct SealOrder: Sendable {
    /// Files and folders.
    package let paths: [String]
    /// The case.json that describes them.
    package let caseFile: String
    package let mailboxes: [MailboxAddress]
    /// Until when the broker waits for a decision. Nil: two weeks from now, and not before the answer that
    /// the case asks for is due, if that is within 90 days.
    package let deadline: Timestamp?

    package init(
        paths: [String], caseFile: String, mailboxes: [MailboxAddress], deadline: Timestamp?
    ) {
        self.paths = paths
        self.caseFile = caseFile
        self.mailboxes = mailboxes
        self.deadline = deadline
    }

    private static let usualSeconds: Int64 = 14 * 24 * 3600
    /// What is to stay open for longer, a person says: a year that was mistyped keeps nothing at the broker.
    private static let longestSeconds: Int64 = 90 * 24 * 3600

    /// The deadline in whole hours, rounded up.
    ///
    /// - Parameter answer: when the case asks for an answer; nil where it does not say so by itself.
    func deadline(from now: Timestamp, answer: Timestamp? = nil) throws(SealOrderError) -> Timestamp
    {
        if let deadline { return deadline }
        guard let usual = now.adding(seconds: Self.usualSeconds),
            let longest = now.adding(seconds: Self.longestSeconds)
        else { throw .clock }
        let late = min(max(usual, answer ?? usual), longest)
        guard
            let rounded = late.adding(seconds: (3600 - late.secondsSinceEpoch % 3600) % 3600)
        else { throw .clock }
        return rounded
    }
}

/// Why an order cannot be carried out.
package enum SealOrderError: PlainFailure, Equatable {
    case clock
    case noOwnMailbox

    package var code: String {
        switch self {
        case .clock: "seal.clock"
        case .noOwnMailbox: "seal.no-own-mailbox"
        }
    }

    package var message: String {
        switch self {
        case .clock: "the clock of this computer is at the end of time"
        case .noOwnMailbox: "your organisation has no mailbox to keep its own proof for"
        }
    }

    package var hint: String? {
        switch self {
        case .clock: "set the clock of this computer"
        case .noOwnMailbox: "ask your organisation's administrator"
        }
    }
}

/// What was sealed, in the words that a person needs.
package struct SealedCase: Sendable {
    package let consignment: ConsignmentID
    /// FILE.plomba.
    package let file: String
    package let files: Int
    package let totalBytes: UInt64
    package let readers: [Readers]
    package let signer: String
    package let deadline: Timestamp
    /// When the case asks for an answer.
    package let respondBy: Timestamp

    /// Those of one mailbox who can open it.
    package struct Readers: Sendable {
        package let mailbox: MailboxAddress
        package let members: [String]
    }
}
