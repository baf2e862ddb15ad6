import Foundation
import Primitives
import TestSupport

@testable import TransparencyLog

/// One case of `Protocol/vectors/log`: a file, and a line of `cases.json`.
struct LogVector: FiledVector {
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
}
