import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells a route that sends a large answer when the connection has taken what it was given.
///
/// What a route writes is queued for the event loop before anybody looks at the state of the
/// socket, so a disk that is faster than encryption filled the memory: 180 MB for one slow reader.
/// A route asks by the outbound event ``RoomWanted`` before it reads on, and gets an answer once
/// little is left unsent.
final class RoomHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// One piece may be on its way while the next is read.
    private static let enoughRoom = 256 << 10

    private var pendingBytes = 0
    private var waiting: EventLoopPromise<Void>?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .body(let buffer) = unwrapOutboundIn(data) else {
            context.write(data, promise: promise)
            return
        }
        let size = buffer.readableBytes
        pendingBytes += size
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { [self] _ in
            pendingBytes -= size
            answer()
        }
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is RoomWanted else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        // An answer has one writer; a second question takes the place of the first.
        waiting?.fail(ChannelError.operationUnsupported)
        waiting = promise
        answer()
    }

    /// A channel that closes fails what is pending first, so nobody waits for ever; what asks after
    /// that is refused here.
    func handlerRemoved(context: ChannelHandlerContext) {
        waiting?.fail(ChannelError.ioOnClosedChannel)
        waiting = nil
    }

    private func answer() {
        guard pendingBytes < Self.enoughRoom, let promise = waiting else { return }
        waiting = nil
        promise.succeed()
    }
}
