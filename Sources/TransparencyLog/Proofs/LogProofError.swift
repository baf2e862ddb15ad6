import Primitives

/// Why a `.tlog-proof` is refused.
package enum LogProofError: PlainFailure, Equatable {
    case tooLarge
    case notAProof
    case malformedExtra
    case malformedIndex
    case malformedHash
    case tooManyHashes
    case truncated
    case otherCheckpoint
    case checkpoint(CheckpointError)
    case policy(PolicyError)
    case inclusion(ProofError)

    package var code: String {
        switch self {
        case .tooLarge: "log-proof.too-large"
        case .notAProof: "log-proof.not-a-proof"
        case .malformedExtra: "log-proof.malformed-extra"
        case .malformedIndex: "log-proof.malformed-index"
        case .malformedHash: "log-proof.malformed-hash"
        case .tooManyHashes: "log-proof.too-many-hashes"
        case .truncated: "log-proof.truncated"
        case .otherCheckpoint: "log-proof.other-checkpoint"
        case .checkpoint(let error): error.code
        case .policy(let error): error.code
        case .inclusion(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "the log proof is larger than the limit"
        case .notAProof: "the file does not begin with c2sp.org/tlog-proof@v1"
        case .malformedExtra: "the extra line of the log proof is malformed"
        case .malformedIndex: "the log proof does not say at which index the entry is"
        case .malformedHash: "a line of the log proof is no hash"
        case .tooManyHashes: "the log proof has more hashes than any log needs"
        case .truncated: "the log proof ends early"
        case .otherCheckpoint: "the log proof is of another checkpoint"
        case .checkpoint(let error): error.message
        case .policy(let error): error.message
        case .inclusion(let error): error.message
        }
    }
}
