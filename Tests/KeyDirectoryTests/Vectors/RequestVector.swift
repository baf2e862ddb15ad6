import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// One case of `Protocol/vectors/member-requests`: a request file and a line of `cases.json`, judged by
/// the organisation in `organisation.json`.
struct RequestVector {
    let name: String
    let time: Timestamp
    /// The refusal's code; nil for a request that the organisation can take.
    let code: String?
    let file: [UInt8]

    static let folder = Tool.path("Protocol/vectors/member-requests/")

    static func organisation(_ kind: String) throws -> VerifiedOrganisation {
        let history = try UnverifiedOrganisation(
            OrganisationFile(parsing: bytes(kind + "/organisation.json")))
        return try history.verify(fingerprint: history.fingerprint, mode: .live)
    }

    func verify(by organisation: VerifiedOrganisation) throws(MemberRequestError) {
        let request = try MemberRequestFile(parsing: file).verify()
        try organisation.judge(request, at: time)
    }

    static func read(_ kind: String) throws -> [RequestVector] {
        var reader = try JSONObjectReader(JSONValue.parse(bytes(kind + "/cases.json")), at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            let name = try entry.string("name")
            return RequestVector(
                name: name, time: try entry.timestamp("time"),
                code: try entry.nullableString("code"), file: try bytes(kind + "/" + name + ".json")
            )
        }
    }

    static func write(
        _ kind: String, _ vectors: [RequestVector], _ organisation: VerifiedOrganisation
    ) throws {
        let base = folder + kind
        try? FileManager.default.removeItem(atPath: base)
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        func put(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(filePath: base + "/" + name + ".json"))
        }
        try put("organisation", organisation.file.serialized())
        for vector in vectors { try put(vector.name, vector.file) }
        let cases = vectors.map { vector in
            JSONValue.object([
                JSONMember("name", .string(vector.name)),
                JSONMember("fingerprint", .string(organisation.fingerprint.text)),
                JSONMember("time", .string(vector.time.text)),
                JSONMember("code", vector.code.map { .string($0) } ?? .null),
            ])
        }
        try put(
            "cases", JSONValue.object([JSONMember("cases", .array(cases))]).serialized())
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: folder + path)))
    }
}
