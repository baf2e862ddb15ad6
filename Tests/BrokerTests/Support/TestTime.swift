import Primitives
import Synchronization

/// The times of the tests: nothing depends on the day on which they run.
enum TestTime {
    static let start = at(1_790_002_800)

    static func later(days: Int64 = 0, hours: Int64 = 0, seconds: Int64 = 0) -> Timestamp {
        at(start.secondsSinceEpoch + days * 86_400 + hours * 3600 + seconds)
    }

    private static func at(_ seconds: Int64) -> Timestamp {
        guard let time = Timestamp(secondsSinceEpoch: seconds) else {
            preconditionFailure("the tests name a time that does not exist")
        }
        return time
    }
}

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let time = Mutex(TestTime.later(hours: 1))

    var now: Timestamp { time.withLock { $0 } }

    func set(_ time: Timestamp) {
        self.time.withLock { $0 = time }
    }
}
