import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Primitives
package import Timestamping

/// Asks time-stamping authorities over HTTP. (RFC 3161, section 3.4)
///
/// What comes back is a token that was verified by the authority's own roots, against the request,
/// or a fault: nothing else is believed. So TLS, where an authority has it, is held to the system's
/// certificates and is not relied on, and the type of the answer is not looked at. No redirect is
/// followed, no proxy is used, no body is decompressed.
package struct TimestampClient: Sendable {
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

    /// A new token over bytes with this SHA-256.
    package func stamp(
        _ imprint: SHA256Digest, by asked: AskedAuthority
    ) async throws(TimestampFault) -> VerifiedTimestampToken {
        let request = TimestampRequest(imprint: imprint, nonce: .random(), policy: asked.policy)
        let body = try await exchange(request.der, asked.url)
        do throws(TimestampError) {
            return try TimestampResponse(der: body).token
                .verify(answering: request, by: asked.authority)
        } catch {
            throw .answer(error)
        }
    }

    private func exchange(
        _ query: [UInt8], _ url: AuthorityURL
    ) async throws(TimestampFault) -> [UInt8] {
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/timestamp-query")
        request.headers.add(name: "accept", value: "application/timestamp-reply")
        request.body = .bytes(ByteBuffer(bytes: query))
        let outgoing = request
        do {
            return try await Self.inTime {
                let response = try await owner.client.execute(
                    outgoing, timeout: .seconds(Self.patience.components.seconds))
                guard response.status == .ok else {
                    throw TimestampFault.refused(status: Int(response.status.code))
                }
                return try await Self.body(response)
            }
        } catch let fault as TimestampFault {
            throw fault
        } catch {
            let late: [HTTPClientError] = [.deadlineExceeded, .readTimeout]
            throw (error as? HTTPClientError).map(late.contains) == true ? .silent : .unreachable
        }
    }

    /// The library's own limit ends with the first line of an answer: one that comes byte by byte
    /// would never end.
    private static func inTime(
        _ ask: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            defer { group.cancelAll() }
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: patience)
                throw TimestampFault.silent
            }
            guard let answer = try await group.next() else { throw TimestampFault.silent }
            return answer
        }
    }

    private static func body(_ response: HTTPClientResponse) async throws -> [UInt8] {
        let limit = TimestampLimits.tokenSizeInBytes
        var bytes: [UInt8] = []
        for try await buffer in response.body {
            guard bytes.count + buffer.readableBytes <= limit else {
                throw TimestampFault.answer(.tooLarge(limit: limit))
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }
}
