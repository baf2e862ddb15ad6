import Foundation
import Primitives
import TestSupport

@testable import TransparencyLog

/// One file of `Protocol/vectors/witness` and what it is to come to.
struct WitnessVector: FiledVector {
    enum Kind: String, Codable {
        /// A request to a witness that knows one log.
        case request
        /// A file of two histories.
        case histories
        /// A policy that is held against the rule of the quorum.
        case policy
    }

    let name: String
    let kind: Kind
    /// The log's key, for a request.
    let log: String?
    /// The text of the checkpoint that was cosigned last, for a request; absent before any.
    let latest: String?
    /// How many witnesses may lie, for a policy.
    let faulty: Int?
    let operatorName: String?
    /// What a file of two histories shows: `proven` or `unexplained`.
    let verdict: String?
    /// The refusal's code; absent for a case that holds.
    let code: String?
    /// The status of the refusal, for a request.
    let status: Int?
    /// Stands in the file of that name.
    var file: [UInt8] = []

    private enum CodingKeys: String, CodingKey {
        case name, kind, log, latest, faulty
        case operatorName = "operator"
        case verdict, code, status
    }

    static let folder = Tool.root.appending(path: "Protocol/vectors/witness")

    struct Incomplete: Error {}

    /// - Returns: the verdict on two histories; nil for the other kinds.
    func verify() throws -> TwoHistories.Verdict? {
        switch kind {
        case .request:
            let key = try VerifierKey(parsing: log ?? "")
            let latest = try latest.map { try Checkpoint(parsing: Array($0.utf8)) }
            _ = try WitnessedLog(origin: key.name, keys: [key], latest: latest)
                .judge(AddCheckpointRequest(parsing: file))
            return nil
        case .histories:
            return try TwoHistories(verifying: file).verdict
        case .policy:
            guard let faulty else { throw Incomplete() }
            let rule = QuorumRule(
                faulty: faulty, operatorName: operatorName.flatMap { OrganisationName($0) })
            try rule.check(TrustPolicy(parsing: file))
            return nil
        }
    }
}
