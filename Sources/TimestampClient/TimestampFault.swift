import Primitives
package import Timestamping

/// What was wrong with an authority, or on the way to it.
package enum TimestampFault: PlainFailure, Equatable {
    case unreachable
    case silent
    /// Another status of HTTP than 200.
    case refused(status: Int)
    /// It answered what is no token that counts.
    case answer(TimestampError)

    package var code: String {
        switch self {
        case .unreachable: "time.authority-unreachable"
        case .silent: "time.authority-silent"
        case .refused: "time.authority-refused"
        case .answer(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .unreachable: "the time-stamping authority cannot be reached"
        case .silent: "the time-stamping authority does not answer in time"
        case .refused(let status):
            "the time-stamping authority refuses, with the status \(status)"
        case .answer(let error): error.message
        }
    }

    package var hint: String? {
        switch self {
        case .answer(let error): error.hint
        default: nil
        }
    }
}
