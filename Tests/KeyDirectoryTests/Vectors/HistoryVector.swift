import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// One case of `Protocol/vectors/records`, `charters` or `charter-histories`: a file and a line of `cases.json`.
struct HistoryVector<Record: RootedRecord> {
    let name: String
    let mode: Mode
    /// The fingerprint that a verifier passes in.
    let fingerprint: Fingerprint
    /// The refusal's code; nil for a case that verifies.
    let code: String?
    let file: [UInt8]

    static var folder: String {
        Tool.path("Protocol/vectors/")
            + (Record.self == CharterRecord.self ? "charters/" : "records/")
    }

    func verify() throws -> VerifiedHistory<Record> {
        try UnverifiedHistory(HistoryFile<Record>(parsing: file))
            .verify(fingerprint: fingerprint, mode: mode)
    }

    /// The cases of `valid` or `invalid`, in the order of their list.
    static func read(
        _ kind: String, in folder: String = Self.folder
    ) throws -> [HistoryVector] {
        var reader = try JSONObjectReader(
            JSONValue.parse(bytes(folder + kind + "/cases.json")), at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            let name = try entry.string("name")
            return HistoryVector(
                name: name, mode: try entry.mode("mode"),
                fingerprint: try entry.fingerprint("fingerprint"),
                code: try entry.nullableString("code"),
                file: try bytes(folder + kind + "/" + name + ".json"))
        }
    }

    static func write(
        _ kind: String, _ vectors: [HistoryVector], in folder: String = Self.folder
    ) throws {
        let base = folder + kind
        try? FileManager.default.removeItem(atPath: base)
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        for vector in vectors {
            try Data(vector.file).write(to: URL(filePath: base + "/" + vector.name + ".json"))
        }
        let cases = vectors.map { vector in
            JSONValue.object([
                JSONMember("name", .string(vector.name)),
                JSONMember("mode", .string(vector.mode.rawValue)),
                JSONMember("fingerprint", .string(vector.fingerprint.text)),
                JSONMember("code", vector.code.map { .string($0) } ?? .null),
            ])
        }
        let list = JSONValue.object([JSONMember("cases", .array(cases))])
        try Data(list.serialized()).write(to: URL(filePath: base + "/cases.json"))
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}

typealias RecordVector = HistoryVector<OrganisationRecord>
typealias CharterVector = HistoryVector<CharterRecord>
