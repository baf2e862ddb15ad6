import Glibc
import Primitives

/// The clock of this machine.
enum SystemClock {
    static func now() -> Timestamp {
        var time = timespec()
        let isRead = unsafe clock_gettime(CLOCK_REALTIME, &time) == 0
        guard isRead, let now = Timestamp(secondsSinceEpoch: Int64(time.tv_sec)) else {
            // A machine before 1970 or after 9999 cannot run a broker.
            preconditionFailure("the clock of this machine is outside 1970 to 9999")
        }
        return now
    }
}
