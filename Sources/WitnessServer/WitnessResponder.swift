import HTTPTypes
import Hummingbird
import Listening
import Logging
import NIOCore
import NIOHTTP1
import Primitives
import TransparencyLog
import Witness

/// Answers every request to a witness: the two of C2SP tlog-witness, and nothing else.
struct WitnessResponder: HTTPResponder {
    typealias Context = WitnessContext

    let service: WitnessService
    let logger: Logger

    func respond(to request: Request, context: Context) async throws -> Response {
        let answer: WitnessReply
        var code: String?
        do throws(WitnessRefusal) {
            answer = try await route(request, context)
        } catch {
            code = error.code
            answer = WitnessReply(refusal: error)
            if error.status == 422, service.hasConflict { logger.tellOfTwoHistories() }
        }
        log(request, answer, code)
        return answer.response(to: request)
    }

    private func route(
        _ request: Request, _ context: Context
    ) async throws(WitnessRefusal) -> WitnessReply {
        switch (WitnessPath(request.uri.string), request.method) {
        case (.addCheckpoint, .post):
            return .signature(try await service.add(try await body(request, context)))
        case (.checkpoint(let origin), .get), (.checkpoint(let origin), .head):
            return service.latest(origin).map { .note($0) } ?? .notFound
        case (.addCheckpoint, _), (.checkpoint, _): return .methodNotAllowed
        case (nil, _): return .notFound
        }
    }

    /// The body, within the limit and with its length announced.
    private func body(
        _ request: Request, _ context: Context
    ) async throws(WitnessRefusal) -> [UInt8] {
        let limit = LogLimits.witnessRequestSizeInBytes
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw .tooLarge
        }
        var bytes: [UInt8] = []
        do {
            try await context.channel.triggerUserOutboundEvent(BodyWanted()).get()
            for try await buffer in request.body {
                guard bytes.count + buffer.readableBytes <= limit else {
                    throw WitnessRefusal.tooLarge
                }
                bytes += buffer.readableBytesView
            }
        } catch let refusal as WitnessRefusal {
            throw refusal
        } catch {
            // The connection ended, or what came is no HTTP.
            throw .truncated
        }
        return bytes
    }

    private func log(_ request: Request, _ answer: WitnessReply, _ code: String?) {
        var fields: [LogField: String] = [
            .method: request.method.rawValue, .status: "\(answer.status.code)",
            .route: WitnessPath(request.uri.string)?.form ?? "-",
        ]
        fields[.code] = code
        logger.log(
            level: answer.status.code >= 500 ? .error : .info, "request answered",
            metadata: LogField.metadata(fields))
    }
}

/// What Hummingbird gives to each request of ours.
struct WitnessContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, to tell it that a body is wanted.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// A resource of a witness.
enum WitnessPath: Equatable {
    case addCheckpoint
    /// The SHA-256 of an origin.
    case checkpoint(SHA256Digest)

    /// Nil for a path that names nothing; other spellings of a name do not exist.
    init?(_ path: String) {
        let parts = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).map(Array.init)
        if parts.count == 2, parts[0].isEmpty, parts[1] == Array("add-checkpoint".utf8) {
            self = .addCheckpoint
            return
        }
        guard parts.count == 3, parts[0].isEmpty, parts[2] == Array("checkpoint".utf8),
            let bytes = Hex.decode(ascii: parts[1]), let origin = SHA256Digest(bytes: bytes)
        else { return nil }
        self = .checkpoint(origin)
    }

    /// The path with a name in the place of the digest, for the log.
    var form: String {
        switch self {
        case .addCheckpoint: "/add-checkpoint"
        case .checkpoint: "/{origin}/checkpoint"
        }
    }
}

extension Logger {
    /// The operator of the witness holds what convicts the operator of a log, and nobody else may.
    func tellOfTwoHistories() {
        error(
            "a log has shown two histories: see 'plomba witness show', and tell every partner",
            metadata: LogField.metadata([.code: "witness.two-histories"]))
    }
}
