import Primitives

/// Why a trust policy cannot be used, or a checkpoint does not satisfy it.
package enum PolicyError: PlainFailure, Equatable {
    case tooLarge
    /// What is wrong in a line, counted from 1.
    case line(Int, PolicyLineFailure)
    case noQuorum
    case unknownLog
    case checkpoint(CheckpointError)
    case quorumMissing
    /// A quorum has signed, and the reader's own organisation's witness has not.
    case ownWitnessMissing

    /// Whether the checkpoint is as its log signed it, and only cosignatures are missing.
    package var isTooFew: Bool {
        switch self {
        case .quorumMissing, .ownWitnessMissing: true
        case .tooLarge, .line, .noQuorum, .unknownLog, .checkpoint: false
        }
    }

    package var code: String {
        switch self {
        case .tooLarge: "policy.too-large"
        case .line(_, let failure): "policy." + failure.rawValue
        case .noQuorum: "policy.no-quorum"
        case .unknownLog: "policy.unknown-log"
        case .checkpoint(let error): error.code
        case .quorumMissing: "policy.quorum-missing"
        case .ownWitnessMissing: "policy.own-witness-missing"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "the trust policy is larger than the limit"
        case .line(let number, let failure): "line \(number) of the policy: \(failure.message)"
        case .noQuorum: "the trust policy does not say which quorum it asks for"
        case .unknownLog: "the trust policy does not name the log of this checkpoint"
        case .checkpoint(let error): error.message
        case .quorumMissing: "too few witnesses have cosigned the checkpoint"
        case .ownWitnessMissing:
            "your own organisation's witness has not cosigned the checkpoint; nothing counts as witnessed here without it"
        }
    }
}

package enum PolicyLineFailure: String, Error, Sendable, CaseIterable {
    case controlCharacter = "control-character"
    case unterminated
    case unknownKeyword = "unknown-keyword"
    case wrongWords = "wrong-words"
    case key
    case wrongKeyType = "wrong-key-type"
    case keyTwice = "key-twice"
    case nameTaken = "name-taken"
    case undefinedName = "undefined-name"
    case memberTwice = "member-twice"
    case threshold
    case secondQuorum = "second-quorum"
    case tooMany = "too-many"

    var message: String {
        switch self {
        case .controlCharacter: "it has a control character"
        case .unterminated: "it is not ended by a line feed"
        case .unknownKeyword: "it begins with none of log, witness, group, quorum"
        case .wrongWords: "it has too few or too many words"
        case .key: "its key is malformed"
        case .wrongKeyType: "its key is of the wrong type for a log or a witness"
        case .keyTwice: "its key stands in another line already"
        case .nameTaken: "its name is defined already, or reserved"
        case .undefinedName: "it uses a name that no line above defines"
        case .memberTwice: "one of its members belongs to a group already"
        case .threshold: "its threshold is not between one and the number of its members"
        case .secondQuorum: "there is a quorum line already"
        case .tooMany: "there are more names than the limit"
        }
    }
}
