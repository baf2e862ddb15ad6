package import BrokerAPI
import Primitives

/// Why a broker could not be asked, or what it refused.
package enum BrokerClientError: PlainFailure, Equatable {
    /// The address is not `https://host[:port]`.
    case notSecure
    /// The server's key is not the one that was confirmed for this broker.
    case otherKey
    /// No connection, or it was lost, after every retry.
    case unreachable
    /// Connected, but no answer within the time allowed.
    case silent
    /// The time that the caller had set for all its questions was over.
    case outOfTime
    /// The broker answered with a problem document.
    case refused(ProblemDocument)
    /// The broker answered something that its protocol does not allow; the text names what.
    case unexpectedAnswer(String)
    /// More bytes, or fewer, than the statement or the protocol says.
    case wrongSize
    /// The bytes received do not have the digest they should have.
    case wrongDigest
    /// What is to be sent is larger than the API takes.
    case tooLarge(limit: Int)
    /// The source of an upload ended before the size that was announced.
    case sourceChanged

    /// The code of the problem document, when there was one.
    package var problem: ProblemCode? {
        guard case .refused(let problem) = self else { return nil }
        return problem.code
    }

    package var code: String {
        switch self {
        case .notSecure: "broker.not-secure"
        case .otherKey: "broker.other-key"
        case .unreachable: "broker.unreachable"
        case .silent: "broker.silent"
        case .outOfTime: "broker.out-of-time"
        case .refused(let problem): BrokerRefusal(problem).code
        case .unexpectedAnswer: "broker.unexpected-answer"
        case .wrongSize: "broker.wrong-size"
        case .wrongDigest: "broker.wrong-digest"
        case .tooLarge: "broker.too-large"
        case .sourceChanged: "broker.source-changed"
        }
    }

    package var message: String {
        switch self {
        case .notSecure: "the address of a broker is like https://broker.example.org:8443"
        case .otherKey: "the server does not hold the key that was confirmed for this broker"
        case .unreachable: "the broker cannot be reached"
        case .silent: "the broker did not answer in time"
        case .outOfTime: "the time for all questions was over before the broker had answered"
        case .refused(let problem): SafeText.shown(BrokerRefusal(problem).message)
        case .unexpectedAnswer(let what):
            "the broker's answer is not one that its protocol allows: " + SafeText.shown(what)
        case .wrongSize: "the broker sent more or fewer bytes than were announced"
        case .wrongDigest: "the bytes that arrived are not the bytes that were announced"
        case .tooLarge(let limit): "one request takes at most \(limit) bytes"
        case .sourceChanged: "the file became shorter while it was being sent"
        }
    }

    package var hint: String? {
        switch self {
        case .otherKey:
            "somebody may stand between you and the broker: compare the pin with its operator"
        case .unreachable, .silent: "nothing is lost: try again when the connection is back"
        case .outOfTime: "run it again; if it stays so, ask the broker's operator why it is so slow"
        case .refused(let problem): problem.code.hint
        default: nil
        }
    }
}
