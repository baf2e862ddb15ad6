/// The keys that one history of a broker was signed with: the one in use, and those before it, each up to
/// the size at which its log was closed. (`Protocol/log-succession.md`)
package struct LogKeys: Hashable, Sendable {
    /// A key that another has followed.
    package struct Former: Hashable, Sendable {
        package let key: VerifierKey
        /// Entries that the log had then. What it has signed of a larger tree counts for nothing.
        package let size: UInt64

        package init(key: VerifierKey, size: UInt64) {
            (self.key, self.size) = (key, size)
        }
    }

    package let current: VerifierKey
    /// Oldest first.
    package let former: [Former]

    package init(_ current: VerifierKey, former: [Former] = []) {
        (self.current, self.former) = (current, former)
    }

    /// By which key a checkpoint must be signed: that of its own origin, as far as that one counted.
    package func key(of checkpoint: UnverifiedCheckpoint) -> VerifierKey {
        former.first {
            $0.key.name == checkpoint.claimed.origin && checkpoint.claimed.size <= $0.size
        }?.key ?? current
    }

    /// A checkpoint that one of these keys has signed, be it after the end of its log: that counts for nothing, and is
    /// to be told.
    package func signed(_ checkpoint: UnverifiedCheckpoint) -> VerifiedCheckpoint? {
        all.first { $0.name == checkpoint.claimed.origin }
            .flatMap { try? checkpoint.verify(log: $0) }
    }

    package var all: [VerifierKey] { former.map(\.key) + [current] }

    /// Verifies a checkpoint by the one key that counts for it.
    package func verify(
        _ checkpoint: UnverifiedCheckpoint
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        try checkpoint.verify(log: key(of: checkpoint))
    }
}
