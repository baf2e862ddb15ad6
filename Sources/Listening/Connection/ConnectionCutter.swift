import NIOCore

/// Ends a connection at once, below TLS.
///
/// The ordinary close says goodbye first and waits up to five seconds for the peer's own goodbye,
/// and a peer that is being cut off would use them to go on sending.
final class ConnectionCutter: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = Any
    typealias OutboundOut = Any

    /// Of this handler, which stands next to the socket; used on the channel's event loop only.
    private var context: ChannelHandlerContext?

    /// Puts the cutter next to the socket of a channel that is being set up.
    func install(in pipeline: ChannelPipeline) {
        // Adding fails only on a channel that is closed already; then there is nothing to cut.
        try? pipeline.syncOperations.addHandler(self, position: .first)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func cut() {
        context?.close(mode: .all, promise: nil)
    }
}
