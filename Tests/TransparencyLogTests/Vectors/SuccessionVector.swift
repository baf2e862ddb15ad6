import Foundation
import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// What a broker shows of how its log came to another key, and what its reader knows.
struct SuccessionVector: FiledVector {
    static let folder = Tool.root.appending(path: "Protocol/vectors/log-successions")

    let name: String
    /// The service key that is known.
    let serviceKey: String
    /// The key of the log that is known.
    let log: String
    /// Whose cosignatures count.
    let policy: String
    /// The largest state that was seen with a quorum, and without; as texts of checkpoints.
    let cosigned: String?
    let largest: String?
    /// The list that was followed before.
    let followed: String?
    /// Nil where it is followed.
    let code: String?
    var file: [UInt8] = []

    enum CodingKeys: CodingKey {
        case name, serviceKey, log, policy, cosigned, largest, followed, code
    }

    /// As a client does before it looks at the new log's tree.
    func verify() throws {
        let history = try LogSuccessionHistory(parsing: file)
        let key = try PublicKey(openSSH: serviceKey)
        try history.requireSignatures { _ in [key] }
        let policy = try TrustPolicy(parsing: Array(policy.utf8))
        let now = try #require(Timestamp("2027-01-01T00:00:00Z"))
        let known = KnownOldLog(
            key: try VerifierKey(parsing: log),
            followed: try followed.map { try LogSuccessionHistory(parsing: Array($0.utf8)) },
            cosigned: try cosigned.map { try Checkpoint(parsing: Array($0.utf8)) },
            largest: try largest.map { try Checkpoint(parsing: Array($0.utf8)) })
        _ = try history.steps(from: known) { note in
            (try? policy.witnessed(note, now: now)) != nil
        }
    }
}
