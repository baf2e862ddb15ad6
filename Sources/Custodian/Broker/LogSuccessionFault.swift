import Primitives
package import TransparencyLog

/// Why a log is not followed, beside what is wrong with the documents that lead to it (`LogSuccessionError`).
package enum LogSuccessionFault: PlainFailure, Equatable {
    /// Nobody here has chosen witnesses, so nobody outside vouches for what is named.
    case noWitnesses
    /// The entry by which it begins is not in its place.
    case notInLog
    /// Enough witnesses have not signed the new log yet.
    case notWitnessedYet
    /// Something that the old key has signed after its log was closed.
    case afterTheEnd
    /// Something that was seen of the old log would be missing, or other; what the broker said is in the file.
    case leavesOut(LogSuccessionError, file: String)

    package var code: String {
        switch self {
        case .noWitnesses: "succession.no-witnesses"
        case .notInLog: "succession.not-in-log"
        case .notWitnessedYet: "succession.not-witnessed-yet"
        case .afterTheEnd: "succession.after-the-end"
        case .leavesOut(let error, _): error.code
        }
    }

    package var message: String {
        switch self {
        case .noWitnesses:
            "no witnesses were chosen here, so nobody but the broker says that its new log continues the old one"
        case .notInLog: "what leads to the broker's new log is not in it"
        case .notWitnessedYet: "your witnesses have not signed the broker's new log yet"
        case .afterTheEnd: "the old key has signed something after its log was closed"
        case .leavesOut(let error, let file):
            error.message + "; what the broker has signed is kept in \(SafeText.shown(file))"
        }
    }

    package var hint: String? {
        switch self {
        case .notWitnessedYet: "wait until they watch it: plomba witness add ... --succeeds"
        case .noWitnesses: "choose them first: plomba broker witnesses FILE"
        default: LogSuccessionError.otherRoot.hint
        }
    }
}
