package import Primitives

/// What somebody asks the roots of an organisation for: a place in its record, with keys of one's own.
///
/// ```
/// {
///   "type": "urn:plomba:v1:MemberRequest", "mode": "live",
///   "organisation": {"name": "group484.rs", "fingerprint": "..."},
///   "purpose": "member", "issuedTime": "...", "expiryTime": "...",
///   "label": "legal-officer", "roles": ["caseworker"], "mailboxes": ["intake"],
///   "signingKey": "ssh-ed25519 ...", "recipient": "age1pq1...",
///   "device": {"label": "legal-laptop", "key": "ssh-ed25519 ..."}
/// }
/// ```
/// A value of this type keeps the request's own rules. Who signed it: see `MemberRequestFile`.
/// Whether the organisation can take it: see `VerifiedOrganisation.judge`.
///
/// - SeeAlso: Protocol/member-request.md
package struct MemberRequest: Hashable, Sendable {
    package static let statementName = "MemberRequest"
    static let sizeLimitInBytes = 16 * 1024
    /// Longer than this no request is waited for.
    package static let validSeconds: Int64 = 30 * 86_400

    package let mode: Mode
    package let organisation: OrganisationName
    package let fingerprint: Fingerprint
    package let purpose: Purpose
    package let issuedTime: Timestamp
    package let expiryTime: Timestamp
    /// Whose keys these are.
    package let label: RecordLabel
    /// What a new member asks for; empty for other purposes, where the record's stay.
    package let roles: [Member.Role]
    package let mailboxes: [RecordLabel]
    package let signingKey: PublicKey
    package let recipient: HybridRecipientText
    package let deviceLabel: RecordLabel
    package let deviceKey: PublicKey

    package enum Purpose: String, CaseIterable, Sendable {
        /// A person whom the record does not list yet.
        case member
        /// A further computer of a member, whose own keys stay.
        case device
        /// A member whose keys are lost: other keys under the same label.
        case replacement
    }

    /// - Throws: `schema`, `timesContradict`, `duplicateKey`.
    package init(
        mode: Mode, organisation: OrganisationName, fingerprint: Fingerprint, purpose: Purpose,
        issuedTime: Timestamp, expiryTime: Timestamp, label: RecordLabel, roles: [Member.Role],
        mailboxes: [RecordLabel], signingKey: PublicKey, recipient: HybridRecipientText,
        deviceLabel: RecordLabel, deviceKey: PublicKey
    ) throws(MemberRequestError) {
        self.mode = mode
        self.organisation = organisation
        self.fingerprint = fingerprint
        self.purpose = purpose
        self.issuedTime = issuedTime
        self.expiryTime = expiryTime
        self.label = label
        self.roles = roles
        self.mailboxes = mailboxes
        self.signingKey = signingKey
        self.recipient = recipient
        self.deviceLabel = deviceLabel
        self.deviceKey = deviceKey
        try check()
    }

    private func check() throws(MemberRequestError) {
        let isNew = purpose == .member
        guard isNew != roles.isEmpty else {
            throw .schema(
                .invalid(path: "roles", expected: isNew ? "one or more roles" : "no roles"))
        }
        guard isNew || mailboxes.isEmpty else {
            throw .schema(.invalid(path: "mailboxes", expected: "no mailboxes"))
        }
        guard Set(mailboxes).count == mailboxes.count else {
            throw .schema(.invalid(path: "mailboxes", expected: "each mailbox once"))
        }
        guard issuedTime < expiryTime,
            expiryTime.secondsSinceEpoch - issuedTime.secondsSinceEpoch <= Self.validSeconds
        else { throw .timesContradict }
        guard signingKey != deviceKey else { throw .duplicateKey }
    }
}
