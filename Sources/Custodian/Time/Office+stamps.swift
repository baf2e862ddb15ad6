import BrokerAPI
import BrokerClient
import Primitives
import Timestamping
import TransparencyLog

extension Office {
    /// Puts proofs under checkpoints that an authority has stamped, and keeps the tokens; as far as
    /// authorities were chosen and the broker has asked them.
    ///
    /// - Returns: how many proofs are stamped now that were not before.
    func proveStamped(
        _ proofs: [KeptProof], _ pinned: PinnedPolicy, _ memory: LogMemory,
        _ session: BrokerSession
    ) async throws -> Int {
        let authorities = try PinnedAuthorities.load(home)
        guard !authorities.entries.isEmpty else { return 0 }
        let book = TokenBook(home, memory.log)
        var count = 0
        for kept in proofs {
            guard let proof = try kept.load(),
                try book.tokens(over: proof.checkpoint.claimed).isEmpty,
                let stamped = try await session.connection.stampedCheckpoint(
                    covering: proof.inclusion.index)
            else { continue }
            let note = try UnverifiedCheckpoint(parsing: stamped.checkpoint)
            let tokens = verified(stamped, note.claimed, authorities)
            guard !tokens.isEmpty else { continue }
            let checkpoint = try pinned.policy.witnessed(note, now: clock.now).checkpoint
            try await memory.see(checkpoint, by: session)
            try await kept.move(under: checkpoint, memory, session)
            try book.add(checkpoint.checkpoint, tokens)
            count += 1
        }
        return count
    }

    /// Those of the chosen authorities that hold; the broker may know others.
    private func verified(
        _ stamped: StampedCheckpoint, _ checkpoint: Checkpoint, _ authorities: PinnedAuthorities
    ) -> [VerifiedTimestampToken] {
        stamped.authorities.compactMap { stamp in
            guard case .stamped(let der) = stamp.state, let entry = authorities[stamp.name] else {
                return nil
            }
            do throws(TimestampError) {
                return try UnverifiedTimestampToken(der: der).verify(
                    covering: .of(checkpoint.text), by: entry.authority)
            } catch {
                notices.warn(
                    "a token of \(stamp.name.text) does not count: \(error.message) [\(error.code)]"
                )
                return nil
            }
        }
    }
}

extension KeptProof {
    /// Replaces the proof by one under another checkpoint.
    func move(
        under checkpoint: VerifiedCheckpoint, _ memory: LogMemory, _ session: BrokerSession
    ) async throws {
        guard let index = try load()?.inclusion.index else { return }
        let inclusion = try await memory.inclusion(of: index, under: checkpoint, by: session)
        let better = UnverifiedLogProof(
            inclusion, under: try UnverifiedCheckpoint(parsing: checkpoint.bytes))
        _ = try better.verify(
            entry: AuditLogEntry.commitment(commitment).bytes, under: checkpoint)
        try store(better)
    }
}
