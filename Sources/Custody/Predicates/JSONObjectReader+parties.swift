internal import Primitives

/// Reading the parts that several predicates share. Each part is as open as its statement.
extension JSONObjectReader {
    mutating func organisation(
        _ name: String, closed: Bool
    ) throws(JSONSchemaError) -> OrganisationReference {
        var reader = try object(name)
        let organisation = OrganisationReference(
            name: try reader.organisationName("name"),
            fingerprint: try reader.fingerprint("fingerprint"))
        try reader.finish(allowUnknown: !closed)
        return organisation
    }

    mutating func organisationIssuer(_ name: String) throws(JSONSchemaError) -> OrganisationIssuer {
        var reader = try object(name)
        return OrganisationIssuer(
            organisation: try reader.organisation("organisation", closed: false),
            keyID: try reader.keyID("keyId"))
    }

    mutating func brokerIssuer(_ name: String) throws(JSONSchemaError) -> BrokerIssuer {
        var reader = try object(name)
        return BrokerIssuer(
            broker: try reader.organisationName("broker"), keyID: try reader.keyID("keyId"))
    }

    /// One to 32 addresses, no two the same.
    mutating func mailboxAddresses(_ name: String) throws(JSONSchemaError) -> [MailboxAddress] {
        let path = path(of: name)
        var addresses: [MailboxAddress] = []
        for (index, text) in try strings(name, limit: StatementLimits.mailboxes).enumerated() {
            guard let address = MailboxAddress(text) else {
                throw .invalid(path: "\(path)[\(index)]", expected: "a mailbox address")
            }
            addresses.append(address)
        }
        try Self.requireSet(addresses, at: path)
        return addresses
    }

    static func requireSet(
        _ addresses: [MailboxAddress], at path: String
    ) throws(JSONSchemaError) {
        guard !addresses.isEmpty, Set(addresses).count == addresses.count else {
            throw .invalid(path: path, expected: "a list of one or more different mailboxes")
        }
    }

    mutating func sizeInBytes(_ name: String) throws(JSONSchemaError) -> UInt64 {
        guard let size = UInt64(exactly: try integer(name)) else {
            throw .invalid(path: path(of: name), expected: "a size in bytes")
        }
        return size
    }
}

extension JSONObjectReader {
    /// One line for people: 1 to 1024 bytes without control characters.
    mutating func line(_ name: String) throws(JSONSchemaError) -> String {
        try parsed(name, expected: "one line of 1 to 1024 bytes") { text in
            let utf8 = text.utf8
            let fits = (1...StatementLimits.purposeSizeInBytes).contains(utf8.count)
            return fits && utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? text : nil
        }
    }
}

/// Writing the same parts.
extension JSONMember {
    init(_ name: String, _ text: String) { self.init(name, .string(text)) }

    init(_ name: String, _ organisation: OrganisationReference) {
        self.init(
            name,
            .object([
                JSONMember("name", organisation.name.text),
                JSONMember("fingerprint", organisation.fingerprint.text),
            ]))
    }

    init(_ name: String, _ issuer: OrganisationIssuer) {
        self.init(
            name,
            .object([
                JSONMember("organisation", issuer.organisation),
                JSONMember("keyId", issuer.keyID.text),
            ]))
    }

    init(_ name: String, _ issuer: BrokerIssuer) {
        self.init(
            name,
            .object([
                JSONMember("broker", issuer.broker.text),
                JSONMember("keyId", issuer.keyID.text),
            ]))
    }

    init(_ name: String, _ addresses: [MailboxAddress]) {
        self.init(name, .array(addresses.map { .string($0.text) }))
    }

    /// A size, which the typed predicates keep within what JSON integers hold.
    init(_ name: String, sizeInBytes: UInt64) {
        self.init(name, .integer(Int64(clamping: sizeInBytes)))
    }
}
