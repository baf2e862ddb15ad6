package import Primitives

/// A checkpoint that its log has signed. Made by ``UnverifiedCheckpoint`` only.
package struct VerifiedCheckpoint: Equatable, Sendable {
    package let checkpoint: Checkpoint
    package let log: VerifierKey
    /// Verified cosignatures of the witnesses that were asked about.
    package let cosignatures: [Cosignature]
    /// The whole note.
    package let bytes: [UInt8]

    init(_ checkpoint: Checkpoint, _ log: VerifierKey, _ note: VerifiedNote) {
        self.checkpoint = checkpoint
        self.log = log
        cosignatures = note.signatures.compactMap { signature in
            signature.time.map { Cosignature(witness: signature.key, time: $0) }
        }
        bytes = note.bytes
    }

    package var origin: KeyName { checkpoint.origin }
    package var size: UInt64 { checkpoint.size }
    package var root: SHA256Digest { checkpoint.root }

    /// That this checkpoint's tree grew out of an earlier one's.
    ///
    /// - Throws: the fact that speaks against it. If both are signed by one log, that is proof that
    ///   it has shown two histories: `wrongOrigin` alone is not.
    package func verify(
        grewFrom earlier: Checkpoint, _ proof: ConsistencyProof
    ) throws(CheckpointError) {
        guard earlier.origin == origin else { throw .wrongOrigin }
        do throws(ProofError) {
            try proof.verify(from: earlier.size, earlier.root, to: size, root)
        } catch {
            throw .inconsistent(error)
        }
    }
}
