package import Primitives

/// `Transfer`: a member whose organisation accepted a consignment passes it on.
///
/// It names the original seal, so that the chain survives the new encryption.
package struct TransferStatement: StatementPredicate {
    package static let event = Event.transfer

    /// SHA-256 of the original Sealed.json.
    package let sealed: SHA256Digest
    /// The original consignment and its sender.
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let issuer: OrganisationIssuer
    package let transferTime: Timestamp
    /// SHA-256 of the issuer's own ConsignmentAcceptance.json.
    package let previous: SHA256Digest
    package let to: Receiver
    package let newConsignment: ConsignmentID
    /// Why, and on what legal basis: one line each, without personal data.
    package let purpose: String
    package let basis: String

    /// Where the consignment goes next.
    package struct Receiver: Hashable, Sendable {
        package let organisation: OrganisationReference
        package let mailbox: MailboxAddress

        package init(organisation: OrganisationReference, mailbox: MailboxAddress) {
            self.organisation = organisation
            self.mailbox = mailbox
        }
    }

    package init(
        sealed: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
        issuer: OrganisationIssuer, claimedTime: Timestamp, previous: SHA256Digest, to: Receiver,
        newConsignment: ConsignmentID, purpose: String, basis: String
    ) {
        self.sealed = sealed
        self.consignment = consignment
        self.sender = sender
        self.issuer = issuer
        transferTime = claimedTime
        self.previous = previous
        self.to = to
        self.newConsignment = newConsignment
        self.purpose = purpose
        self.basis = basis
    }

    package var subjectDigests: [SHA256Digest] { [sealed] }
    package var party: StatementParty { .organisation(issuer.organisation) }
    package var statedKeyID: KeyID? { issuer.keyID }
    package var claimedTime: Timestamp? { transferTime }

    package func members(mode: Mode) -> [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("issuer", issuer),
            JSONMember("claimedTime", transferTime.text),
            JSONMember("previous", previous.hex),
            JSONMember(
                "to",
                .object([
                    JSONMember("organisation", to.organisation),
                    JSONMember("mailbox", to.mailbox.text),
                ])),
            JSONMember("newConsignment", newConsignment.text),
            JSONMember("purpose", purpose),
            JSONMember("basis", basis),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            sealed: statement.subjects[0].digest,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            issuer: try predicate.organisationIssuer("issuer"),
            claimedTime: try predicate.timestamp("claimedTime"),
            previous: try predicate.digest("previous"),
            to: try Self.receiver(in: &predicate),
            newConsignment: try predicate.consignmentID("newConsignment"),
            purpose: try predicate.line("purpose"),
            basis: try predicate.line("basis"))
    }

    private static func receiver(
        in predicate: inout JSONObjectReader
    ) throws(JSONSchemaError) -> Receiver {
        var reader = try predicate.object("to")
        let organisation = try reader.organisation("organisation", closed: false)
        let mailbox = try reader.mailboxAddress("mailbox")
        guard mailbox.organisation == organisation.name else {
            throw .invalid(
                path: reader.path(of: "mailbox"), expected: "a mailbox of that organisation")
        }
        return Receiver(organisation: organisation, mailbox: mailbox)
    }
}
