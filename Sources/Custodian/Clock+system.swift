import Glibc
import Primitives

extension Clock {
    /// The computer's clock; one that is set before 1970 or after 9999 reads as 1970.
    package static let system = Clock {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Timestamp(secondsSinceEpoch: Int64(now.tv_sec)) ?? .epoch
    }
}

extension Timestamp {
    fileprivate static let epoch: Timestamp = {
        guard let epoch = Timestamp(secondsSinceEpoch: 0) else {
            preconditionFailure("the first second that a time can hold")
        }
        return epoch
    }()
}
