import Custody
import Primitives
import TransparencyLog
import Verification

extension ExpiryPolicy {
    /// By the witnesses that were chosen here for the broker in use. An expiry of a broker for which
    /// none were chosen is unwitnessed.
    ///
    /// - Parameters:
    ///   - now: what is dated ahead of it by more than the limit does not count.
    ///   - others: policies that nobody here has chosen, after those that somebody has.
    static func pinned(
        _ home: Home, now: Timestamp, and others: [PoliciesInTime.Former] = []
    ) throws -> ExpiryPolicy {
        let pinned = try PinnedPolicy.loadIfThere(home)
        return by(
            pinned, now: now, and: others, after: try pinned?.moments(home, now: now) ?? [])
    }
}
