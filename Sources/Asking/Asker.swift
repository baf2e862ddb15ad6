import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks servers that are nobody's of ours, each question on its own: witnesses, time-stamping
/// authorities.
///
/// For protocols whose answers prove themselves. So TLS, where a server has it, is held to the system's
/// certificates and is not relied on. No redirect is followed, no proxy is used, no body is
/// decompressed; an answer ends at its limit and within ``patience``, its last byte included.
package struct Asker: Sendable {
    private static let connectTimeout = TimeAmount.seconds(5)
    private static let idleLimit = TimeAmount.seconds(20)
    /// A whole request and its answer.
    package static let patience = Duration.seconds(10)

    private let owner: Owner

    /// Closes the connections when the last copy goes.
    private final class Owner: Sendable {
        let client: HTTPClient

        init(_ client: HTTPClient) { self.client = client }

        deinit {
            let client = client
            // It fails only when it was closed before, as it should have been.
            Task { try? await client.shutdown() }
        }
    }

    package init() {
        var pool = HTTPClient.Configuration.ConnectionPool(idleTimeout: Self.idleLimit)
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: Self.connectTimeout), connectionPool: pool,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        owner = Owner(
            HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
    }

    package func shutdown() async {
        // Closing can only fail when it was done before.
        try? await owner.client.shutdown()
    }

    /// - Parameter limit: of the answer's body, in bytes.
    package func get(_ url: String, limit: Int) async throws(AskingFault) -> ServerAnswer {
        try await answer(to: HTTPClientRequest(url: url), limit: limit)
    }

    /// - Parameters:
    ///   - type: of the body that is sent.
    ///   - accepting: the type that is asked for, where the protocol has one.
    package func post(
        _ body: [UInt8], type: String, accepting: String? = nil, to url: String, limit: Int
    ) async throws(AskingFault) -> ServerAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: type)
        if let accepting { request.headers.add(name: "accept", value: accepting) }
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await answer(to: request, limit: limit)
    }

    private func answer(
        to request: HTTPClientRequest, limit: Int
    ) async throws(AskingFault) -> ServerAnswer {
        do {
            return try await Self.inTime {
                let response = try await owner.client.execute(
                    request, timeout: .seconds(Self.patience.components.seconds))
                var bytes: [UInt8] = []
                for try await buffer in response.body {
                    guard bytes.count + buffer.readableBytes <= limit else {
                        throw AskingFault.tooLarge
                    }
                    bytes += buffer.readableBytesView
                }
                return ServerAnswer(status: Int(response.status.code), body: bytes)
            }
        } catch let fault as AskingFault {
            throw fault
        } catch {
            let late: [HTTPClientError] = [.deadlineExceeded, .readTimeout]
            throw (error as? HTTPClientError).map(late.contains) == true ? .silent : .unreachable
        }
    }

    /// The library's own limit ends with the first line of an answer: one that comes byte by byte
    /// would never end.
    private static func inTime(
        _ ask: @escaping @Sendable () async throws -> ServerAnswer
    ) async throws -> ServerAnswer {
        try await withThrowingTaskGroup(of: ServerAnswer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: patience)
                throw AskingFault.silent
            }
            guard let answer = try await group.next() else { throw AskingFault.silent }
            return answer
        }
    }
}

/// What came back, whatever its status.
package struct ServerAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]
}

/// Why nothing came back.
package enum AskingFault: Error, Equatable {
    case unreachable
    case silent
    case tooLarge
}
