import Primitives

/// A log as its witness knows it: the keys that sign for it, and what was cosigned last.
///
/// It only judges. Who cosigns records the new checkpoint first, and lets nobody in between.
package struct WitnessedLog: Equatable, Sendable {
    package let origin: KeyName
    /// One, or several while a log changes its key. All name the origin.
    package let keys: [VerifierKey]
    /// Nil before anything was cosigned.
    package let latest: Checkpoint?

    /// - Precondition: the keys are of type `ed25519` and name the origin.
    package init(origin: KeyName, keys: [VerifierKey], latest: Checkpoint?) {
        precondition(
            keys.allSatisfy { $0.type == .ed25519 && $0.name == origin }, "another log's key")
        self.origin = origin
        self.keys = keys
        self.latest = latest
    }

    /// Which of the checkpoint's signatures is the log's, in the order of the specification: origin,
    /// signature, old size, growth.
    ///
    /// - Returns: the checkpoint to cosign.
    package func judge(
        _ request: AddCheckpointRequest
    ) throws(WitnessRefusal) -> VerifiedCheckpoint {
        guard request.checkpoint.claimed.origin == origin else { throw .unknownLog }
        let shown = try verify(request.checkpoint)
        guard request.oldSize == latest?.size ?? 0 else {
            throw .otherOldSize(latest?.size ?? 0)
        }
        guard shown.size > 0 || shown.checkpoint.isEmptyTree else { throw .wrongEmptyRoot }
        guard request.oldSize > 0 || request.proof.hashes.isEmpty else { throw .proofFromNothing }
        let root = latest?.root ?? TreeHasher.emptyRoot
        do throws(ProofError) {
            try request.proof.verify(from: request.oldSize, root, to: shown.size, shown.root)
        } catch {
            throw .inconsistent(error)
        }
        return shown
    }

    /// Verifies the signature of the log; every line of a known key must hold, and no other line
    /// stays with the checkpoint.
    package func verify(
        _ checkpoint: UnverifiedCheckpoint
    ) throws(WitnessRefusal) -> VerifiedCheckpoint {
        do throws(NoteError) {
            let signed = try checkpoint.note.verify(by: keys)
            guard let key = signed.signatures.first?.key else {
                throw NoteError.notSignedByKnownKey
            }
            // What nobody here can verify is not carried on.
            let known = UnverifiedNote(
                text: signed.text, signatures: signed.signatures.map(\.line))
            return VerifiedCheckpoint(
                checkpoint.claimed, key, VerifiedNote(note: known, signatures: signed.signatures))
        } catch .notSignedByKnownKey {
            throw .notSignedByLog(.notSignedByLog)
        } catch {
            throw .notSignedByLog(.note(error))
        }
    }
}
