import Custody
import Primitives
import TransparencyLog
import Verification

extension ExpiryPolicy {
    /// By the witnesses that were chosen here for the broker in use. An expiry of a broker for which
    /// none were chosen is unwitnessed.
    ///
    /// - Parameter now: what is dated ahead of it by more than the limit does not count.
    static func pinned(_ home: Home, now: Timestamp) throws -> ExpiryPolicy {
        by(try PinnedPolicy.loadIfThere(home), now: now)
    }
}
