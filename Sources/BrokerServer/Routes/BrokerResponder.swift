import BrokerAPI
import HTTPTypes
import Hummingbird
import Listening
import Logging
import NIOCore
import NIOHTTP1

/// Answers every request: checks the head, finds the route, turns failures into problems, and
/// writes one log line.
struct BrokerResponder: HTTPResponder {
    typealias Context = BrokerRequestContext

    let authority: String
    let routes: BrokerRoutes
    let logger: Logger
    let counts: RequestCounts

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        var incoming: IncomingRequest?
        var problem: ProblemDocument?
        do {
            let checked = try IncomingRequest(request, authority: authority)
            incoming = checked
            response = try await routes.answer(checked, channel: context.channel)
        } catch {
            guard let known = ProblemAnswer.problem(for: error) else { throw error }
            problem = known
            response = ProblemAnswer.response(
                known, to: incoming, adding: ProblemAnswer.fields(for: error))
        }
        if request.method == .head { response = response.createHeadResponse() }
        for field in Answer.commonFields { response.headers[field.name] = field.value }
        let duration = ContinuousClock.now - start
        counts.add(
            route: incoming?.resource.form ?? "-", status: response.status.code,
            milliseconds: duration.milliseconds)
        log(incoming, response, problem, duration)
        return response
    }

    private func log(
        _ request: IncomingRequest?, _ response: Response, _ problem: ProblemDocument?,
        _ duration: Duration
    ) {
        var fields: [LogField: String] = [
            .status: "\(response.status.code)",
            .milliseconds: "\(duration.milliseconds)",
        ]
        if let request {
            fields[.method] = request.method.rawValue
            fields[.route] = request.resource.form
            fields[.receivedBytes] = "\(request.bodySize)"
        }
        if let problem { fields[.code] = problem.code.rawValue }
        let isOurFault = response.status.code >= 500
        logger.log(
            level: isOurFault ? .error : .info, "request answered",
            metadata: LogField.metadata(fields))
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension BrokerResource {
    /// The path with names in place of identifiers, for the log.
    var form: String {
        switch self {
        case .broker, .allowance, .deposits, .uploads, .charter, .logCheckpoint: path
        case .logWitnessed: "/v1/log/witnessed"
        case .logTime: "/v1/log/time"
        case .logTimeFile: "/v1/log/time/{file}"
        case .logTile: "/v1/log/{tile}"
        case .relay: "/v1/relays/{fingerprint}/{consignment}"
        case .depositEvidence: "/v1/deposits/{consignment}/evidence"
        case .depositConsent: "/v1/deposits/{consignment}/consent"
        case .upload: "/v1/uploads/{upload}"
        case .deliveries: "/v1/mailboxes/{address}/deliveries"
        case .preview: "/v1/mailboxes/{address}/deliveries/{number}/preview"
        case .payload: "/v1/mailboxes/{address}/deliveries/{number}/payload"
        case .evidence: "/v1/mailboxes/{address}/deliveries/{number}/evidence"
        case .skipped: "/v1/mailboxes/{address}/skipped"
        case .consent: "/v1/mailboxes/{address}/consent"
        case .blocks: "/v1/mailboxes/{address}/blocks"
        case .block: "/v1/mailboxes/{address}/blocks/{fingerprint}"
        case .organisation: "/v1/organisations/{fingerprint}"
        }
    }
}
