import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose peer sends a body, or takes an answer, too slowly.
///
/// Hummingbird's idle timeout is reset by each byte of a body and does not watch answers, so one
/// byte a second would hold a connection for ever. Only time in which we wait for the peer counts:
/// while our own disk is busy we do not read, and the clock stands.
final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let checkInterval = TimeAmount.seconds(1)

    private let limits: PaceLimits
    private let cutter: ConnectionCutter
    private var openRequests = 0
    private var startedAt = NIODeadline.now()
    private var isBodyOpen = false
    private var receiving: PaceMeter
    private var sending: PaceMeter
    private var pendingBytes: Int64 = 0
    private var acknowledged = AcknowledgedBytes()
    private var scheduledCheck: Scheduled<Void>?

    init(limits: PaceLimits, cutter: ConnectionCutter) {
        self.limits = limits
        self.cutter = cutter
        receiving = PaceMeter(limits)
        sending = PaceMeter(limits)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        switch unwrapInboundIn(data) {
        case .head:
            begin(now, context: context)
        case .body(let buffer):
            receiving.waitEnds(now)
            receiving.count(Int64(buffer.readableBytes))
        case .end:
            receiving.waitEnds(now)
            isBodyOpen = false
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if isBodyOpen { receiving.waitBegins(.now()) }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head:
            context.write(data, promise: promise)
        case .body(let buffer):
            context.write(data, promise: watch(Int64(buffer.readableBytes), promise, context))
        case .end:
            openRequests -= 1
            context.write(data, promise: promise)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        cutter.install(in: context.pipeline)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        scheduledCheck?.cancel()
        scheduledCheck = nil
    }

    private func begin(_ now: NIODeadline, context: ChannelHandlerContext) {
        openRequests += 1
        isBodyOpen = true
        // Measuring starts anew with a request that follows an answered one; a peer that sends several
        // requests at once is measured as one.
        guard openRequests == 1 else { return }
        startedAt = now
        receiving = PaceMeter(limits)
        sending = PaceMeter(limits)
        if scheduledCheck == nil { scheduleCheck(context) }
    }

    /// While the kernel has not taken them we wait for the peer.
    private func watch(
        _ size: Int64, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        sending.waitBegins(.now())
        pendingBytes += size
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { [self] _ in
            pendingBytes -= size
            if acknowledged.isUnknown { sending.count(size) }
            if pendingBytes == 0 { sending.waitEnds(.now()) }
        }
        return promise
    }

    private func scheduleCheck(_ context: ChannelHandlerContext) {
        scheduledCheck = context.eventLoop.assumeIsolated().scheduleTask(in: Self.checkInterval) {
            self.scheduledCheck = nil
            guard self.pendingBytes > 0, let answer = AcknowledgedBytes.ask(context.channel) else {
                return self.check(context)
            }
            answer.assumeIsolated().whenComplete { answer in
                if let total = try? answer.get() {  // without an answer nothing was acknowledged
                    self.sending.count(self.acknowledged.advance(to: total))
                }
                self.check(context)
            }
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        guard openRequests > 0 || pendingBytes > 0 else { return }
        let now = NIODeadline.now()
        let isReceivingKept = receiving.isKept(now)
        let isSendingKept = sending.isKept(now)
        let isWithinLimits =
            isReceivingKept && isSendingKept && now - startedAt <= limits.deadline
        if isWithinLimits { scheduleCheck(context) } else { cutter.cut() }
    }
}
