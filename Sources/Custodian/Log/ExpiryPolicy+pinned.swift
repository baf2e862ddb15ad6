import Custody
import Primitives
import TransparencyLog

extension ExpiryPolicy {
    /// By the witnesses that were chosen here for the broker in use. An expiry of a broker for which
    /// none were chosen is unwitnessed.
    ///
    /// - Parameter now: what is dated ahead of it by more than the limit does not count.
    static func pinned(_ home: Home, now: Timestamp) throws -> ExpiryPolicy {
        by(try PinnedPolicy.loadIfThere(home)?.policy, now: now)
    }

    /// The same by a policy that is at hand; nil where none was chosen.
    static func by(_ policy: TrustPolicy?, now: Timestamp) -> ExpiryPolicy {
        guard let policy, policy.quorum != nil else { return .unwitnessed }
        return ExpiryPolicy(
            ofBrokers: { broker in
                policy.logs.contains { $0.key.name == KeyName(logOf: broker) }
            },
            witnessedTime: { checkpoint, broker in
                // What is no note, or has no quorum, vouches for nothing.
                guard let note = try? UnverifiedCheckpoint(parsing: checkpoint.bytes),
                    note.claimed.origin == KeyName(logOf: broker),
                    let seen = try? policy.witnessed(note, now: now)
                else { return nil }
                return policy.latestQuorum(seen.cosignatures)?.time
            })
    }
}
