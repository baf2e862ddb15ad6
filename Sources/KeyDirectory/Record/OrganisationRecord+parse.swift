internal import Primitives

extension OrganisationRecord {
    /// Reads a record. Members that the specification does not name are allowed everywhere.
    ///
    /// - Throws: `tooLarge`, `notJSON`, `schema` and the rules of `init`.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        guard bytes.count <= RecordLimits.recordSizeInBytes else {
            throw .tooLarge(part: "record", limit: RecordLimits.recordSizeInBytes)
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        let fields: RecordFields
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            fields = try RecordFields(&reader)
        } catch {
            throw .schema(error)
        }
        try self.init(
            head: fields.head, members: fields.members, devices: fields.devices,
            mailboxes: fields.mailboxes, recovered: fields.recovered)
    }
}

/// What a record's JSON says, each member in its form, before the record's rules.
private struct RecordFields {
    let head: RecordHead
    let members: [Member]
    let devices: [Device]
    let mailboxes: [MailboxEntry]
    let recovered: [RecordLabel]

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        head = try RecordHead(&reader, of: OrganisationRecord.statementName)
        members = try reader.list("members", limit: RecordLimits.members, Member.init)
        devices = try reader.list("devices", limit: RecordLimits.devices, Device.init)
        mailboxes = try reader.list("mailboxes", limit: RecordLimits.mailboxes, MailboxEntry.init)
        recovered = Self.recovered(reader.optionalValue("recovered"))
    }

    /// A member that readers before it keep and pass over: in another form it says nothing, and the
    /// record holds as it does there.
    private static func recovered(_ value: JSONValue?) -> [RecordLabel] {
        guard case .array(let elements) = value, elements.count <= RecordLimits.mailboxes else {
            return []
        }
        let labels = elements.compactMap { element -> RecordLabel? in
            guard case .string(let text) = element else { return nil }
            return RecordLabel(text)
        }
        return labels.count == elements.count ? labels : []
    }
}

extension Member {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            label: try reader.label("label"), roles: try reader.roles("roles"),
            signingKey: try reader.publicKey("signingKey"),
            recipient: try reader.recipient("recipient"), validity: try reader.validity())
    }
}

extension Device {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            label: try reader.label("label"), member: try reader.label("member"),
            key: try reader.publicKey("key"), validity: try reader.validity())
    }
}

extension MailboxEntry {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            name: try reader.label("name"),
            members: try reader.labels("members", limit: RecordLimits.membersOfOneMailbox),
            recovery: try reader.recipient("recovery"),
            homeBroker: try HomeBroker(in: &reader))
    }
}

extension HomeBroker {
    /// Complete or null: a broker without its pin or its key is no broker to trust.
    fileprivate init?(in mailbox: inout JSONObjectReader) throws(JSONSchemaError) {
        guard var reader = try mailbox.nullableObject("homeBroker") else { return nil }
        let url = try reader.origin("url")
        self.init(
            url: url,
            pin: try reader.parsed("pin", expected: "a pin like 'sha256/...'") { BrokerPin($0) },
            serviceKey: try reader.publicKey("serviceKey"))
    }
}
