import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends the connection after an answer that was given before the whole body had arrived.
///
/// A refusal (401, 413) must not oblige us to read what follows. The answer says
/// `Connection: close`; what still arrives is thrown away for a moment, so that the peer can read
/// the answer before its connection is reset, and then the connection is closed.
final class EarlyAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    static let lingerTime = TimeAmount.seconds(2)
    static let lingerSize = 2 * 1024 * 1024

    private enum State {
        case reading
        case complete
        case discarding(Int)
    }

    private let cutter: ConnectionCutter
    private var state = State.complete
    private var scheduledClose: Scheduled<Void>?

    init(cutter: ConnectionCutter) {
        self.cutter = cutter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .discarding(let size) = state {
            discard(part, after: size)
            return
        }
        switch part {
        case .head: state = .reading
        case .body: break
        case .end: state = .complete
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .reading = state else {
            context.write(data, promise: promise)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            state = .discarding(0)
            context.write(data, promise: promise)
            let loop = context.eventLoop.assumeIsolated()
            scheduledClose = loop.scheduleTask(in: Self.lingerTime) { self.cutter.cut() }
        case .head, .body:
            context.write(data, promise: promise)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        scheduledClose?.cancel()
        scheduledClose = nil
    }

    private func discard(_ part: HTTPRequestPart, after size: Int) {
        switch part {
        case .body(let buffer) where size + buffer.readableBytes <= Self.lingerSize:
            state = .discarding(size + buffer.readableBytes)
        case .head, .body, .end:
            cutter.cut()
        }
    }
}
