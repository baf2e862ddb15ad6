package import Primitives

/// `Skipped`: a sender's device will never deliver what it gave a stream number to.
///
/// It names the outer statement that bears the number, so that a device that delivers it all the
/// same has signed a contradiction. Without it a receiver could not tell a number that was given up
/// from one that somebody withholds.
package struct SkippedStatement: StatementPredicate {
    package static let event = Event.skipped

    /// SHA-256 of the numbered statement.json that is given up.
    package let deposit: SHA256Digest
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let mailbox: MailboxAddress
    package let stream: DepositStatement.StreamPosition
    package let skippedTime: Timestamp

    package init(
        deposit: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
        mailbox: MailboxAddress, stream: DepositStatement.StreamPosition, claimedTime: Timestamp
    ) {
        self.deposit = deposit
        self.consignment = consignment
        self.sender = sender
        self.mailbox = mailbox
        self.stream = stream
        skippedTime = claimedTime
    }

    package var subjectDigests: [SHA256Digest] { [deposit] }
    package var party: StatementParty { .organisation(sender) }
    package var statedKeyID: KeyID? { stream.device }
    package var claimedTime: Timestamp? { skippedTime }

    package var lane: Lane {
        Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
    }

    package func members(mode: Mode) -> [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("mailbox", mailbox.text),
            JSONMember("stream", stream.json),
            JSONMember("claimedTime", skippedTime.text),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            deposit: statement.subjects[0].digest,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            mailbox: try predicate.mailboxAddress("mailbox"),
            stream: try DepositStatement.StreamPosition(
                reading: predicate.object("stream"), allowUnknown: true),
            claimedTime: try predicate.timestamp("claimedTime"))
    }
}
