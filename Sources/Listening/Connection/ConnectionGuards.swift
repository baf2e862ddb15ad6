package import NIOCore

/// What stands between a connection and the routes of every server of ours: how slowly a peer may
/// go, how a refusal ends a body, how a stop ends a wait.
package enum ConnectionGuards {
    /// The handlers of one connection.
    package static func handlers(_ limits: PaceLimits) -> [any RemovableChannelHandler] {
        let cutter = ConnectionCutter()
        return [
            PaceHandler(limits: limits, cutter: cutter), EarlyAnswerHandler(cutter: cutter),
            ContinueHandler(), QuiesceHandler(cutter: cutter), RoomHandler(),
        ]
    }

    /// Whether an `Expect` field asks for what every server does.
    package static func isContinue(_ expectation: String) -> Bool {
        ContinueHandler.isContinue(expectation)
    }
}
