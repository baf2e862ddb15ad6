import Primitives

/// Why a witness does not cosign. (C2SP tlog-witness, with the status that it answers)
package enum WitnessRefusal: PlainFailure, Equatable {
    case tooLarge
    case malformedOldSize
    case malformedHash
    case tooManyHashes
    case truncated
    case checkpoint(CheckpointError)
    case oldSizeBeyondCheckpoint
    case unknownLog
    /// By none of the keys that the witness knows; or a line of one of them does not hold.
    case notSignedByLog(CheckpointError)
    /// What the witness has cosigned last has this size.
    case otherOldSize(UInt64)
    case proofFromNothing
    case wrongEmptyRoot
    case inconsistent(ProofError)
    /// The clock shows an earlier time than the last cosignature.
    case clockBehind
    /// The witness cannot record what it would sign.
    case notStored

    package var code: String {
        switch self {
        case .tooLarge: "witness.too-large"
        case .malformedOldSize: "witness.malformed-old-size"
        case .malformedHash: "witness.malformed-hash"
        case .tooManyHashes: "witness.too-many-hashes"
        case .truncated: "witness.truncated"
        case .checkpoint(let error), .notSignedByLog(let error): error.code
        case .oldSizeBeyondCheckpoint: "witness.old-size-beyond-checkpoint"
        case .unknownLog: "witness.unknown-log"
        case .otherOldSize: "witness.other-old-size"
        case .proofFromNothing: "witness.proof-from-nothing"
        case .wrongEmptyRoot: "witness.wrong-empty-root"
        case .inconsistent: "witness.inconsistent"
        case .clockBehind: "witness.clock-behind"
        case .notStored: "witness.not-stored"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "the request is larger than the limit"
        case .malformedOldSize: "the first line is not 'old' and a size"
        case .malformedHash: "a line of the proof is no hash"
        case .tooManyHashes: "the proof has more hashes than any log needs"
        case .truncated: "no checkpoint follows after an empty line"
        case .checkpoint(let error), .notSignedByLog(let error): error.message
        case .oldSizeBeyondCheckpoint: "the old size is larger than that of the checkpoint"
        case .unknownLog: "this witness does not watch that log"
        case .otherOldSize(let size): "this witness has cosigned the log at size \(size)"
        case .proofFromNothing: "nothing can be proven about growth from size 0"
        case .wrongEmptyRoot: "a log without entries has another root"
        case .inconsistent(let error):
            "the checkpoint does not continue what this witness has cosigned: \(error.message)"
        case .clockBehind: "the clock of this witness shows less than its last cosignature"
        case .notStored: "this witness cannot record what it would sign"
        }
    }

    /// The status of the answer over HTTP.
    package var status: Int {
        switch self {
        case .tooLarge: 413
        case .malformedOldSize, .malformedHash, .tooManyHashes, .truncated, .checkpoint,
            .oldSizeBeyondCheckpoint:
            400
        case .unknownLog: 404
        case .notSignedByLog: 403
        case .otherOldSize: 409
        case .proofFromNothing, .wrongEmptyRoot, .inconsistent: 422
        case .clockBehind, .notStored: 503
        }
    }
}
