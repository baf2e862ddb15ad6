package import Primitives
import TransparencyLog

/// Why a witness cannot be set up or started from its folder.
package enum WitnessError: PlainFailure, Equatable {
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    /// A file of the folder cannot be read or written; the name is relative to it.
    case file(String, reason: String)
    case tooOpen(String)
    case exists(String)
    case notAKey
    case invalidName
    case invalidAddress
    case notALogKey
    case logKnown(String)
    case logUnknown(String)
    /// Another log continues it already.
    case logSucceeded(String)
    case tooManyLogs
    /// What the witness has signed of a log it watches is not at hand.
    case stateMissing(String)
    /// What is at hand was not signed by this witness or this log.
    case stateOfAnother(String)
    case checkpoint(String)
    /// The last signature bears no time that is far ahead.
    case clockNotAhead
    case locked
    /// What would have been signed could not be recorded.
    case notStored

    package var code: String {
        switch self {
        case .notJSON, .schema: "witness.configuration"
        case .file: "witness.file"
        case .tooOpen: "witness.too-open"
        case .exists: "witness.exists"
        case .notAKey: "witness.not-a-key"
        case .invalidName: "witness.invalid-name"
        case .invalidAddress: "witness.invalid-address"
        case .notALogKey: "witness.not-a-log-key"
        case .logKnown: "witness.log-known"
        case .logUnknown: "witness.log-unknown"
        case .logSucceeded: "witness.log-succeeded"
        case .tooManyLogs: "witness.too-many-logs"
        case .stateMissing: "witness.state-missing"
        case .stateOfAnother: "witness.state-of-another"
        case .checkpoint: "witness.checkpoint"
        case .clockNotAhead: "witness.clock-not-ahead"
        case .locked: "witness.locked"
        case .notStored: "witness.not-stored"
        }
    }

    package var message: String {
        switch self {
        case .notJSON(let error): "witness.json: " + error.message
        case .schema(let error): "witness.json: " + error.message
        case .file(let name, let reason): "\(SafeText.shown(name)): \(reason)"
        case .tooOpen(let name): "\(SafeText.shown(name)) may be read or changed by others"
        case .exists(let name): "\(SafeText.shown(name)) is there already"
        case .notAKey: "the file 'key' does not hold a signing key"
        case .invalidName: "the name of a witness is like vasaprava.ba/witness"
        case .invalidAddress: "the address to listen on is like 127.0.0.1:8480"
        case .notALogKey: "that is not the public key of a log"
        case .logKnown(let log): "this witness knows that key of \(SafeText.shown(log)) already"
        case .logUnknown(let log): "this witness does not watch \(SafeText.shown(log))"
        case .logSucceeded(let log):
            "another log continues \(SafeText.shown(log)) already: there is one successor, and no second"
        case .tooManyLogs: "this witness watches as many logs, or keys of one log, as it can"
        case .stateMissing(let log):
            "what this witness has signed of \(SafeText.shown(log)) is gone"
        case .stateOfAnother(let log):
            "what is recorded of \(SafeText.shown(log)) was signed by another witness or log"
        case .checkpoint(let reason): "the checkpoint cannot be used: \(reason)"
        case .clockNotAhead:
            "its last signature is dated no more than five minutes ahead of this computer's clock"
        case .locked: "another process uses this folder"
        case .notStored: "what was to be signed could not be recorded, so nothing was signed"
        }
    }

    package var hint: String? {
        switch self {
        case .tooOpen(let name): "chmod go= \(SafeText.typed(name))"
        case .exists: "choose an empty folder: nothing was changed"
        case .notALogKey: "it is one line, like broker.example/log+891d0738+AWzW6...; copy it whole"
        case .stateMissing, .stateOfAnother:
            "never start it anew: it might sign a second history; put the folder back as it was, or "
                + "make a new witness with a new name and tell your partners"
        case .logUnknown: "'plomba witness show' names those that it watches"
        case .logSucceeded:
            "ask the broker's operator, by another way, which of the two is the broker's"
        case .clockNotAhead: "it signs on by itself when that time has come; nothing was changed"
        case .locked: "stop the other witness first"
        case .notStored: "check the disk and start it again: it goes on from what is recorded"
        default: nil
        }
    }
}
