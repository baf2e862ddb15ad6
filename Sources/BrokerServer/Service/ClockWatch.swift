import Broker
package import Primitives

/// Whether the clock still goes as it went when the broker started.
///
/// A clock that jumps ahead makes deadlines pass early, and an expiry cannot be taken back. So a
/// broker lets nothing expire from a jump on until the clock is back or it is started anew, by
/// somebody who has looked at it. A clock that was wrong at the start is not noticed by this: where the
/// log has witnesses nothing expires before a quorum of them has said that the deadline has passed.
///
/// What it lets pass is no more than what a deadline has to be past.
package struct ClockWatch: Sendable {
    private let startTime: Timestamp
    private let start: ContinuousClock.Instant

    package init(time: Timestamp, instant: ContinuousClock.Instant) {
        startTime = time
        start = instant
    }

    /// Whether as much time has passed by the clock as has passed.
    package func agrees(time: Timestamp, instant: ContinuousClock.Instant) -> Bool {
        let shown = time.secondsSinceEpoch - startTime.secondsSinceEpoch
        let passed = start.duration(to: instant).components.seconds
        return abs(shown - passed) <= BrokerService.expiryGraceInSeconds
    }
}
