import Broker
package import Primitives

/// When the disk was read whole last, and what was found: HOME/scrub.json, for `plombad check` and monitors.
///
/// ```json
/// {"version": 1, "time": "2026-11-27T03:00:00Z", "entries": 300, "deposits": 98, "files": 12, "bytes": 4096000,
///  "findings": ["payload 3f0c... is missing or damaged"]}
/// ```
package struct ScrubRecord: Sendable, Equatable {
    static let name = "scrub.json"
    private static let sizeLimit = 1 << 20
    private static let version: Int64 = 1
    private static let mostFindings = 100
    private static let mostRows = 1 << 50

    package let time: Timestamp
    package let entries: UInt64
    package let deposits: Int
    package let files: Int
    package let bytes: Int64
    /// In plain words.
    package let findings: [String]

    init(_ scrub: StoreScrub, time: Timestamp) {
        self.time = time
        (entries, deposits) = (scrub.entries, scrub.deposits)
        (files, bytes) = (scrub.files, scrub.bytes)
        findings = scrub.findings.prefix(Self.mostFindings).map(\.message)
    }

    /// Nil before the first.
    static func load(_ home: BrokerHome) throws -> ScrubRecord? {
        guard home.exists(name) else { return nil }
        let limits = JSONLimits(
            maximumSize: sizeLimit, maximumDepth: 2, maximumMembers: mostFindings + 16)
        let value = try JSONValue.parse(home.read(name, limit: sizeLimit), limits: limits)
        return try ScrubRecord(JSONObjectReader(value, at: ""))
    }

    private init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        _ = try reader.integer("version", in: 1...Int(Self.version))
        time = try reader.parsed("time", expected: "a time") { Timestamp($0) }
        entries = UInt64(try reader.integer("entries", in: 0...Self.mostRows))
        deposits = try reader.integer("deposits", in: 0...Self.mostRows)
        files = try reader.integer("files", in: 0...Self.mostRows)
        bytes = Int64(try reader.integer("bytes", in: 0...Self.mostRows))
        findings = try reader.strings("findings", limit: Self.mostFindings)
    }

    func write(_ home: BrokerHome) throws(ConfigurationError) {
        try home.replace(
            Self.name,
            JSONValue.object([
                JSONMember("version", .integer(Self.version)),
                JSONMember("time", .string(time.text)),
                JSONMember("entries", .integer(Int64(clamping: entries))),
                JSONMember("deposits", .integer(Int64(deposits))),
                JSONMember("files", .integer(Int64(files))),
                JSONMember("bytes", .integer(bytes)),
                JSONMember("findings", .array(findings.map { .string($0) })),
            ]).serialized())
    }
}
