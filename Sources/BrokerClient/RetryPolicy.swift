/// How often, and after which pauses, a lost connection is tried again.
///
/// The pauses double from the first to the longest; each is shortened at random by up to half, so
/// that clients that lost a broker together do not come back together.
package struct RetryPolicy: Sendable {
    package let attempts: Int
    package let firstPause: Duration
    package let longestPause: Duration

    package init(attempts: Int, firstPause: Duration, longestPause: Duration) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Five attempts within about a quarter of a minute.
    package static let standard = RetryPolicy(
        attempts: 5, firstPause: .milliseconds(500), longestPause: .seconds(8))

    /// The pause after the attempt with this number, counted from 1; nil when it was the last.
    func pause(after attempt: Int) -> Duration? {
        guard attempt < attempts else { return nil }
        var pause = firstPause
        for _ in 1..<max(attempt, 1) where pause < longestPause { pause *= 2 }
        return min(pause, longestPause) * Double.random(in: 0.5...1)
    }
}
