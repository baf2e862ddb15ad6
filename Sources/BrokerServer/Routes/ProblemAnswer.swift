import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Primitives

/// Turns every failure into a problem document; the only place where that is done.
enum ProblemAnswer {
    /// - Returns: nil for failures of the connection itself, which nobody can be told about.
    static func problem(for error: any Error) -> ProblemDocument? {
        switch error {
        case let refusal as BrokerRefusal: refusal.problem
        case let refusal as TooManyRequests: refusal.problem
        case let error as BrokerError: problem(saying: error)
        case let error as StoreError: ProblemDocument(error.problem)
        case let error as RequestSignatureError: ProblemDocument(error.problem)
        case let error as MultipartError:
            ProblemDocument(error.problem, detail: error.message)
        case is HTTPParserError, is ChannelError, is CancellationError: nil
        default: ProblemDocument(.internalError)
        }
    }

    /// Details only where they say more than the code does, and only to a device that we know.
    private static func problem(saying error: BrokerError) -> ProblemDocument {
        switch error {
        case .evidence(let refusal):
            ProblemDocument(error.problem, detail: error.message, reason: refusal.code)
        case .quota(let excess):
            ProblemDocument(error.problem, detail: error.message, reason: excess.rawValue)
        case .statement, .relayRefused, .record(.record), .record(.taken):
            ProblemDocument(error.problem, detail: error.message)
        case .tooLate(let end): ProblemDocument(error.problem, end: end)
        default: ProblemDocument(error.problem)
        }
    }

    /// What only the failure knows, besides the problem.
    static func fields(for error: any Error) -> HTTPFields {
        guard let refusal = error as? TooManyRequests else { return [:] }
        return [.retryAfter: "\(refusal.seconds)"]
    }

    /// A refusal of who asks carries what RFC 9421 asks for, and nothing else that varies.
    static func response(
        _ problem: ProblemDocument, to request: IncomingRequest?, adding fields: HTTPFields = [:]
    ) -> Response {
        var fields = fields
        fields[.contentType] = ProblemDocument.mediaType
        if problem.code.status == 401 {
            fields[.acceptSignature] = RequestSignature.acceptSignature
        }
        if problem.code == .tooManyRequests || problem.code == .uploadBusy {
            fields[.retryAfter] = fields[.retryAfter] ?? "1"
        }
        if problem.code == .unsupportedTusVersion { fields[.tusVersion] = Tus.version }
        if request?.resource.isUpload ?? false { fields[.tusResumable] = Tus.version }
        return Response(
            status: .init(code: problem.code.status), headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: problem.jsonBytes)))
    }
}

extension BrokerResource {
    /// Whether the resource speaks tus.
    fileprivate var isUpload: Bool {
        switch self {
        case .uploads, .upload: true
        default: false
        }
    }
}
