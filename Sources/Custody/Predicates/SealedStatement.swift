package import Primitives

/// `Sealed`: a member closed a bag. The inner statement.
///
/// It covers, through commitments.txt, every byte of the bag, the case and the recipients, and
/// reveals none of them. Closed: nothing else may be added.
package struct SealedStatement: StatementPredicate {
    package static let event = Event.sealed

    /// SHA-256 of commitments.txt.
    package let commitmentsDigest: SHA256Digest
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    package let keyID: KeyID
    package let sealedTime: Timestamp

    package init(
        commitmentsDigest: SHA256Digest, consignment: ConsignmentID,
        sender: OrganisationReference, keyID: KeyID, claimedTime: Timestamp
    ) {
        self.commitmentsDigest = commitmentsDigest
        self.consignment = consignment
        self.sender = sender
        self.keyID = keyID
        sealedTime = claimedTime
    }

    package var subjectDigests: [SHA256Digest] { [commitmentsDigest] }

    package func members(mode: Mode) -> [JSONMember] {
        [
            JSONMember("consignment", consignment.text),
            JSONMember("sender", sender),
            JSONMember("keyId", keyID.text),
            JSONMember("claimedTime", sealedTime.text),
        ]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            commitmentsDigest: statement.subjects[0].digest,
            consignment: try predicate.consignmentID("consignment"),
            sender: try predicate.organisation("sender", closed: true),
            keyID: try predicate.keyID("keyId"),
            claimedTime: try predicate.timestamp("claimedTime"))
    }

    package var party: StatementParty { .organisation(sender) }
    package var statedKeyID: KeyID? { keyID }
    package var claimedTime: Timestamp? { sealedTime }
}
