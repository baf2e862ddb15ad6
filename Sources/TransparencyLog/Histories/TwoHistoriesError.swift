import Primitives

/// Why a file does not show that a log has two histories.
package enum TwoHistoriesError: PlainFailure, Equatable {
    case tooLarge
    case notTwoHistories
    case malformedLine
    case wrongSize
    case checkpoint(CheckpointError)
    case otherLog
    case wrongOrder
    case path(ProofError)
    case pathNotOfSecond
    case oneHistory

    package var code: String {
        switch self {
        case .tooLarge: "two-histories.too-large"
        case .notTwoHistories: "two-histories.not-such-a-file"
        case .malformedLine: "two-histories.malformed-line"
        case .wrongSize: "two-histories.wrong-size"
        case .checkpoint(let error): error.code
        case .otherLog: "two-histories.other-log"
        case .wrongOrder: "two-histories.wrong-order"
        case .path(let error): error.code
        case .pathNotOfSecond: "two-histories.path-not-of-second"
        case .oneHistory: "two-histories.one-history"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "the file is larger than the limit"
        case .notTwoHistories: "the file does not begin with plomba/two-histories/v1"
        case .malformedLine: "a line before the signed notes is malformed"
        case .wrongSize: "the signed notes do not have the sizes that are named"
        case .checkpoint(let error): error.message
        case .otherLog: "the two checkpoints are signed by two keys"
        case .wrongOrder: "the smaller checkpoint does not come first"
        case .path(let error): error.message
        case .pathNotOfSecond: "the path does not lead to the root of the larger checkpoint"
        case .oneHistory: "the larger checkpoint continues the smaller: there is one history"
        }
    }
}
