import AsyncHTTPClient
import NIOCore
import NIOSSL

/// An HTTP/1.1 client that speaks only to the holder of one pinned key.
///
/// TLS 1.3 proves that the server holds the private key of the certificate it shows; we then
/// compare that certificate's public key with the pin before the connection is handed to any
/// request, so a server with another key sees a handshake and not one byte of a request. No
/// redirect is followed, no proxy is used and no body is decompressed.
struct PinnedClient: Sendable {
    static let connectTimeout = TimeAmount.seconds(15)
    /// How long a response may stay silent; a long poll asks for less.
    static let silenceLimit = TimeAmount.seconds(90)
    static let idleConnectionLimit = TimeAmount.seconds(20)
    static let connectionLimit = 4

    private let owner: Owner
    private var client: HTTPClient { owner.client }

    /// Closes the connections when the last copy goes, also on the way out of an error: a client
    /// that is dropped open stops the process.
    private final class Owner: Sendable {
        let client: HTTPClient

        init(_ client: HTTPClient) { self.client = client }

        deinit {
            let client = client
            // It fails only when it was closed before, as it should have been.
            Task { try? await client.shutdown() }
        }
    }

    init(pin: ServicePin, at address: HostAddress? = nil) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        // Chain, names and dates are replaced by the pin, which ``verify(_:pin:)`` compares.
        tls.certificateVerification = .none
        var pool = HTTPClient.Configuration.ConnectionPool(idleTimeout: Self.idleConnectionLimit)
        pool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionLimit
        // A refused pin is final, and lost connections are retried where the request is known.
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: .init(connect: Self.connectTimeout, read: Self.silenceLimit),
            connectionPool: pool,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        if let address { configuration.dnsOverride = [address.host: address.address] }
        configuration.http1_1ConnectionDebugInitializer = { channel in
            Self.verify(channel, pin: pin)
        }
        owner = Owner(
            HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
    }

    /// Sends one request; the body of the answer streams and must be read or dropped.
    func execute(_ request: HTTPClientRequest, limit: TimeAmount) async throws -> HTTPClientResponse
    {
        try await client.execute(request, timeout: limit)
    }

    func shutdown() async throws {
        try await client.shutdown()
    }

    /// Fails, and closes the connection, unless the server's certificate carries the pinned key.
    private static func verify(_ channel: any Channel, pin: ServicePin) -> EventLoopFuture<Void> {
        channel.nioSSL_peerCertificate().flatMapThrowing { certificate in
            guard let certificate, try pin.matches(certificate) else {
                throw BrokerClientError.otherKey
            }
        }.flatMapErrorThrowing { error in
            channel.close(promise: nil)
            throw error as? BrokerClientError ?? BrokerClientError.otherKey
        }
    }
}
