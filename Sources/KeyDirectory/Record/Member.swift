package import Primitives

/// A person in an organisation, known by a role label and keys.
package struct Member: Hashable, Sendable {
    package let label: RecordLabel
    package let roles: [Role]
    package let signingKey: PublicKey
    package let recipient: HybridRecipientText
    package let validity: Validity

    package enum Role: String, CaseIterable, Sendable {
        case caseworker, investigator, admin, auditor
    }

    package init(
        label: RecordLabel, roles: [Role], signingKey: PublicKey, recipient: HybridRecipientText,
        validity: Validity
    ) {
        self.label = label
        self.roles = roles
        self.signingKey = signingKey
        self.recipient = recipient
        self.validity = validity
    }
}

/// A machine of a member: it signs requests, outer statements and hand-overs, and opens nothing.
package struct Device: Hashable, Sendable {
    package let label: RecordLabel
    /// The label of the member whose machine it is.
    package let member: RecordLabel
    package let key: PublicKey
    package let validity: Validity

    package init(label: RecordLabel, member: RecordLabel, key: PublicKey, validity: Validity) {
        self.label = label
        self.member = member
        self.key = key
        self.validity = validity
    }
}
