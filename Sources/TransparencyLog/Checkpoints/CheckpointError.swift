import Primitives

/// Why a checkpoint is refused.
package enum CheckpointError: PlainFailure, Equatable {
    case note(NoteError)
    case malformed
    case malformedOrigin
    case malformedSize
    case malformedRoot
    case extensionLines
    case wrongOrigin
    case notSignedByLog
    /// It is not what an earlier checkpoint grew into.
    case inconsistent(ProofError)

    package var code: String {
        switch self {
        case .note(let error): error.code
        case .malformed: "checkpoint.malformed"
        case .malformedOrigin: "checkpoint.malformed-origin"
        case .malformedSize: "checkpoint.malformed-size"
        case .malformedRoot: "checkpoint.malformed-root"
        case .extensionLines: "checkpoint.extension-lines"
        case .wrongOrigin: "checkpoint.wrong-origin"
        case .notSignedByLog: "checkpoint.not-signed-by-log"
        case .inconsistent: "checkpoint.inconsistent"
        }
    }

    package var message: String {
        switch self {
        case .note(let error): error.message
        case .malformed: "the checkpoint does not have three lines"
        case .malformedOrigin: "the first line of the checkpoint is no log's name"
        case .malformedSize: "the second line of the checkpoint is no size"
        case .malformedRoot: "the third line of the checkpoint is no root of such a log"
        case .extensionLines: "the checkpoint has lines that nobody audits"
        case .wrongOrigin: "the checkpoint is of another log"
        case .notSignedByLog: "the log has not signed the checkpoint"
        case .inconsistent(let error):
            "the checkpoint does not continue the one that is known: \(error.message)"
        }
    }

    package var hint: String? {
        guard case .inconsistent = self else { return nil }
        return "keep both files: they may prove that the log's operator shows two histories"
    }
}
