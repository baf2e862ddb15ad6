import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Lets a stopping broker leave at once: says goodbye to an idle peer and does not wait for its own.
///
/// Peers that keep a connection for later do not read while it is idle, so each would hold the stop
/// for the five seconds that TLS allows it. A peer that is being answered is answered first.
final class QuiesceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Enough to send what TLS says at the end.
    private static let goodbyeTime = TimeAmount.milliseconds(200)

    private let cutter: ConnectionCutter
    private var openRequests = 0
    private var isQuiescing = false

    init(cutter: ConnectionCutter) {
        self.cutter = cutter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { openRequests += 1 }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else {
            context.write(data, promise: promise)
            return
        }
        openRequests -= 1
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { [self] _ in
            if isQuiescing, openRequests == 0 { cutSoon(context) }
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isQuiescing = true
            if openRequests == 0 { cutSoon(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func cutSoon(_ context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        loop.scheduleTask(in: Self.goodbyeTime) { self.cutter.cut() }
    }
}
