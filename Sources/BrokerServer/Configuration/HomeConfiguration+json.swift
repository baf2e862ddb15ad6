import BrokerAPI
import Logging
import Primitives

/// The configuration as a file.
extension HomeConfiguration {
    /// - Throws: ``ConfigurationError`` with the path of the member that is wrong.
    package init(jsonBytes: [UInt8]) throws(ConfigurationError) {
        let limits = JSONLimits(
            maximumSize: Self.maximumSize, maximumDepth: 4, maximumMembers: 400)
        let value: JSONValue
        do {
            value = try JSONValue.parse(jsonBytes, limits: limits)
        } catch {
            throw .notJSON(error)
        }
        do {
            try self.init(value)
        } catch {
            throw .schema(error)
        }
    }

    private init(_ value: JSONValue) throws(JSONSchemaError) {
        var reader = try JSONObjectReader(value, at: "")
        _ = try reader.integer("version", in: 1...Int(Self.version))
        name = try reader.organisationName("name")
        mode = try reader.mode("mode")
        origin = try reader.parsed("origin", expected: "like https://broker.example.org:8443") {
            $0.utf8.starts(with: "https://".utf8) ? ExternalOrigin($0) : nil
        }
        listen = try ListenAddress(reader.object("listen"))
        var tls = try reader.object("tls")
        certificatePath = try tls.path("certificate")
        keyPath = try tls.path("key")
        try tls.finish(allowUnknown: false)
        serviceKeyPath = try reader.path("serviceKey")
        dataPath = try reader.path("data")
        witnesses = try reader.optionalObject("witnesses").map {
            reader throws(JSONSchemaError) in
            try WitnessConfiguration(reader)
        }
        timestamps = try reader.optionalObject("timestamps").map {
            reader throws(JSONSchemaError) in
            try TimestampConfiguration(reader)
        }
        relay = try reader.optionalObject("relay").map { reader throws(JSONSchemaError) in
            try RelayConfiguration(reader)
        }
        operations = try reader.optionalObject("operations").map {
            reader throws(JSONSchemaError) in
            try ListenAddress(ofThisMachine: reader)
        }
        limits = try OperatorLimits(reader.object("limits"))
        quotas = try reader.optionalObject("quotas").map { reader throws(JSONSchemaError) in
            try QuotaConfiguration(reader)
        }
        pace = try PaceConfiguration(reader.object("pace"))
        stopSeconds = try reader.integer("stopSeconds", in: 1...300)
        logLevel = try reader.parsed("logLevel", expected: "one of debug, info, warning, error") {
            ["debug", "info", "warning", "error"].contains($0) ? Logger.Level(rawValue: $0) : nil
        }
        try reader.finish(allowUnknown: false)
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object(
            [
                JSONMember("version", .integer(Self.version)),
                JSONMember("name", .string(name.text)),
                JSONMember("mode", .string(mode.rawValue)),
                JSONMember("origin", .string(origin.text)),
                JSONMember("listen", listen.json),
                JSONMember(
                    "tls",
                    .object([
                        JSONMember("certificate", .string(certificatePath)),
                        JSONMember("key", .string(keyPath)),
                    ])),
                JSONMember("serviceKey", .string(serviceKeyPath)),
                JSONMember("data", .string(dataPath)),
            ] + (witnesses.map { [JSONMember("witnesses", $0.json)] } ?? [])
                + (timestamps.map { [JSONMember("timestamps", $0.json)] } ?? [])
                + (relay.map { [JSONMember("relay", $0.json)] } ?? [])
                + (operations.map { [JSONMember("operations", $0.json)] } ?? []) + [
                    JSONMember("limits", limits.json)
                ] + (quotas.map { [JSONMember("quotas", $0.json)] } ?? []) + [
                    JSONMember("pace", pace.json),
                    JSONMember("stopSeconds", .integer(Int64(stopSeconds))),
                    JSONMember("logLevel", .string(logLevel.rawValue)),
                ]
        ).serialized()
    }
}

extension ListenAddress {
    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        host = try reader.parsed("host", expected: "a name or address to listen on") { text in
            (1...253).contains(text.utf8.count) ? text : nil
        }
        port = try reader.integer("port", in: 0...65535)
        try reader.finish(allowUnknown: false)
    }

    /// Only an address that other machines cannot reach: what is served there asks for no password.
    fileprivate init(ofThisMachine reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        host = try reader.parsed("host", expected: "127.0.0.1 or ::1") { text in
            ["127.0.0.1", "::1"].contains(text) ? text : nil
        }
        port = try reader.integer("port", in: 1...65535)
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("host", .string(host)), JSONMember("port", .integer(Int64(port))),
        ])
    }
}

extension WitnessConfiguration {
    private static let mostFaulty = 64

    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        policyPath = try reader.path("policy")
        operatorName = try reader.nullableParsed("operator", expected: "an organisation's name") {
            OrganisationName($0)
        }
        faulty = try reader.integer("faulty", in: 0...Self.mostFaulty)
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("policy", .string(policyPath)),
            JSONMember("operator", operatorName.map { .string($0.text) } ?? .null),
            JSONMember("faulty", .integer(Int64(faulty))),
        ])
    }
}

extension TimestampConfiguration {
    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        listPath = try reader.path("authorities")
        everySeconds = try reader.integer("everySeconds", in: 1...86_400)
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("authorities", .string(listPath)),
            JSONMember("everySeconds", .integer(Int64(everySeconds))),
        ])
    }
}

extension OperatorLimits {
    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        payloadBytes = Int64(try reader.integer("payloadBytes", in: 1...(1 << 44)))
        mailboxesPerDeposit = Int64(try reader.integer("mailboxesPerDeposit", in: 1...64))
        deadlineMaxHours = Int64(try reader.integer("deadlineMaxHours", in: 1...87_840))
        connections = try reader.integer("connections", in: 1...65_536)
        requestsPerDevice = try reader.integer("requestsPerDevice", in: 1...1024)
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("payloadBytes", .integer(payloadBytes)),
            JSONMember("mailboxesPerDeposit", .integer(mailboxesPerDeposit)),
            JSONMember("deadlineMaxHours", .integer(deadlineMaxHours)),
            JSONMember("connections", .integer(Int64(connections))),
            JSONMember("requestsPerDevice", .integer(Int64(requestsPerDevice))),
        ])
    }
}

extension PaceConfiguration {
    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        idleSeconds = try reader.integer("idleSeconds", in: 1...600)
        windowSeconds = try reader.integer("windowSeconds", in: 1...600)
        minimumBytesPerSecond = try reader.integer("minimumBytesPerSecond", in: 1...1_000_000)
        requestSeconds = try reader.integer("requestSeconds", in: 1...86_400)
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("idleSeconds", .integer(Int64(idleSeconds))),
            JSONMember("windowSeconds", .integer(Int64(windowSeconds))),
            JSONMember("minimumBytesPerSecond", .integer(Int64(minimumBytesPerSecond))),
            JSONMember("requestSeconds", .integer(Int64(requestSeconds))),
        ])
    }
}

extension JSONObjectReader {
    private static let longestPath = 4096

    /// A path of the file system, as the system takes it.
    fileprivate mutating func path(_ name: String) throws(JSONSchemaError) -> String {
        try parsed(name, expected: "a path") { text in
            (1...Self.longestPath).contains(text.utf8.count) && !text.utf8.contains(0) ? text : nil
        }
    }
}
