import GRDB
package import Primitives
import Synchronization
package import TransparencyLog

/// What the log and its witnesses have to do with each other. (`Protocol/witness.md`)
extension AuditLog {
    /// The newest signed checkpoint; nil when the log must not be extended.
    package var newest: UnverifiedCheckpoint? { snapshot?.checkpoint }

    /// What asks for a cosignature of a checkpoint of this log, by growth from an older size.
    ///
    /// - Returns: nil when the log is not at that checkpoint yet, or the size is larger.
    package func request(
        from size: UInt64, to checkpoint: UnverifiedCheckpoint
    ) async throws(StoreError) -> AddCheckpointRequest? {
        let new = checkpoint.claimed.size
        guard let published = snapshot, size <= new, new <= published.head.size else { return nil }
        do {
            let proof = try await pool.read { database in
                try LogTiles(database: database, edge: published.tiles)
                    .reader(size: new).tree.consistencyProof(from: size)
            }
            return AddCheckpointRequest(from: size, proof, to: checkpoint)
        } catch {
            throw StoreError(error)
        }
    }

    /// What a checkpoint that a witness shows says about this log.
    package enum Comparison: Sendable, Equatable {
        /// The log continues it.
        case continued
        /// The log has fewer entries, or others: an older state was put back, or it was forked.
        case behind
        /// This log's key has not signed it.
        case notOurs
    }

    ///
    /// Held against all that is committed, not only what this process knows to be signed: where the
    /// store of checkpoints alone is older, nothing is lost and nothing would be forked.
    package func compare(
        _ shown: UnverifiedCheckpoint
    ) async throws(StoreError) -> Comparison {
        guard snapshot != nil else { return .continued }
        let tiles = committed.withLock { $0 }
        guard let shown = try? shown.verify(log: key) else { return .notOurs }
        guard shown.size <= tiles.size else { return .behind }
        do {
            let isHere = try await pool.read { database in
                try LogTiles(database: database, edge: tiles).holds(LogHead(shown))
            }
            return isHere ? .continued : .behind
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes the store read-only: a witness has seen what is not here.
    ///
    /// - Parameter shown: what it has seen, signed by us. Also the next starts hold the log against it, since
    ///   that witness may be away then.
    package func stopBehindWitnesses(_ shown: UnverifiedCheckpoint) throws(StoreError) {
        _ = latch.note(.log(.behindWitnesses))
        do {
            try checkpoints.keepShownAhead(shown.note.bytes)
        } catch {
            throw StoreError(error)
        }
    }

    /// Whether a witness has shown once what is not here now. What is here by now is forgotten.
    func isBehindWhatWasShown(_ tiles: RightmostTiles) throws -> Bool {
        var isBehind = false
        for shown in ShownAhead.verified(try checkpoints.shownAhead(), keys) {
            if try continues(shown, tiles) {
                try checkpoints.forgetShownAhead(shown)
            } else {
                isBehind = true
            }
        }
        return isBehind
    }

    private func continues(_ shown: VerifiedCheckpoint, _ tiles: RightmostTiles) throws -> Bool {
        guard shown.size <= tiles.size else { return false }
        return try pool.read { database in
            try LogTiles(database: database, edge: tiles).holds(LogHead(shown))
        }
    }

    /// Whether nothing is signed yet, since too few witnesses have told what they have seen.
    package var isAwaitingWitnesses: Bool { awaitsWitnesses.load(ordering: .acquiring) }

    /// Signs from now on, beginning with what was committed while the witnesses were asked.
    package func beginSigning() {
        guard latch.fault == nil,
            awaitsWitnesses.exchange(false, ordering: .acquiringAndReleasing)
        else { return }
        // What cannot be written now is written by the next start, which hears the witnesses again.
        try? checkpoints.settleRestoration()
        committer?.nudge()
    }

    /// Keeps a checkpoint with its cosignatures if they are a quorum.
    ///
    /// - Parameter id: of the same checkpoint with fewer lines, kept before.
    package func keep(
        _ checkpoint: UnverifiedCheckpoint, id: Int64?, now: Timestamp
    ) throws(StoreError) -> Int64? {
        guard let rules = witnesses,
            (try? rules.policy.witnessed(checkpoint, now: now)) != nil
        else { return nil }
        return try witnessed.keep(
            checkpoint.note.bytes, size: checkpoint.claimed.size, replacing: id)
    }

    /// The newest checkpoint with a quorum's cosignatures, or the first that covers an entry.
    package func witnessed(covering index: UInt64?) async throws(StoreError) -> [UInt8]? {
        try await witnessed.note(covering: index)
    }

    /// The newest checkpoint that a quorum has cosigned, with no lines but those, and the time that it
    /// vouches for: nothing can be dated later than that. Nil before there is one.
    package func newestQuorum(
        now: Timestamp
    ) async throws(StoreError) -> (note: [UInt8], time: Timestamp)? {
        guard let rules = witnesses, let note = try await witnessed.note(covering: nil) else {
            return nil
        }
        do {
            let seen = try rules.policy.witnessed(UnverifiedCheckpoint(parsing: note), now: now)
            guard let quorum = rules.policy.latestQuorum(seen.cosignatures) else { return nil }
            return (try seen.note(with: quorum.witnesses), quorum.time)
        } catch {
            // It was kept by another policy, or is dated ahead of our clock: it counts for nothing.
            return nil
        }
    }

    /// A wish for cosignatures that are newer than those at hand.
    package struct CosignatureWish: Sendable, Equatable {
        /// Another one for each wish: every witness is asked once for each.
        package let number: Int
        /// Who has cosigned at this time or later need not be asked.
        package let since: Timestamp
    }

    package var wish: CosignatureWish? { wishes.withLock { $0 } }

    /// Has the newest checkpoint cosigned anew, although it stands still.
    func wishCosignatures(since time: Timestamp) {
        wishes.withLock { wish in
            wish = CosignatureWish(number: (wish?.number ?? 0) &+ 1, since: time)
        }
    }

    /// How each witness stood when the broker ran last.
    package func standings() throws(StoreError) -> [WitnessStanding] { try witnessed.standings() }

    package func record(_ standing: WitnessStanding) throws(StoreError) {
        try witnessed.setStanding(standing)
    }
}
