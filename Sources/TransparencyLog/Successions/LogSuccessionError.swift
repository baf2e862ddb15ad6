package import Primitives

/// Why a log is not taken for the one that continues another.
package enum LogSuccessionError: PlainFailure, Equatable {
    case tooLarge
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    case none
    /// It is not the next: one is left out, or a log is followed a second time.
    case notNext(Int)
    case otherBroker
    /// A log's name is not the one that its number gives, or a key stands twice.
    case otherLog
    case checkpoint(CheckpointError)
    /// It takes over fewer entries than its own checkpoint has.
    case namesLess
    case signature
    case entry
    /// It does not lead on from the log that is known, or leaves out what was followed before: a second successor.
    case otherSuccessor
    /// The state of the old log that it names is not signed by enough witnesses.
    case unwitnessed
    /// A state of the old log that is known is no beginning of the new one.
    case otherRoot

    package var code: String {
        switch self {
        case .tooLarge: "succession.too-large"
        case .notJSON(let error): error.code
        case .schema(let error): error.code
        case .none: "succession.none"
        case .notNext: "succession.not-next"
        case .otherBroker: "succession.other-broker"
        case .otherLog: "succession.other-log"
        case .checkpoint(let error): error.code
        case .namesLess: "succession.names-less"
        case .signature: "succession.signature"
        case .entry: "succession.entry"
        case .otherSuccessor: "succession.other-successor"
        case .unwitnessed: "succession.unwitnessed"
        case .otherRoot: "succession.other-root"
        }
    }

    /// Whether something that was signed of the old log would be missing, or other, in the new one.
    package var leavesOut: Bool { self == .namesLess || self == .otherRoot }

    package var message: String {
        switch self {
        case .tooLarge: "what names the former log is larger than the limit"
        case .notJSON(let error): error.message
        case .schema(let error): error.message
        case .none: "no former log is named"
        case .notNext(let number): "log \(number) does not follow the one before it"
        case .otherBroker: "it is of another broker"
        case .otherLog: "the names or keys of the logs are not what they must be"
        case .checkpoint(let error): error.message
        case .namesLess:
            "the new log names, or takes over, less of the old one than was signed: something may be lost"
        case .signature: "the broker's service key has not signed it"
        case .entry: "its opening file is of something else"
        case .otherSuccessor:
            "it is another successor of the log than the one that follows from what is known"
        case .unwitnessed:
            "the state of the old log that it names is not signed by enough of the witnesses that count"
        case .otherRoot: "the new log does not begin with what is known of the old one"
        }
    }

    package var hint: String? {
        "send nothing; tell your partners and the operator: it may hide what was sent before"
    }
}
