import Primitives
package import TransparencyLog

/// What a witness is and watches, as `witness.json` in its folder says it.
///
/// ```json
/// {
///   "version": 1,
///   "name": "vasaprava.ba/witness",
///   "host": "127.0.0.1",
///   "port": 8480,
///   "logs": ["broker.example/log+891d0738+AWzW6sz24+0LFc+qNOO9A1ybGAx4j2tPrEBbS95Y4pHc"]
/// }
/// ```
/// Strict JSON and a closed schema: a misspelt key is an error, not a default. Where a log goes on under
/// another name, `"successors": [{"old": "broker.example/log", "new": "broker.example/log-2"}]` is there too.
package struct WitnessConfiguration: Equatable, Sendable {
    static let sizeInBytes = 256 << 10
    private static let version: Int64 = 1
    private static let logs = 64
    static let keysPerLog = 4
    private static let hostSize = 1...253

    package let name: KeyName
    package let host: String
    package let port: Int
    /// The keys of the logs; several may be of one log.
    package private(set) var logKeys: [VerifierKey]
    /// The log that each new one continues; by the name of the new one. The old ones are signed no more.
    package private(set) var predecessors: [KeyName: KeyName] = [:]

    /// - Parameter address: `127.0.0.1:8480`, `[::1]:8480`; port 0 lets the system choose.
    package init(name: String, address: String) throws(WitnessError) {
        do throws(NoteError) {
            self.name = try KeyName(name)
        } catch {
            throw .invalidName
        }
        let parts = address.utf8.split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.last, let port = UInt16(String(Substring(last)))
        else { throw .invalidAddress }
        var host = address.utf8.dropLast(last.count + 1)
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            host = host.dropFirst().dropLast()
        } else if parts.count > 2 {
            throw .invalidAddress
        }
        guard Self.hostSize.contains(host.count) else { throw .invalidAddress }
        self.host = String(Substring(host))
        self.port = Int(port)
        logKeys = []
    }

    package init(jsonBytes: [UInt8]) throws(WitnessError) {
        let limits = JSONLimits(
            maximumSize: Self.sizeInBytes, maximumDepth: 4, maximumMembers: 1000)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(jsonBytes, limits: limits)
        } catch {
            throw .notJSON(error)
        }
        do throws(JSONSchemaError) {
            try self.init(value)
        } catch {
            throw .schema(error)
        }
    }

    private init(_ value: JSONValue) throws(JSONSchemaError) {
        var reader = try JSONObjectReader(value, at: "")
        _ = try reader.integer("version", in: 1...Int(Self.version))
        name = try reader.parsed("name", expected: "a name like vasaprava.ba/witness") {
            try? KeyName($0)
        }
        host = try reader.parsed("host", expected: "a name or address to listen on") {
            Self.hostSize.contains($0.utf8.count) ? $0 : nil
        }
        port = try reader.integer("port", in: 0...65535)
        var keys: [VerifierKey] = []
        for text in try reader.strings("logs", limit: Self.logs * Self.keysPerLog) {
            guard let key = try? VerifierKey(parsing: text), key.type == .ed25519 else {
                throw .invalid(path: reader.path(of: "logs"), expected: "public keys of logs")
            }
            keys.append(key)
        }
        logKeys = keys
        predecessors = try Self.predecessors(&reader, among: Set(keys.map(\.name)))
        try reader.finish(allowUnknown: false)
    }

    private static func predecessors(
        _ reader: inout JSONObjectReader, among logs: Set<KeyName>
    ) throws(JSONSchemaError) -> [KeyName: KeyName] {
        guard reader.optionalValue("successors") != nil else { return [:] }
        var found: [KeyName: KeyName] = [:]
        for var pair in try reader.objects("successors", limit: Self.logs) {
            let names = try ["old", "new"].map { name throws(JSONSchemaError) in
                try pair.parsed(name, expected: "the name of a log that is watched") { text in
                    (try? KeyName(text)).flatMap { logs.contains($0) ? $0 : nil }
                }
            }
            guard names[0] != names[1], found[names[1]] == nil, !found.values.contains(names[0])
            else {
                throw .invalid(path: "successors", expected: "one successor of each log")
            }
            found[names[1]] = names[0]
            try pair.finish(allowUnknown: false)
        }
        return found
    }

    package var jsonBytes: [UInt8] {
        let pairs = origins.compactMap { new in
            predecessors[new].map { old in
                JSONValue.object([
                    JSONMember("old", .string(old.text)), JSONMember("new", .string(new.text)),
                ])
            }
        }
        let successors = pairs.isEmpty ? [] : [JSONMember("successors", .array(pairs))]
        return JSONValue.object(
            [
                JSONMember("version", .integer(Self.version)),
                JSONMember("name", .string(name.text)),
                JSONMember("host", .string(host)),
                JSONMember("port", .integer(Int64(port))),
                JSONMember("logs", .array(logKeys.map { .string($0.text) })),
            ] + successors
        ).serialized()
    }

    /// The origins that are watched, each once, in the order in which they were added.
    package var origins: [KeyName] {
        var seen: Set<KeyName> = []
        return logKeys.map(\.name).filter { seen.insert($0).inserted }
    }

    func keys(of origin: KeyName) -> [VerifierKey] {
        logKeys.filter { $0.name == origin }
    }

    /// Whether another log continues this one: then nothing of it is signed any more.
    func isSucceeded(_ origin: KeyName) -> Bool { predecessors.values.contains(origin) }

    /// - Parameter old: the log that this one continues; nil for a log that begins by itself.
    mutating func add(_ key: VerifierKey, succeeding old: KeyName?) throws(WitnessError) {
        guard let old else { return try add(key) }
        guard origins.contains(old) else { throw .logUnknown(old.text) }
        guard !isSucceeded(old) else { throw .logSucceeded(old.text) }
        guard !origins.contains(key.name) else { throw .logKnown(key.name.text) }
        try add(key)
        predecessors[key.name] = old
    }

    private mutating func add(_ key: VerifierKey) throws(WitnessError) {
        guard key.type == .ed25519 else { throw .notALogKey }
        guard !logKeys.contains(key) else { throw .logKnown(key.name.text) }
        let isRoom =
            keys(of: key.name).count < Self.keysPerLog
            && (origins.contains(key.name) || origins.count < Self.logs)
        guard isRoom else { throw .tooManyLogs }
        logKeys.append(key)
    }
}
