import NIOCore

/// How slow a peer may be before its connection is closed.
struct PaceLimits: Sendable, Equatable {
    /// Waiting that is always granted to one request, each way.
    let grace: TimeAmount
    /// Beyond the grace, the peer must keep at least this speed while we wait for it.
    let minimumBytesPerSecond: Int64
    /// From the first line of a request to the last byte of its answer.
    let deadline: TimeAmount

    /// Whether `waited` for `bytes` is within the grace and the minimum speed.
    func allows(waited: TimeAmount, bytes: Int64) -> Bool {
        let beyond = waited.nanoseconds - grace.nanoseconds
        guard beyond > 0 else { return true }
        let (scaled, overflow) = (beyond / 1_000_000)
            .multipliedReportingOverflow(by: minimumBytesPerSecond)
        return !overflow && bytes >= scaled / 1000
    }
}

/// Sums up the time spent waiting.
struct Stopwatch {
    private var total = TimeAmount.nanoseconds(0)
    private var runningSince: NIODeadline?

    mutating func start(_ now: NIODeadline) {
        if runningSince == nil { runningSince = now }
    }

    mutating func stop(_ now: NIODeadline) {
        total = elapsed(now)
        runningSince = nil
    }

    func elapsed(_ now: NIODeadline) -> TimeAmount {
        guard let runningSince else { return total }
        return total + (now - runningSince)
    }
}
