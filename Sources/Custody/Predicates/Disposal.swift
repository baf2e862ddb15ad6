package import Primitives

/// `Disposal`: a member declares that the organisation destroyed its own copy, salts included.
///
/// It is the disposer's only remaining record of the consignment. What others hold stays provable
/// until they dispose of theirs.
package struct Disposal: StatementPredicate {
    package static let event = Event.disposal

    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    /// Where the copy came in; nil for the sender's own copy.
    package let mailbox: MailboxAddress?
    package let issuer: OrganisationIssuer
    package let disposalTime: Timestamp
    /// SHA-256 of the latest statement of the lane that the signer holds; for the sender, of any
    /// of its lanes.
    package let previous: SHA256Digest
    package let reason: DisposalReason
    /// On whose authority: one line, without personal data.
    package let basis: String

    package init(
        deposit: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
        mailbox: MailboxAddress?, issuer: OrganisationIssuer, claimedTime: Timestamp,
        previous: SHA256Digest, reason: DisposalReason, basis: String
    ) {
        self.deposit = deposit
        self.consignment = consignment
        self.sender = sender
        self.mailbox = mailbox
        self.issuer = issuer
        disposalTime = claimedTime
        self.previous = previous
        self.reason = reason
        self.basis = basis
    }

    /// The lane whose copy is gone; nil for the sender's own.
    package var lane: Lane? {
        mailbox.map { mailbox in
            Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
        }
    }

    package var subjectDigests: [SHA256Digest] { [deposit] }
    package var party: StatementParty { .organisation(issuer.organisation) }
    package var statedKeyID: KeyID? { issuer.keyID }
    package var claimedTime: Timestamp? { disposalTime }

    package func members(mode: Mode) -> [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("mailbox", mailbox.map { .string($0.text) } ?? .null),
            JSONMember("issuer", issuer),
            JSONMember("claimedTime", disposalTime.text),
            JSONMember("previous", previous.hex),
            JSONMember("reason", reason.rawValue),
            JSONMember("basis", basis),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            deposit: statement.subjects[0].digest,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            mailbox: try predicate.nullableParsed(
                "mailbox", expected: "a mailbox address, or null"
            ) { MailboxAddress($0) },
            issuer: try predicate.organisationIssuer("issuer"),
            claimedTime: try predicate.timestamp("claimedTime"),
            previous: try predicate.digest("previous"),
            reason: try predicate.parsed("reason", expected: "a reason of a Disposal") {
                DisposalReason(rawValue: $0)
            },
            basis: try predicate.line("basis"))
        try requireHolder()
    }

    private func requireHolder() throws(JSONSchemaError) {
        guard let mailbox else {
            guard issuer.organisation == sender else {
                throw .invalid(path: "predicate.issuer.organisation", expected: "the sender")
            }
            return
        }
        guard issuer.organisation.name == mailbox.organisation else {
            throw .invalid(
                path: "predicate.issuer.organisation.name", expected: "the mailbox's organisation")
        }
    }
}
