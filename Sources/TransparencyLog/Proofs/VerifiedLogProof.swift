import Primitives

/// An entry that is in a log, under a checkpoint that counts. Made by ``UnverifiedLogProof`` only.
package struct VerifiedLogProof: Equatable, Sendable {
    package let index: UInt64
    package let checkpoint: VerifiedCheckpoint

    fileprivate init(index: UInt64, checkpoint: VerifiedCheckpoint) {
        self.index = index
        self.checkpoint = checkpoint
    }
}

extension UnverifiedLogProof {
    /// Verifies that the entry is in one of the policy's logs, and that its quorum has seen it.
    package func verify(
        entry: [UInt8], by policy: TrustPolicy
    ) throws(LogProofError) -> VerifiedLogProof {
        let verified: VerifiedCheckpoint
        do throws(PolicyError) {
            verified = try policy.verify(checkpoint)
        } catch {
            throw .policy(error)
        }
        return try verify(entry: entry, under: verified)
    }

    /// Verifies that the entry is in this log. What no witness has seen may still be shown to this
    /// reader alone: verdicts say 'unwitnessed'.
    package func verify(
        entry: [UInt8], log: VerifierKey
    ) throws(LogProofError) -> VerifiedLogProof {
        let verified: VerifiedCheckpoint
        do throws(CheckpointError) {
            verified = try checkpoint.verify(log: log)
        } catch {
            throw .checkpoint(error)
        }
        return try verify(entry: entry, under: verified)
    }

    /// The same under a checkpoint that was verified before, of which the proof has a copy: for the
    /// many proofs under one. The copy must be exact, so that the file holds for others too.
    package func verify(
        entry: [UInt8], under verified: VerifiedCheckpoint
    ) throws(LogProofError) -> VerifiedLogProof {
        guard checkpoint.note.bytes == verified.bytes else { throw .otherCheckpoint }
        var hasher = TreeHasher()
        let leaf = hasher.leaf(entry)
        do throws(ProofError) {
            try inclusion.verify(
                leaf: leaf, size: verified.size, root: verified.root, hasher: &hasher)
        } catch {
            throw .inclusion(error)
        }
        return VerifiedLogProof(index: inclusion.index, checkpoint: verified)
    }
}
