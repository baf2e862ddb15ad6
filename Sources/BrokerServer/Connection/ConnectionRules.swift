import BrokerAPI
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Listening
import Logging
import NIOCore

/// TLS 1.3 and HTTP/1.1, with limits on what one connection may do and how slowly.
struct ConnectionRules: Sendable {
    let pace: PaceConfiguration

    func builder(tls: TLSMaterial) throws -> HTTPServerBuilder {
        try .tls(.http1(configuration: channel), tlsConfiguration: tls.serverConfiguration())
    }

    private var channel: HTTP1Channel.Configuration {
        let limits = PaceLimits(
            window: .seconds(Int64(pace.windowSeconds)),
            minimumBytesPerSecond: Int64(pace.minimumBytesPerSecond),
            deadline: .seconds(Int64(pace.requestSeconds)))
        // The parser stops a little above our limits, so that a head that is slightly too large is
        // still answered in words.
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: ConnectionGuards.handlers(limits),
            idleTimeout: .seconds(Int64(pace.idleSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 2 * BrokerLimits.fieldBytes,
                maxHeaderListSize: 2 * BrokerLimits.fieldsBytes,
                maxHeaderFieldCount: 2 * BrokerLimits.fieldCount))
    }
}
