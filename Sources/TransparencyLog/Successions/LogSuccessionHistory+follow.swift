/// What is known of an old log, and held against what names it.
package struct KnownOldLog: Sendable {
    package let key: VerifierKey
    /// What was followed before.
    package let followed: LogSuccessionHistory?
    /// The largest state that enough witnesses had signed.
    package let cosigned: Checkpoint?
    /// The largest that the log had signed.
    package let largest: Checkpoint?

    package init(
        key: VerifierKey, followed: LogSuccessionHistory?, cosigned: Checkpoint?,
        largest: Checkpoint?
    ) {
        (self.key, self.followed) = (key, followed)
        (self.cosigned, self.largest) = (cosigned, largest)
    }
}

extension LogSuccessionHistory {
    /// The steps from the log that is known to the newest, if nothing that is known speaks against them.
    /// (`Protocol/log-succession.md`, "What a client does", 1 to 3)
    ///
    /// That the tree of the newest log begins with what is known is for its proofs to show.
    ///
    /// - Parameter isWitnessed: whether enough witnesses have signed a checkpoint.
    /// - Throws: `otherSuccessor`, `unwitnessed`, `namesLess`, `otherRoot`.
    package func steps(
        from known: KnownOldLog, isWitnessed: (UnverifiedCheckpoint) -> Bool
    ) throws(LogSuccessionError) -> [(step: LogSuccession, named: Checkpoint)] {
        let isContinued = known.followed.map(continues) ?? true
        guard isContinued,
            let first = successions.firstIndex(where: { $0.oldLog == known.key })
        else { throw .otherSuccessor }
        var found: [(step: LogSuccession, named: Checkpoint)] = []
        for step in successions[first...] {
            let note: UnverifiedCheckpoint
            do throws(CheckpointError) {
                note = try UnverifiedCheckpoint(parsing: step.checkpoint)
            } catch {
                throw .checkpoint(error)
            }
            guard isWitnessed(note) else { throw .unwitnessed }
            found.append((step, note.claimed))
        }
        try Self.require(known, in: found[0])
        return found
    }

    private static func require(
        _ known: KnownOldLog, in next: (step: LogSuccession, named: Checkpoint)
    ) throws(LogSuccessionError) {
        guard known.cosigned?.size ?? 0 <= next.named.size,
            known.largest?.size ?? 0 <= next.step.size
        else { throw .namesLess }
        for state in [known.cosigned, known.largest] where state?.size == next.named.size {
            guard state?.root == next.named.root else { throw .otherRoot }
        }
    }
}
