package import Primitives

/// One step that an organisation takes on one lane: the members its statements share.
///
/// A lane is one delivery: sender fingerprint, consignment, mailbox.
package struct LaneStep: Hashable, Sendable {
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let mailbox: MailboxAddress
    package let issuer: OrganisationIssuer
    package let claimedTime: Timestamp
    /// SHA-256 of the latest statement of this lane that the signer holds.
    package let previous: SHA256Digest

    package init(
        consignment: ConsignmentID, sender: OrganisationReference, mailbox: MailboxAddress,
        issuer: OrganisationIssuer, claimedTime: Timestamp, previous: SHA256Digest
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

    /// Whose step it may be.
    enum Side {
        case recipient
        case sender
    }

    init(
        reading predicate: inout JSONObjectReader, by side: Side
    ) throws(JSONSchemaError) {
        self.init(
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: false),
            mailbox: try predicate.mailboxAddress("mailbox"),
            issuer: try predicate.organisationIssuer("issuer"),
            claimedTime: try predicate.timestamp("claimedTime"),
            previous: try predicate.digest("previous"))
        try require(side)
    }

    private func require(_ side: Side) throws(JSONSchemaError) {
        switch side {
        case .recipient:
            guard issuer.organisation.name == mailbox.organisation else {
                throw .invalid(
                    path: "predicate.issuer.organisation.name",
                    expected: "the mailbox's organisation")
            }
        case .sender:
            guard issuer.organisation == sender else {
                throw .invalid(path: "predicate.issuer.organisation", expected: "the sender")
            }
        }
    }
}

/// One delivery: what one sender sends to one mailbox under one identifier.
package struct Lane: Hashable, Sendable {
    package let sender: Fingerprint
    package let consignment: ConsignmentID
    package let mailbox: MailboxAddress

    package init(sender: Fingerprint, consignment: ConsignmentID, mailbox: MailboxAddress) {
        self.sender = sender
        self.consignment = consignment
        self.mailbox = mailbox
    }
}
