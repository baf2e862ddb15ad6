import HTTPTypes
import Hummingbird
import HummingbirdCore
import Listening
import Logging
import Primitives
import ServiceLifecycle

/// The page and the numbers for who runs the broker: plain HTTP, on this machine only.
struct OperationsListener: Service {
    private static let connections = 16
    private static let idleSeconds: Int64 = 10

    private let application: Application<OperationsResponder>
    private let port: Int

    init(_ health: BrokerHealth, _ address: ListenAddress, quietLogger: Logger) {
        port = address.port
        application = Application(
            responder: OperationsResponder(health: health),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: .seconds(Self.idleSeconds))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    Self.connections, logger: quietLogger)),
            logger: quietLogger)
    }

    /// - Throws: `ListenError` when the socket cannot be had.
    func run() async throws {
        do {
            try await application.run()
        } catch {
            throw ListenError(error, port: port) ?? error
        }
    }
}

/// `GET /` for a person, `GET /health` for a monitor, `GET /metrics` for Prometheus.
struct OperationsResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let health: BrokerHealth

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.response(.methodNotAllowed, "text/plain", "method not allowed\n")
        }
        let response =
            switch request.uri.path {
            case "/": await page()
            case "/health": await state()
            case "/metrics":
                Self.response(.ok, MetricsText.contentType, await health.metrics())
            default: Self.response(.notFound, "text/plain", "not found\n")
            }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func page() async -> Response {
        let page = HealthPage(
            name: health.name, startTime: health.startTime, view: await health.view())
        var response = Self.response(.ok, "text/html; charset=utf-8", page.html)
        response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
        return response
    }

    /// 503 where something is wrong, so that a monitor needs to understand no more.
    private func state() async -> Response {
        let view = await health.view()
        let body = JSONValue.object([
            JSONMember("status", .string(view.level.rawValue)),
            JSONMember("time", .string(view.time.text)),
            JSONMember("findings", .array(view.findings.map(\.json))),
        ]).serialized()
        return Self.response(
            view.level == .fault ? .serviceUnavailable : .ok, "application/json",
            String(decoding: body, as: UTF8.self))
    }

    private static func response(
        _ status: HTTPResponse.Status, _ type: String, _ body: String
    ) -> Response {
        Response(
            status: status,
            headers: Answer.commonFields + [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
