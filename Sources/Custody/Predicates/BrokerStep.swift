package import Primitives

/// What a home broker says of one lane: the members its two statements share.
package struct BrokerStep: Hashable, Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let mailbox: MailboxAddress
    package let issuer: BrokerIssuer
    package let claimedTime: Timestamp
    /// SHA-256 of the latest statement of this lane that the broker holds.
    package let previous: SHA256Digest

    package init(
        consignment: ConsignmentID, sender: OrganisationReference, mailbox: MailboxAddress,
        issuer: BrokerIssuer, claimedTime: Timestamp, previous: SHA256Digest
    ) {
        self.consignment = consignment
        self.sender = sender
        self.mailbox = mailbox
        self.issuer = issuer
        self.claimedTime = claimedTime
        self.previous = previous
    }

    package var lane: Lane {
        Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
    }

    var members: [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("mailbox", mailbox.text),
            JSONMember("issuer", issuer),
            JSONMember("claimedTime", claimedTime.text),
            JSONMember("previous", previous.hex),
        ]
    }

    init(reading predicate: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            mailbox: try predicate.mailboxAddress("mailbox"),
            issuer: try predicate.brokerIssuer("issuer"),
            claimedTime: try predicate.timestamp("claimedTime"),
            previous: try predicate.digest("previous"))
    }
}

/// A statement by the home broker about one lane.
package protocol BrokerStatement: StatementPredicate {
    var step: BrokerStep { get }
    /// SHA-256 of statement.json.
    var deposit: SHA256Digest { get }
}

extension BrokerStatement {
    package var subjectDigests: [SHA256Digest] { [deposit] }
    package var party: StatementParty { .broker(step.issuer.broker) }
    package var statedKeyID: KeyID? { step.issuer.keyID }
    package var claimedTime: Timestamp? { step.claimedTime }
}
