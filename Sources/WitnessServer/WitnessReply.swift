import HTTPTypes
import Hummingbird
import NIOCore
import TransparencyLog

/// What a witness answers, as HTTP.
enum WitnessReply {
    /// A signature line.
    case signature([UInt8])
    /// A cosigned checkpoint.
    case note([UInt8])
    /// The size that was cosigned last.
    case otherOldSize(UInt64)
    case refused(status: Int, message: String)
    case notFound
    case methodNotAllowed

    init(refusal: WitnessRefusal) {
        switch refusal {
        case .otherOldSize(let size): self = .otherOldSize(size)
        default: self = .refused(status: refusal.status, message: refusal.message)
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .signature, .note: .ok
        case .otherOldSize: .conflict
        case .refused(let status, _): HTTPResponse.Status(code: status)
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        }
    }

    func response(to request: Request) -> Response {
        var fields: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        if case .methodNotAllowed = self { fields[.allow] = "GET, HEAD, POST" }
        if status.code == 503 { fields[.retryAfter] = "5" }
        let response = Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        return request.method == .head ? response.createHeadResponse() : response
    }

    private var type: String {
        guard case .otherOldSize = self else { return "text/plain; charset=utf-8" }
        return "text/x.tlog.size"
    }

    private var body: [UInt8] {
        switch self {
        case .signature(let bytes), .note(let bytes): bytes
        case .otherOldSize(let size): Array("\(size)\n".utf8)
        case .refused(_, let message): Array((message + "\n").utf8)
        case .notFound: Array("not found\n".utf8)
        case .methodNotAllowed: Array("method not allowed\n".utf8)
        }
    }
}
