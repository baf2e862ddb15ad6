package import BrokerAPI
package import Primitives
package import Timestamping
package import TransparencyLog

/// What the log and time-stamping authorities have to do with each other.
/// (`Protocol/trusted-time.md`, "Collecting")
extension AuditLog {
    /// The checkpoint to have stamped: the newest that a quorum has cosigned, so that one note has
    /// both kinds of time; where nobody witnesses the log, the newest that was signed. Nil before
    /// there is an entry.
    package func newestToStamp() async throws(StoreError) -> UnverifiedCheckpoint? {
        guard witnesses != nil else { return newest.flatMap { $0.claimed.size > 0 ? $0 : nil } }
        guard let note = try await witnessed.note(covering: nil),
            let checkpoint = try? UnverifiedCheckpoint(parsing: note), checkpoint.claimed.size > 0
        else { return nil }
        return checkpoint
    }

    /// The size of the checkpoint that authorities were asked about last; 0 before the first.
    package func newestBatch() throws(StoreError) -> UInt64 {
        try witnessed.newestBatch()
    }

    package func begin(
        _ checkpoint: UnverifiedCheckpoint, authorities: Set<AuthorityName>
    ) throws(StoreError) {
        try witnessed.begin(
            checkpoint.note.bytes, size: checkpoint.claimed.size, authorities: authorities)
    }

    package func record(_ stamps: [StampRecord], now: Timestamp) throws(StoreError) {
        try witnessed.record(stamps, now: now)
    }

    /// What authorities are still to be asked about.
    package func waitingStamps(limit: Int) throws(StoreError) -> [StampRecord] {
        try witnessed.waiting(limit: limit)
    }

    package func stamped(covering index: UInt64?) async throws(StoreError) -> StampedCheckpoint? {
        try await witnessed.stamped(covering: index)
    }

    /// The bytes of the checkpoint of a batch that were stamped.
    package func stampedText(of size: UInt64) async throws(StoreError) -> [UInt8]? {
        guard let note = try await witnessed.batch(of: size) else { return nil }
        return (try? UnverifiedNote(parsing: note))?.text
    }

    package func token(
        of size: UInt64, by authority: AuthorityName
    ) async throws(StoreError) -> [UInt8]? {
        try await witnessed.token(of: size, by: authority)
    }
}
