package import Primitives
package import TransparencyLog

/// A policy of witnesses that counted until another took its place.
package struct FormerPolicy: Sendable, Equatable {
    package let policy: TrustPolicy
    package let text: [UInt8]
    package let rule: QuorumRule
    /// The last second whose cosignatures count: whoever finds a key that was lost since signs nothing
    /// later with it.
    package let until: Timestamp

    /// - Throws: as `PinnedPolicy.init`.
    package init(_ text: [UInt8], by rule: QuorumRule, until: Timestamp) throws {
        policy = try TrustPolicy(parsing: text)
        try rule.check(policy)
        (self.text, self.rule, self.until) = (text, rule, until)
    }

    package init(_ replaced: PinnedPolicy, until: Timestamp) {
        (policy, text, rule) = (replaced.policy, replaced.text, replaced.rule)
        self.until = until
    }
}

/// Whose cosignatures count where evidence is judged: those of the policy in use and, each up to when it
/// was replaced, those of the ones before it. (`Protocol/witness.md`, "When a policy changes")
///
/// What follows a log asks the policy in use alone.
package struct PoliciesInTime: Sendable {
    package struct Former: Sendable {
        package let policy: TrustPolicy
        package let faulty: Int
        package let until: Timestamp
    }

    /// What a quorum has signed, and of which policy it is one.
    package struct Sight: Sendable {
        package let policy: TrustPolicy
        package let faulty: Int
        package let cosignatures: [Cosignature]
        /// Nil for the policy in use.
        package let until: Timestamp?
    }

    package let policy: TrustPolicy
    package let faulty: Int
    /// Newest first.
    package let former: [Former]

    /// The first policy, from the one in use back, whose quorum has signed.
    ///
    /// - Parameter moments: states of the log that were seen and when. A larger one came after.
    /// - Throws: as `TrustPolicy.witnessed` for the policy in use. A line of a former witness that does
    ///   not hold is passed over: nobody has watched for it since.
    package func sight(
        of checkpoint: UnverifiedCheckpoint, now: Timestamp, after moments: [LogMoment] = []
    ) throws(PolicyError) -> Sight {
        do throws(PolicyError) {
            let seen = try policy.witnessed(checkpoint, now: now)
            return Sight(
                policy: policy, faulty: faulty, cosignatures: seen.cosignatures, until: nil)
        } catch  where error == .quorumMissing || error == .unknownLog {
            let earliest = LogMoment.latest(of: moments, before: checkpoint)
            for one in former {
                guard
                    let seen = try? one.policy.witnessed(
                        checkpoint, now: now, from: earliest, until: one.until)
                else { continue }
                return Sight(
                    policy: one.policy, faulty: one.faulty, cosignatures: seen.cosignatures,
                    until: one.until)
            }
            throw error
        }
    }

    /// The same policies, and others after them.
    package func adding(_ others: [Former]) -> PoliciesInTime {
        PoliciesInTime(policy: policy, faulty: faulty, former: former + others)
    }
}

/// When a whole quorum of the policy in use had seen the log with this size.
package struct LogMoment: Sendable, Equatable {
    package let origin: KeyName
    package let size: UInt64
    package let time: Timestamp

    /// Nil where the quorum of the policy has not signed.
    package init?(_ checkpoint: UnverifiedCheckpoint, _ policy: TrustPolicy, now: Timestamp) {
        guard let seen = try? policy.witnessed(checkpoint, now: now),
            let quorum = policy.latestQuorum(seen.cosignatures)
        else { return nil }
        (origin, size, time) = (checkpoint.claimed.origin, seen.size, quorum.time)
    }

    /// No earlier a log can have been larger than it was seen to be, but for what clocks differ by.
    package static func latest(
        of moments: [LogMoment], before checkpoint: UnverifiedCheckpoint
    ) -> Timestamp? {
        let shown = checkpoint.claimed
        let latest = moments.filter { $0.origin == shown.origin && $0.size < shown.size }
            .map(\.time).max()
        return latest.map { time in
            time.adding(seconds: -LogLimits.cosignatureAheadInSeconds) ?? time
        }
    }
}

extension PinnedPolicy {
    package var inTime: PoliciesInTime {
        PoliciesInTime(
            policy: policy, faulty: rule.faulty,
            former: former.map {
                PoliciesInTime.Former(
                    policy: $0.policy, faulty: $0.rule.faulty, until: $0.until)
            })
    }
}
