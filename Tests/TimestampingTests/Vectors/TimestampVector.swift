import Foundation
import Primitives
import TestSupport
import Timestamping

/// One case of `Protocol/vectors/timestamps`: three files and a line of `cases.json`.
struct TimestampVector {
    let name: String
    let policy: ASN1ObjectIdentifier
    /// The nonce of the request; nil where it is not at hand.
    let nonce: TimestampNonce?
    /// The refusal's code; nil for a case that verifies.
    let code: String?
    /// The time that a token states which verifies.
    let time: Timestamp?
    let token: [UInt8]
    let stamped: [UInt8]
    let roots: [UInt8]

    static let folder = Tool.path("Protocol/vectors/timestamps/")

    /// Verifies as whoever holds the files would.
    func verify() throws -> VerifiedTimestampToken {
        guard let name = AuthorityName("tsa.example.org") else {
            throw CocoaError(.coderInvalidValue)
        }
        let authority = TimestampAuthority(
            name: name, policy: .only(policy), roots: try PinnedRoots(pem: roots))
        let token = try UnverifiedTimestampToken(der: token)
        guard let nonce else {
            return try token.verify(covering: .of(stamped), by: authority)
        }
        let request = TimestampRequest(imprint: .of(stamped), nonce: nonce, policy: policy)
        return try token.verify(answering: request, by: authority)
    }
}

extension TimestampVector {
    /// The cases of `valid` or `invalid`, in the order of their list.
    static func read(_ kind: String) throws -> [TimestampVector] {
        let list = try JSONValue.parse(bytes(kind + "/cases.json"))
        var reader = try JSONObjectReader(list, at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            let name = try entry.string("name")
            let path = kind + "/" + name
            return TimestampVector(
                name: name,
                policy: try entry.parsed("policy", expected: "a policy") {
                    ASN1ObjectIdentifier($0)
                },
                nonce: try entry.nullableParsed("nonce", expected: "16 digits") { text in
                    UInt64(text, radix: 16).map { TimestampNonce(value: $0) }
                },
                code: try entry.nullableString("code"),
                time: try entry.nullableParsed("time", expected: "a time") { Timestamp($0) },
                token: try bytes(path + ".tst"), stamped: try bytes(path + ".txt"),
                roots: try bytes(path + ".pem"))
        }
    }

    static func write(_ kind: String, _ vectors: [TimestampVector]) throws {
        let base = folder + kind
        try? FileManager.default.removeItem(atPath: base)
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        for vector in vectors {
            let path = base + "/" + vector.name
            try Data(vector.token).write(to: URL(filePath: path + ".tst"))
            try Data(vector.stamped).write(to: URL(filePath: path + ".txt"))
            try Data(vector.roots).write(to: URL(filePath: path + ".pem"))
        }
        let cases = vectors.map { vector in
            JSONValue.object([
                JSONMember("name", .string(vector.name)),
                JSONMember("policy", .string(vector.policy.text)),
                JSONMember("nonce", vector.nonce.map { .string($0.hex) } ?? .null),
                JSONMember("code", vector.code.map { .string($0) } ?? .null),
                JSONMember("time", vector.time.map { .string($0.text) } ?? .null),
            ])
        }
        let list = JSONValue.object([JSONMember("cases", .array(cases))])
        try Data(list.serialized()).write(to: URL(filePath: base + "/cases.json"))
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: folder + path)))
    }
}

extension TimestampNonce {
    fileprivate var hex: String {
        Hex.encode((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
    }
}
