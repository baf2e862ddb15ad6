internal import Primitives

extension MemberRequest {
    /// - Throws: `tooLarge`, `notJSON`, `schema` and the rules of the other `init`.
    package init(parsing bytes: [UInt8]) throws(MemberRequestError) {
        guard bytes.count <= Self.sizeLimitInBytes else {
            throw .tooLarge(limit: Self.sizeLimitInBytes)
        }
        let json = try Self.json(bytes)
        let fields: RequestFields
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            fields = try RequestFields(&reader)
        } catch {
            throw .schema(error)
        }
        try self.init(
            mode: fields.mode, organisation: fields.organisation,
            fingerprint: fields.fingerprint, purpose: fields.purpose,
            issuedTime: fields.issuedTime, expiryTime: fields.expiryTime, label: fields.label,
            roles: fields.roles, mailboxes: fields.mailboxes, signingKey: fields.signingKey,
            recipient: fields.recipient, deviceLabel: fields.deviceLabel,
            deviceKey: fields.deviceKey)
    }

    static func json(_ bytes: [UInt8]) throws(MemberRequestError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
    }

    /// The request's text as this software writes it; what counts are the bytes that were signed.
    package func serialized() -> [UInt8] {
        JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.statementName))),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember(
                "organisation",
                .object([
                    JSONMember("name", .string(organisation.text)),
                    JSONMember("fingerprint", .string(fingerprint.text)),
                ])),
            JSONMember("purpose", .string(purpose.rawValue)),
            JSONMember("issuedTime", .string(issuedTime.text)),
            JSONMember("expiryTime", .string(expiryTime.text)),
            JSONMember("label", .string(label.text)),
            JSONMember("roles", .array(roles.map { .string($0.rawValue) })),
            JSONMember("mailboxes", .array(mailboxes.map { .string($0.text) })),
            JSONMember("signingKey", .string(signingKey.openSSHLine)),
            JSONMember("recipient", .string(recipient.text)),
            JSONMember(
                "device",
                .object([
                    JSONMember("label", .string(deviceLabel.text)),
                    JSONMember("key", .string(deviceKey.openSSHLine)),
                ])),
        ]).serialized()
    }
}

/// What a request's JSON says, each member in its form, before the request's rules.
private struct RequestFields {
    let mode: Mode
    let organisation: OrganisationName
    let fingerprint: Fingerprint
    let purpose: MemberRequest.Purpose
    let issuedTime: Timestamp
    let expiryTime: Timestamp
    let label: RecordLabel
    let roles: [Member.Role]
    let mailboxes: [RecordLabel]
    let signingKey: PublicKey
    let recipient: HybridRecipientText
    let deviceLabel: RecordLabel
    let deviceKey: PublicKey

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        mode = try reader.mode("mode")
        try reader.constant("type", mode.predicateType(MemberRequest.statementName))
        var whose = try reader.object("organisation")
        organisation = try whose.organisationName("name")
        fingerprint = try whose.fingerprint("fingerprint")
        purpose = try reader.parsed("purpose", expected: "member, device or replacement") {
            MemberRequest.Purpose(rawValue: $0)
        }
        issuedTime = try reader.timestamp("issuedTime")
        expiryTime = try reader.timestamp("expiryTime")
        label = try reader.label("label")
        roles = try reader.furtherRoles("roles")
        mailboxes = try reader.labels("mailboxes", limit: RecordLimits.mailboxes)
        signingKey = try reader.publicKey("signingKey")
        recipient = try reader.recipient("recipient")
        var device = try reader.object("device")
        deviceLabel = try device.label("label")
        deviceKey = try device.publicKey("key")
    }
}
