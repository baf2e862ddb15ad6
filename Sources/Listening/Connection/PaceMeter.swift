package import NIOCore

/// How slow a peer may be before its connection is closed.
package struct PaceLimits: Sendable, Equatable {
    /// While we wait for a peer, each such span of waiting must bring the bytes below.
    let window: TimeAmount
    let minimumBytesPerSecond: Int64
    /// From the first line of a request to the last byte of its answer.
    let deadline: TimeAmount

    package init(window: TimeAmount, minimumBytesPerSecond: Int64, deadline: TimeAmount) {
        self.window = window
        self.minimumBytesPerSecond = minimumBytesPerSecond
        self.deadline = deadline
    }

    var minimumBytesPerWindow: Int64 {
        window.nanoseconds / 1_000_000_000 * minimumBytesPerSecond
    }
}

/// Measures one direction: the time spent waiting for the peer, and what came of it.
///
/// There is no credit: bytes that went fast at first do not pay for a stop later, so that what the
/// buffers of the kernel swallow does not count for long.
struct PaceMeter {
    private let limits: PaceLimits
    private var waited = TimeAmount.nanoseconds(0)
    private var waitingSince: NIODeadline?
    private var bytes: Int64 = 0

    init(_ limits: PaceLimits) {
        self.limits = limits
    }

    mutating func waitBegins(_ now: NIODeadline) {
        if waitingSince == nil { waitingSince = now }
    }

    mutating func waitEnds(_ now: NIODeadline) {
        if let waitingSince { waited = waited + (now - waitingSince) }
        waitingSince = nil
    }

    mutating func count(_ size: Int64) {
        bytes += size
    }

    /// Whether the peer still keeps the pace; a window that brought enough begins anew.
    mutating func isKept(_ now: NIODeadline) -> Bool {
        let isWaiting = waitingSince != nil
        waitEnds(now)
        if isWaiting { waitBegins(now) }
        if bytes >= limits.minimumBytesPerWindow {
            bytes = 0
            waited = .nanoseconds(0)
        }
        return waited <= limits.window
    }
}
