package import Primitives

/// What every record begins with: which one it is, how long it counts, and whose keys may change it.
package struct RecordHead: Hashable, Sendable {
    package let mode: Mode
    package let version: Int
    package let name: OrganisationName
    /// SHA-256 of the record before; nil for version 1.
    package let previous: SHA256Digest?
    package let issuedTime: Timestamp
    package let expiryTime: Timestamp
    /// How many roots must sign.
    package let threshold: Int
    package let roots: [RootKey]

    package init(
        mode: Mode, version: Int, name: OrganisationName, previous: SHA256Digest?,
        issuedTime: Timestamp, expiryTime: Timestamp, threshold: Int, roots: [RootKey]
    ) {
        self.mode = mode
        self.version = version
        self.name = name
        self.previous = previous
        self.issuedTime = issuedTime
        self.expiryTime = expiryTime
        self.threshold = threshold
        self.roots = roots
    }
}

extension RecordHead {
    init(_ reader: inout JSONObjectReader, of kind: String) throws(JSONSchemaError) {
        mode = try reader.mode("mode")
        try reader.constant("type", mode.predicateType(kind))
        version = try reader.integer("version", in: 1...RecordLimits.versions)
        name = try reader.organisationName("name")
        previous = try reader.nullableDigest("previous")
        issuedTime = try reader.timestamp("issuedTime")
        expiryTime = try reader.timestamp("expiryTime")
        threshold = try reader.integer("threshold", in: 1...RecordLimits.roots)
        roots = try reader.list("roots", limit: RecordLimits.roots, RootKey.init)
    }

    func members(of kind: String) -> [JSONMember] {
        [
            JSONMember("type", .string(mode.predicateType(kind))),
            JSONMember("version", .integer(Int64(version))),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("name", .string(name.text)),
            JSONMember("previous", previous.map { .string($0.hex) } ?? .null),
            JSONMember("issuedTime", .string(issuedTime.text)),
            JSONMember("expiryTime", .string(expiryTime.text)),
            JSONMember("threshold", .integer(Int64(threshold))),
            JSONMember("roots", .array(roots.map(\.json))),
        ]
    }

    /// The rules that these members keep among themselves.
    func check() throws(RecordError) {
        try requireForm((1...RecordLimits.versions).contains(version), "version", "from 1")
        try requireForm(
            (version == 1) == (previous == nil), "previous",
            "null in version 1 and a digest in every later one")
        try requireForm(
            (1...RecordLimits.roots).contains(roots.count), "roots",
            "an array of 1 to \(RecordLimits.roots) roots")
        try requireForm(
            (1...roots.count).contains(threshold), "threshold",
            "between 1 and the number of roots")
        guard issuedTime < expiryTime else { throw .timesContradict(path: "expiryTime") }
        try requireDistinct(roots.map(\.label), "roots", "label")
    }
}

/// - Throws: `schema` with the path and what was expected there.
func requireForm(_ holds: Bool, _ path: String, _ expected: String) throws(RecordError) {
    guard holds else { throw .schema(.invalid(path: path, expected: expected)) }
}

/// - Throws: `duplicateLabel` with the path of the second one.
func requireDistinct<Label: Hashable>(
    _ labels: [Label], _ list: String, _ member: String?
) throws(RecordError) {
    var seen: Set<Label> = []
    for (index, label) in labels.enumerated() where !seen.insert(label).inserted {
        throw .duplicateLabel(path: "\(list)[\(index)]" + (member.map { "." + $0 } ?? ""))
    }
}

/// - Throws: `duplicateKey` when one Ed25519 point has two places.
func requireDistinct(_ keys: [KeyPlace]) throws(RecordError) {
    var points: Set<PublicKey> = []
    for place in keys where !points.insert(place.point).inserted {
        throw .duplicateKey(path: place.path)
    }
}
