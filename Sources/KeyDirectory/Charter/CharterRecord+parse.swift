internal import Primitives

extension CharterRecord {
    /// Reads a charter. Members that the specification does not name are allowed everywhere.
    ///
    /// - Throws: `tooLarge`, `notJSON`, `schema` and the rules of `init`.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        let (head, content) = try CharterText.read(bytes, "charter") {
            (reader: inout JSONObjectReader) throws(JSONSchemaError) in
            (try RecordHead(&reader, of: Self.statementName), try CharterContent(&reader))
        }
        try self.init(head: head, content: content)
    }
}

extension CharterContent {
    /// Reads `network.json`; the rules between its members are those of the charter that it becomes.
    ///
    /// - Throws: `tooLarge`, `notJSON`, `schema`.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        self = try CharterText.read(bytes, "file") {
            (reader: inout JSONObjectReader) throws(JSONSchemaError) in try CharterContent(&reader)
        }
    }

    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        let organisations = try reader.list(
            "organisations", limit: CharterLimits.organisations, CharteredOrganisation.init)
        let brokers = try reader.list(
            "brokers", limit: CharterLimits.brokers, CharteredBroker.init)
        let witnesses = try reader.list(
            "witnesses", limit: CharterLimits.witnesses, CharteredWitness.init)
        let faulty = try reader.integer("faultyWitnesses", in: 0...CharterLimits.witnesses)
        let authorities = try reader.list(
            "timeAuthorities", limit: CharterLimits.timeAuthorities, CharteredTimeAuthority.init)
        var limits = try reader.object("limits")
        self.init(
            organisations: organisations, brokers: brokers, witnesses: witnesses,
            faultyWitnesses: faulty, timeAuthorities: authorities,
            limits: try NetworkLimits(&limits))
    }
}

extension CharterText {
    fileprivate static func read<Value>(
        _ bytes: [UInt8], _ part: String,
        _ body: (inout JSONObjectReader) throws(JSONSchemaError) -> Value
    ) throws(RecordError) -> Value {
        let limit = CharterLimits.recordSizeInBytes
        guard bytes.count <= limit else { throw .tooLarge(part: part, limit: limit) }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(
                bytes,
                limits: JSONLimits(maximumSize: limit, maximumDepth: 8, maximumMembers: 10_000))
        } catch {
            throw .notJSON(error)
        }
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            return try body(&reader)
        } catch {
            throw .schema(error)
        }
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
