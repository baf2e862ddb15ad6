import Custody
import Foundation
import Primitives
import TestSupport

/// One case of `Protocol/vectors/lanes`: statements that lie together, and what contradicts itself.
///
/// ```
/// {"statements": [{"name": ..., "json": ..., "signature": ..., "place": null}],
///  "witnesses": null, "codes": []}
/// ```
/// A member `homes` lists the home brokers' keys that records of the recipient name; without it there are no records.
struct LaneVector {
    let name: String
    let exhibits: [Exhibit]
    let witnesses: Witnesses
    let codes: Set<String>
    /// Keys of home brokers that records of the recipient name; nil where no record is known.
    var homes: [KeyID]?

    /// What a reader knows of the time of the one checkpoint that may occur.
    enum Witnesses: Equatable {
        /// The network has no witness policy.
        case noPolicy
        /// A quorum vouches for this time; nil: no quorum vouches for any.
        case time(Timestamp?)
    }

    static let folder = Tool.path("Protocol/vectors/lanes/")

    init(
        _ name: String, _ statements: [(SignedStatement, UInt64?)], _ codes: Set<String>,
        _ witnesses: Witnesses = .noPolicy
    ) {
        self.name = name
        exhibits = statements.enumerated().map { index, item in
            Exhibit(name: "\(index + 1).json", signed: item.0, place: item.1)
        }
        self.witnesses = witnesses
        self.codes = codes
    }

    init(
        _ name: String, _ statements: [SignedStatement], _ codes: LintCode...,
        witnesses: Witnesses = .noPolicy
    ) {
        self.init(name, statements.map { ($0, nil) }, Set(codes.map(\.rawValue)), witnesses)
    }

    /// Nobody's keys are known: signatures hold by the keys that they carry.
    func lint() throws -> LintReport {
        try CustodyLinter(
            expiry: policy,
            otherHome: { _, first in homes.map { $0.contains { $0 != first.keyID } } },
            signer: { _ in nil }
        ).lint(exhibits)
    }

    private var policy: ExpiryPolicy {
        switch witnesses {
        case .noPolicy: .unwitnessed
        case .time(let time): ExpiryPolicy { _, _ in time }
        }
    }
}

/// As files.
extension LaneVector {
    static func readAll() throws -> [LaneVector] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { file in
            let bytes = Array(try Data(contentsOf: URL(filePath: folder + file)))
            var reader = try JSONObjectReader(JSONValue.parse(bytes), at: "")
            let statements = try reader.objects("statements", limit: 100).map { entry in
                var entry = entry
                let signed = try SignedStatement(
                    json: Array(entry.string("json").utf8),
                    signature: Array(entry.string("signature").utf8), entry: nil)
                let place = try entry.nullableValue("place").map { _ in try entry.integer("place") }
                return (signed, place.map { UInt64($0) })
            }
            var witnesses = Witnesses.noPolicy
            if var known = try reader.nullableObject("witnesses") {
                witnesses = .time(
                    try known.nullableParsed("time", expected: "a time") { Timestamp($0) })
            }
            var vector = LaneVector(
                String(file.dropLast(5)), statements,
                Set(try reader.strings("codes", limit: 10)), witnesses)
            if reader.optionalValue("homes") != nil {
                vector.homes = try reader.strings("homes", limit: 10).compactMap(KeyID.init)
            }
            return vector
        }
    }

    func write() throws {
        let statements = exhibits.map { exhibit in
            JSONValue.object([
                JSONMember(
                    "json", .string(String(decoding: exhibit.signed.json, as: UTF8.self))),
                JSONMember(
                    "signature",
                    .string(String(decoding: exhibit.signed.signature, as: UTF8.self))),
                JSONMember(
                    "place", exhibit.place.map { .integer(Int64(clamping: $0)) } ?? .null),
            ])
        }
        let known = homes.map { [JSONMember("homes", .array($0.map { .string($0.text) }))] } ?? []
        let value = JSONValue.object(
            [
                JSONMember("statements", .array(statements)),
                JSONMember("witnesses", witnessesJSON),
                JSONMember("codes", .array(codes.sorted().map { .string($0) })),
            ] + known)
        try Data(value.serialized()).write(to: URL(filePath: Self.folder + name + ".json"))
    }

    private var witnessesJSON: JSONValue {
        switch witnesses {
        case .noPolicy: .null
        case .time(let time):
            .object([JSONMember("time", time.map { .string($0.text) } ?? .null)])
        }
    }
}
