import Primitives
import TransparencyLog

/// A version of somebody's record, as an entry of a broker's log names it.
struct LoggedRecord: Equatable, Sendable {
    let index: UInt64
    let organisation: Fingerprint
    let version: Int64
    let record: SHA256Digest

    /// Nil for an entry of another kind.
    init?(_ entry: [UInt8], at index: UInt64) {
        guard
            case .keyRecord(let organisation, let version, let record)? = AuditLogEntry(
                parsing: entry)
        else { return nil }
        self.init(
            index: index, organisation: organisation, version: Int64(clamping: version),
            record: record)
    }

    init(index: UInt64, organisation: Fingerprint, version: Int64, record: SHA256Digest) {
        self.index = index
        self.organisation = organisation
        self.version = version
        self.record = record
    }
}

/// What was read of the organisations' records in a broker's log: `logs/ORIGIN/records`.
///
/// ```json
/// {"type": "urn:plomba:v1:LoggedRecords", "version": 1, "size": 300, "subtrees": ["5c1f...", ...],
///  "time": "2026-11-26T08:00:00Z", "isComplete": true, "records": [
///    {"index": 0, "organisation": "9c56...", "version": 1, "record": "<SHA-256>"}]}
/// ```
/// Every entry before `size` was read and is in the tree whose right edge `subtrees` is, so nothing that
/// the log's checkpoints cover was left out. `time`: no newer record was there then. `isComplete`: all
/// records found room.
struct LoggedRecords: Equatable, Sendable {
    private static let type = "urn:plomba:v1:LoggedRecords"
    /// Records that are kept, so that the file stays below its limit.
    static let limit = 4096

    private(set) var edge = TreeFrontier()
    private(set) var time: Timestamp?
    private(set) var isComplete = true
    private(set) var records: [LoggedRecord] = []

    var size: UInt64 { edge.size }

    /// - Parameter isWanted: whose records are kept though others find no room any more.
    mutating func append(
        _ entry: [UInt8], hasher: inout TreeHasher, where isWanted: (Fingerprint) -> Bool
    ) {
        if let record = LoggedRecord(entry, at: edge.size) { keep(record, where: isWanted) }
        edge.append(leaf: hasher.leaf(entry), hasher: &hasher)
    }

    private mutating func keep(_ record: LoggedRecord, where isWanted: (Fingerprint) -> Bool) {
        if records.count < Self.limit { return records.append(record) }
        isComplete = false
        guard isWanted(record.organisation),
            let place = records.firstIndex(where: { !isWanted($0.organisation) })
        else { return }
        records.remove(at: place)
        records.append(record)
    }

    mutating func note(time: Timestamp) {
        self.time = max(self.time ?? time, time)
    }

    func records(of organisation: Fingerprint) -> [LoggedRecord] {
        records.filter { $0.organisation == organisation }
    }

    func newest(of organisation: Fingerprint) -> LoggedRecord? {
        records(of: organisation).max { $0.version < $1.version }
    }
}

extension LoggedRecords {
    init(_ file: StateFile) throws {
        guard var state = try file.readIfThere() else { return }
        self = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            _ = try reader.integer("version", in: 1...1)
            var found = LoggedRecords()
            let size = UInt64(try reader.integer("size", in: 0...Int(LogLimits.treeSize)))
            let subtrees = try reader.strings("subtrees", limit: 64).map { text in
                guard let bytes = Hex.decode(text), let digest = SHA256Digest(bytes: bytes) else {
                    throw JSONSchemaError.invalid(path: "subtrees", expected: "SHA-256 digests")
                }
                return digest
            }
            guard let edge = TreeFrontier(size: size, subtrees: subtrees) else {
                throw JSONSchemaError.invalid(path: "subtrees", expected: "the edge of that size")
            }
            found.edge = edge
            found.time = try reader.nullableParsed("time", expected: "a time") { Timestamp($0) }
            found.isComplete = try reader.bool("isComplete")
            found.records = try reader.objects("records", limit: Self.limit).map {
                var reader = $0
                return LoggedRecord(
                    index: UInt64(try reader.integer("index", in: 0...Int(LogLimits.treeSize))),
                    organisation: try reader.fingerprint("organisation"),
                    version: Int64(try reader.integer("version", in: 0...Int.max)),
                    record: try reader.digest("record"))
            }
            return found
        }
    }

    func store(_ file: StateFile) throws {
        try file.write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("size", .integer(Int64(clamping: size))),
            JSONMember("subtrees", .array(edge.subtrees.map { .string($0.hex) })),
            JSONMember("time", time.map { .string($0.text) } ?? .null),
            JSONMember("isComplete", .bool(isComplete)),
            JSONMember("records", .array(records.map(Self.json))),
        ])
    }

    private static func json(_ record: LoggedRecord) -> JSONValue {
        .object([
            JSONMember("index", .integer(Int64(clamping: record.index))),
            JSONMember("organisation", .string(record.organisation.text)),
            JSONMember("version", .integer(record.version)),
            JSONMember("record", .string(record.record.hex)),
        ])
    }
}
