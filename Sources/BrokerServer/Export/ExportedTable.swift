import Broker
import Primitives

/// One table of the database as a file of JSON, an array with an object for each row, and what is too large for
/// that in files beside it.
struct ExportedTable {
    let name: String
    let columns: [String]
    private(set) var rows: Int64 = 0

    /// Longer bytes get a file of their own.
    private static let longestHex = 128
    /// What only the ends can open.
    private static let sealed: Set<String> = ["payload", "preview"]
    private static let signed = [
        "statement": "statement.json", "signature": "statement.sig", "entry": "statement.entry",
        "acceptance": "acceptance.json", "acceptanceSignature": "acceptance.sig",
        "acceptanceEntry": "acceptance.entry",
    ]

    private let isSigned: Bool
    private let withSealed: Bool

    init(
        _ table: StoreTable, withSealed: Bool, into folder: inout ExportFolder
    ) throws {
        (name, columns) = (table.name, table.columns)
        isSigned = columns.contains("statement")
        self.withSealed = withSealed
        var file = try folder.begin("tables/\(name).json")
        var count: Int64 = 0
        try file.write(Array("[".utf8))
        try table.forEachRow { [self] values in
            count += 1
            var members: [JSONMember] = []
            for (column, value) in zip(columns, values) {
                members.append(
                    JSONMember(column, try json(value, column, row: count, &folder)))
            }
            try file.write(
                Array((count == 1 ? "\n" : ",\n").utf8)
                    + JSONValue.object(members).serialized().dropLast())
        }
        try file.write(Array("\n]\n".utf8))
        try folder.end(file)
        rows = count
    }

    var json: JSONValue {
        .object([
            JSONMember("name", .string(name)), JSONMember("rows", .integer(rows)),
            JSONMember("columns", .array(columns.map { .string($0) })),
        ])
    }

    private func json(
        _ value: StoredValue, _ column: String, row: Int64, _ folder: inout ExportFolder
    ) throws -> JSONValue {
        switch value {
        case .null: return .null
        case .integer(let integer): return .integer(integer)
        case .text(let text): return .string(text)
        case .bytes(let bytes):
            if Self.sealed.contains(name), column == "bytes" {
                return try sealed(bytes, row: row, &folder)
            }
            let file = isSigned ? Self.signed[column] : nil
            guard file != nil || bytes.count > Self.longestHex else {
                return .string(Hex.encode(bytes))
            }
            return try stored(bytes, file ?? "\(column).bin", row: row, &folder)
        }
    }

    /// The ciphertext, or only how much it is and its digest.
    private func sealed(
        _ bytes: [UInt8], row: Int64, _ folder: inout ExportFolder
    ) throws -> JSONValue {
        if withSealed { return try stored(bytes, "sealed.bin", row: row, &folder) }
        return .object([
            JSONMember("leftOut", .string("sealed")),
            JSONMember("bytes", .integer(Int64(bytes.count))),
            JSONMember("sha256", .string(SHA256Digest.of(bytes).hex)),
        ])
    }

    private func stored(
        _ bytes: [UInt8], _ name: String, row: Int64, _ folder: inout ExportFolder
    ) throws -> JSONValue {
        let place = "files/\(self.name)/\(row)-\(name)"
        try folder.add(place, bytes)
        return .object([
            JSONMember("file", .string("data/" + place)),
            JSONMember("bytes", .integer(Int64(bytes.count))),
        ])
    }
}
