package import Custody
package import Primitives
import TransparencyLog

extension ExpiryPolicy {
    /// By a policy that is at hand, and those before it; nil where none was chosen: then every expiry is
    /// unwitnessed.
    ///
    /// - Parameters:
    ///   - now: what is dated ahead of it by more than the limit does not count.
    ///   - others: policies that nobody here has chosen, after them.
    ///   - moments: how large the log was seen to be, and when: whoever finds a former witness's key
    ///     can date nothing larger before it.
    package static func by(
        _ pinned: PinnedPolicy?, now: Timestamp, and others: [PoliciesInTime.Former] = [],
        after moments: [LogMoment] = []
    ) -> ExpiryPolicy {
        guard let pinned, pinned.policy.quorum != nil else { return .unwitnessed }
        let policies = pinned.inTime.adding(others)
        return ExpiryPolicy(
            ofBrokers: { broker in
                policies.policy.logs.contains { $0.key.name.number(ofLogOf: broker) != nil }
            }, since: pinned.since,
            witnessedTime: { checkpoint, broker in
                // What is no note, or has no quorum, vouches for nothing.
                guard let note = try? UnverifiedCheckpoint(parsing: checkpoint.bytes),
                    note.claimed.origin.number(ofLogOf: broker) != nil,
                    let sight = try? policies.sight(of: note, now: now, after: moments)
                else { return nil }
                return sight.policy.latestQuorum(sight.cosignatures)?.time
            })
    }
}
