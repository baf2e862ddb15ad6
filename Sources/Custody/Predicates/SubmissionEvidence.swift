package import Primitives

/// What a broker says of one deposit: the members that its acceptance and rejection share.
package struct SubmissionEvidence: Hashable, Sendable {
    /// SHA-256 of statement.json: the subject and the predecessor.
    package let deposit: SHA256Digest
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let mailboxes: [MailboxAddress]
    package let issuer: BrokerIssuer
    package let receivedTime: Timestamp

    package init(
        deposit: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
        mailboxes: [MailboxAddress], issuer: BrokerIssuer, receivedTime: Timestamp
    ) {
        self.deposit = deposit
        self.consignment = consignment
        self.sender = sender
        self.mailboxes = mailboxes
        self.issuer = issuer
        self.receivedTime = receivedTime
    }

    /// What a broker says of `statement`, whose exact bytes have the digest `deposit`.
    package init(
        of statement: DepositStatement, deposit: SHA256Digest, issuer: BrokerIssuer,
        receivedTime: Timestamp
    ) {
        self.init(
            deposit: deposit, consignment: statement.consignment, sender: statement.sender,
            mailboxes: statement.mailboxes, issuer: issuer, receivedTime: receivedTime)
    }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("mailboxes", mailboxes),
            JSONMember("issuer", issuer),
            JSONMember("receivedTime", receivedTime.text),
            JSONMember("previous", deposit.hex),
        ]
    }

    fileprivate init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            deposit: statement.subjects[0].digest,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            mailboxes: try predicate.mailboxAddresses("mailboxes"),
            issuer: try predicate.brokerIssuer("issuer"),
            receivedTime: try predicate.timestamp("receivedTime"))
        guard try predicate.digest("previous") == deposit else {
            throw .invalid(path: "predicate.previous", expected: "the digest of statement.json")
        }
    }
}

/// `SubmissionAcceptance`: the broker's receipt. Given only when everything is durable.
package struct SubmissionAcceptance: StatementPredicate {
    package static let event = Event.submissionAcceptance
    package let evidence: SubmissionEvidence

    package init(_ evidence: SubmissionEvidence) { self.evidence = evidence }

    package var subjectDigests: [SHA256Digest] { [evidence.deposit] }
    package func members(mode: Mode) -> [JSONMember] { evidence.members }
    package var party: StatementParty { .broker(evidence.issuer.broker) }
    package var statedKeyID: KeyID? { evidence.issuer.keyID }
    package var claimedTime: Timestamp? { evidence.receivedTime }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        evidence = try SubmissionEvidence(reading: &predicate, of: statement)
    }
}

/// `SubmissionRejection`: the broker refused a complete, authenticated deposit.
///
/// Returned to the sender, never logged.
package struct SubmissionRejection: StatementPredicate {
    package static let event = Event.submissionRejection
    package let evidence: SubmissionEvidence
    package let reason: SubmissionRejectionReason

    package init(_ evidence: SubmissionEvidence, reason: SubmissionRejectionReason) {
        self.evidence = evidence
        self.reason = reason
    }

    package var subjectDigests: [SHA256Digest] { [evidence.deposit] }
    package func members(mode: Mode) -> [JSONMember] {
        evidence.members + [JSONMember("reason", reason.rawValue)]
    }
    package var party: StatementParty { .broker(evidence.issuer.broker) }
    package var statedKeyID: KeyID? { evidence.issuer.keyID }
    package var claimedTime: Timestamp? { evidence.receivedTime }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        evidence = try SubmissionEvidence(reading: &predicate, of: statement)
        reason = try predicate.parsed("reason", expected: "a reason of a SubmissionRejection") {
            SubmissionRejectionReason(rawValue: $0)
        }
    }
}
