internal import Primitives

extension CharterRecord {
    /// Reads a charter. Members that the specification does not name are allowed everywhere.
    ///
    /// - Throws: `tooLarge`, `notJSON`, `schema` and the rules of `init`.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        let limit = CharterLimits.recordSizeInBytes
        guard bytes.count <= limit else { throw .tooLarge(part: "charter", limit: limit) }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(
                bytes,
                limits: JSONLimits(maximumSize: limit, maximumDepth: 8, maximumMembers: 10_000))
        } catch {
            throw .notJSON(error)
        }
        let fields: CharterFields
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            fields = try CharterFields(&reader)
        } catch {
            throw .schema(error)
        }
        try self.init(
            head: fields.head, organisations: fields.organisations, brokers: fields.brokers,
            witnesses: fields.witnesses, faultyWitnesses: fields.faultyWitnesses,
            timeAuthorities: fields.timeAuthorities, limits: fields.limits)
    }
}

/// What a charter's JSON says, each member in its form, before the charter's rules.
private struct CharterFields {
    let head: RecordHead
    let organisations: [CharteredOrganisation]
    let brokers: [CharteredBroker]
    let witnesses: [CharteredWitness]
    let faultyWitnesses: Int
    let timeAuthorities: [CharteredTimeAuthority]
    let limits: NetworkLimits

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        head = try RecordHead(&reader, of: CharterRecord.statementName)
        organisations = try reader.list(
            "organisations", limit: CharterLimits.organisations, CharteredOrganisation.init)
        brokers = try reader.list(
            "brokers", limit: CharterLimits.brokers, CharteredBroker.init)
        witnesses = try reader.list(
            "witnesses", limit: CharterLimits.witnesses, CharteredWitness.init)
        faultyWitnesses = try reader.integer("faultyWitnesses", in: 0...CharterLimits.witnesses)
        timeAuthorities = try reader.list(
            "timeAuthorities", limit: CharterLimits.timeAuthorities, CharteredTimeAuthority.init)
        var limits = try reader.object("limits")
        self.limits = try NetworkLimits(&limits)
    }
}

extension CharteredOrganisation {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            name: try reader.organisationName("name"),
            fingerprint: try reader.fingerprint("fingerprint"))
    }
}

extension CharteredBroker {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        let name = try reader.organisationName("name")
        let operatorName = try reader.nullableParsed("operator", expected: "an organisation") {
            OrganisationName($0)
        }
        let url = try reader.origin("url")
        let pin = try reader.parsed("pin", expected: "a pin like 'sha256/...'") { BrokerPin($0) }
        let serviceKey = try reader.publicKey("serviceKey")
        var log = try reader.object("log")
        self.init(
            name: name, operatorName: operatorName, url: url, pin: pin, serviceKey: serviceKey,
            log: CharteredLog(
                origin: try log.keyName("origin"), key: try log.publicKey("key"),
                quorum: try log.integer("quorum", in: 0...CharterLimits.witnesses)))
    }
}

extension CharteredWitness {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            name: try reader.keyName("name"),
            organisation: try reader.organisationName("organisation"),
            key: try reader.publicKey("key"),
            url: try reader.nullableParsed("url", expected: "a web address") {
                CharterText.isURL($0) ? $0 : nil
            })
    }
}

extension CharteredTimeAuthority {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        let label = try reader.label("label")
        let url = try reader.parsed("url", expected: "a web address") {
            CharterText.isURL($0) ? $0 : nil
        }
        let policy = try reader.nullableParsed("policy", expected: "an object identifier") {
            CharterText.isObjectIdentifier($0) ? $0 : nil
        }
        self.init(
            label: label, url: url, policy: policy, roots: try reader.certificates("roots"))
    }
}

extension NetworkLimits {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            payloadSizeInBytes: UInt64(
                try reader.integer("payloadSize", in: CharterLimits.payloadSizes)),
            deadlineInDays: try reader.integer("deadlineDays", in: CharterLimits.deadlineDays))
    }
}

extension JSONObjectReader {
    fileprivate mutating func keyName(_ name: String) throws(JSONSchemaError) -> String {
        try parsed(name, expected: "a name without white space and '+'") {
            CharterText.isKeyName($0) ? $0 : nil
        }
    }

    /// One or more DER certificates; that they are certificates is judged by who uses them.
    fileprivate mutating func certificates(
        _ name: String
    ) throws(JSONSchemaError) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        let texts = try strings(name, limit: CharterLimits.rootsOfOneAuthority)
        for (index, text) in texts.enumerated() {
            guard let bytes = Base64.decode(text), !bytes.isEmpty,
                bytes.count <= CharterLimits.certificateSizeInBytes
            else {
                throw .invalid(path: "\(path(of: name))[\(index)]", expected: "base64 of DER")
            }
            certificates.append(bytes)
        }
        guard !certificates.isEmpty else {
            throw .invalid(path: path(of: name), expected: "one or more certificates")
        }
        return certificates
    }
}
