import Custody
import Primitives
import TransparencyLog

extension ExpiryPolicy {
    /// By the witnesses that were chosen here for the broker in use. An expiry of a broker for which
    /// none were chosen is unwitnessed.
    ///
    /// - Parameter now: what is dated ahead of it by more than the limit does not count.
    static func pinned(_ home: Home, now: Timestamp) throws -> ExpiryPolicy {
        by(try PinnedPolicy.loadIfThere(home), now: now)
    }

    /// The same by a policy that is at hand, and those before it; nil where none was chosen.
    ///
    /// - Parameter others: policies that nobody here has chosen, after them.
    static func by(
        _ pinned: PinnedPolicy?, now: Timestamp, and others: [PoliciesInTime.Former] = []
    ) -> ExpiryPolicy {
        guard let pinned, pinned.policy.quorum != nil else { return .unwitnessed }
        let policies = pinned.inTime.adding(others)
        return ExpiryPolicy(
            ofBrokers: { broker in
                policies.policy.logs.contains { $0.key.name == KeyName(logOf: broker) }
            }, since: pinned.since,
            witnessedTime: { checkpoint, broker in
                // What is no note, or has no quorum, vouches for nothing.
                guard let note = try? UnverifiedCheckpoint(parsing: checkpoint.bytes),
                    note.claimed.origin == KeyName(logOf: broker),
                    let sight = try? policies.sight(of: note, now: now)
                else { return nil }
                return sight.policy.latestQuorum(sight.cosignatures)?.time
            })
    }
}
