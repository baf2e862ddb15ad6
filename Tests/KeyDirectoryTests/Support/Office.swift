import Age
import KeyDirectory
import Primitives
import Testing

/// An organisation that has had several people: one works there, one left, one's keys were stolen; and
/// what somebody new brings.
final class Office: Sendable {
    let roots: Roots
    let second: SigningKey
    let third: SigningKey
    let newSigning: SigningKey
    let newDevice: SigningKey
    let newRecipient: HybridRecipientText
    let organisation: VerifiedOrganisation
    let first: OrganisationRecord
    let current: OrganisationRecord

    init(mode: Mode = .live) throws {
        roots = try Roots(mode: mode)
        second = try SigningKey()
        third = try SigningKey()
        newSigning = try SigningKey()
        newDevice = try SigningKey()
        newRecipient = try Roots.recipient()
        first = try roots.genesis()
        let left = Validity(
            from: try Roots.time("2026-01-01"), until: try Roots.time("2026-06-01"), status: .left)
        let revoked = Validity(
            from: try Roots.time("2026-01-01"), until: try Roots.time("2026-07-01"),
            status: .revoked)
        current = try roots.next(
            after: first,
            members: roots.members() + [
                Member(
                    label: Roots.label("legal-officer"), roles: [.auditor],
                    signingKey: second.publicKey, recipient: Roots.recipient(), validity: left),
                Member(
                    label: Roots.label("night-desk"), roles: [.caseworker],
                    signingKey: third.publicKey, recipient: Roots.recipient(), validity: revoked),
            ],
            mailboxes: roots.mailboxes() + [
                MailboxEntry(
                    name: Roots.label("legal"), members: [Roots.label("intake-officer")],
                    recovery: roots.recovery, homeBroker: nil)
            ])
        organisation = try roots.verify([
            roots.signed(first, by: roots.first), roots.signed(current, by: roots.first),
        ])
    }

    /// A request for a new member, with changes.
    func request(
        _ purpose: MemberRequest.Purpose = .member, label: String = "translator",
        roles: [Member.Role]? = nil, mailboxes: [String]? = nil, signing: PublicKey? = nil,
        recipient: HybridRecipientText? = nil, deviceLabel: String = "device-2",
        device: PublicKey? = nil, issued: String = "2026-12-02T00:00:00Z",
        expires: String = "2027-01-01T00:00:00Z", to fingerprint: Fingerprint? = nil
    ) throws -> MemberRequest {
        let isNew = purpose == .member
        return try MemberRequest(
            mode: roots.mode, organisation: roots.name,
            fingerprint: fingerprint ?? organisation.fingerprint, purpose: purpose,
            issuedTime: #require(Timestamp(issued)), expiryTime: #require(Timestamp(expires)),
            label: Roots.label(label), roles: roles ?? (isNew ? [.caseworker] : []),
            mailboxes: try (mailboxes ?? (isNew ? ["intake"] : [])).map(Roots.label),
            signingKey: signing ?? newSigning.publicKey, recipient: recipient ?? newRecipient,
            deviceLabel: Roots.label(deviceLabel), deviceKey: device ?? newDevice.publicKey)
    }

    /// The request as the new keys sign it.
    func signed(_ request: MemberRequest) throws -> MemberRequestFile {
        try MemberRequestFile(request, signer: newSigning, device: newDevice)
    }

    /// The same for a further computer of the member who works there.
    func signedByMember(_ request: MemberRequest) throws -> MemberRequestFile {
        try MemberRequestFile(request, signer: roots.member, device: newDevice)
    }

    /// Bytes that are not as this software writes them, signed by the new keys.
    func signed(_ bytes: [UInt8]) throws -> MemberRequestFile {
        let namespace = roots.mode.namespace(MemberRequest.statementName)
        return MemberRequestFile(
            mode: roots.mode, request: bytes,
            signature: SSHSignature.sign(bytes, namespace: namespace, with: newSigning).armored,
            deviceSignature: SSHSignature.sign(bytes, namespace: namespace, with: newDevice).armored
        )
    }
}
