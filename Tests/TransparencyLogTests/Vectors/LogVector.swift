import Foundation
import Primitives

@testable import TransparencyLog

/// One case of `Protocol/vectors/log`: a file, and a line of `cases.json`.
struct LogVector: Codable {
    enum Kind: String, Codable {
        case checkpoint, proof, policy
    }

    let name: String
    let kind: Kind
    /// The policy that a verifier passes in, as lines; empty where the file is one.
    let policy: [String]
    /// The entry of a proof, in hexadecimal digits.
    let entry: String?
    /// The refusal's code; null for a case that verifies.
    let code: String?
    /// Stands in the file of that name.
    var file: [UInt8] = []

    private enum CodingKeys: String, CodingKey {
        case name, kind, policy, entry, code
    }

    static let folder = Tool.root.appending(path: "Protocol/vectors/log")

    func verify() throws {
        switch kind {
        case .policy: _ = try TrustPolicy(parsing: file)
        case .checkpoint:
            _ = try trustPolicy().verify(try UnverifiedCheckpoint(parsing: file))
        case .proof:
            let entry = Hex.decode(entry ?? "") ?? []
            _ = try UnverifiedLogProof(parsing: file).verify(entry: entry, by: trustPolicy())
        }
    }

    private func trustPolicy() throws -> TrustPolicy {
        try TrustPolicy(parsing: Array(policy.map { $0 + "\n" }.joined().utf8))
    }

    static func read(_ kind: String) throws -> [LogVector] {
        let base = folder.appending(path: kind)
        let list = try Data(contentsOf: base.appending(path: "cases.json"))
        return try JSONDecoder().decode([LogVector].self, from: list).map { vector in
            var vector = vector
            vector.file = Array(try Data(contentsOf: base.appending(path: vector.name)))
            return vector
        }
    }

    static func write(_ kind: String, _ vectors: [LogVector]) throws {
        let base = folder.appending(path: kind)
        // What stood there is made anew as a whole.
        try? FileManager.default.removeItem(at: base)
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        for vector in vectors {
            try Data(vector.file).write(to: base.appending(path: vector.name))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
        try encoder.encode(vectors).write(to: base.appending(path: "cases.json"))
    }
}
