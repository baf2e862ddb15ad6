import Primitives
package import TransparencyLog

/// What was wrong with a witness, or on the way to it.
package enum WitnessFault: PlainFailure, Equatable {
    case unreachable
    case silent
    /// Another status than one that the protocol has for the request.
    case refused(status: Int)
    case tooLarge
    /// It answered what is no cosignature of it.
    case answer(NoteError)
    /// Its cosignature holds, and is dated so far ahead of this computer that it does not count.
    case clockAhead(seconds: Int64)
    /// It names another size than one that could be, or shows no checkpoint of the log.
    case unusableAnswer
    /// It claims to have seen more than was ever signed, and shows nothing signed for it.
    case claimWithoutProof

    package var code: String {
        switch self {
        case .unreachable: "witness.unreachable"
        case .silent: "witness.silent"
        case .refused: "witness.refused"
        case .tooLarge: "witness.answer-too-large"
        case .answer: "witness.answer-invalid"
        case .clockAhead: "witness.clock-ahead"
        case .unusableAnswer: "witness.answer-unusable"
        case .claimWithoutProof: "witness.claim-without-proof"
        }
    }

    package var message: String {
        switch self {
        case .unreachable: "the witness cannot be reached"
        case .silent: "the witness does not answer in time"
        case .refused(let status): "the witness refuses, with the status \(status)"
        case .tooLarge: "the witness's answer is larger than the limit"
        case .answer(let error): "the witness's answer does not count: \(error.message)"
        case .clockAhead(let seconds):
            "the witness signs with a time \(seconds) seconds ahead of this computer's clock"
        case .unusableAnswer: "the witness's answer is none that the protocol has"
        case .claimWithoutProof:
            "the witness claims to have seen more of the log than it can show"
        }
    }
}
