package import Primitives

/// When a whole quorum has seen a checkpoint, and not before.
package struct QuorumTime: Equatable, Sendable {
    /// The latest time at or after which a whole quorum cosigned: of a k-quorum, the k-th largest
    /// cosignature time.
    package let time: Timestamp
    /// Those who cosigned at that time or later.
    package let witnesses: Set<VerifierKey>
}

extension TrustPolicy {
    /// The side of time that a deadline needs: that it was not before.
    ///
    /// It is not the upper bound that acts have, the k-th smallest time: here a witness whose clock
    /// runs ahead must not make a deadline pass early. (Decision record 0049)
    ///
    /// - Returns: nil without a quorum, and where the policy asks for none.
    package func latestQuorum(_ cosignatures: [Cosignature]) -> QuorumTime? {
        guard quorum != nil else { return nil }
        var witnesses: Set<VerifierKey> = []
        for cosignature in cosignatures.sorted(by: { $0.time > $1.time }) {
            witnesses.insert(cosignature.witness)
            if isSatisfied(by: witnesses) {
                return QuorumTime(time: cosignature.time, witnesses: witnesses)
            }
        }
        return nil
    }
}

extension WitnessedCheckpoint {
    /// The note with the log's line and those of these witnesses, and no others.
    package func note(with witnesses: Set<VerifierKey>) throws(NoteError) -> [UInt8] {
        let note = try UnverifiedNote(parsing: bytes)
        let lines = note.signatures.filter { line in
            line.isBy(checkpoint.log) || witnesses.contains { line.isBy($0) }
        }
        return UnverifiedNote.compose(note.text, lines)
    }
}
