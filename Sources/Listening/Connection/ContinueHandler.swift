import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers `Expect: 100-continue` at the moment a route starts to read the body.
///
/// Without an answer curl waits a second before each larger upload; with an answer at once, a
/// request that is refused anyway would be sent in full. A route asks by the outbound event
/// ``BodyWanted``, after the signature of the request has been verified.
final class ContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var isAwaited = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isAwaited = head.headerFields[.expect].map(Self.isContinue) ?? false
        case .body, .end:
            // The peer did not wait for us.
            isAwaited = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isAwaited = false
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyWanted else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        if isAwaited {
            isAwaited = false
            let head = HTTPResponsePart.head(HTTPResponse(status: .continue))
            context.writeAndFlush(wrapOutboundOut(head), promise: nil)
        }
        promise?.succeed()
    }

    static func isContinue(_ value: String) -> Bool {
        Array(value.utf8).elementsEqual("100-continue".utf8)
    }
}
