import Primitives

/// A signed checkpoint, read and not verified.
package struct UnverifiedCheckpoint: Equatable, Sendable {
    package let note: UnverifiedNote
    /// What the note says.
    package let claimed: Checkpoint

    package init(parsing bytes: [UInt8]) throws(CheckpointError) {
        note = try Self.note(bytes)
        claimed = try Checkpoint(parsing: note.text)
    }

    /// As a witness reads it: a log of no entries may still have another root than it must have.
    init(form bytes: [UInt8]) throws(CheckpointError) {
        note = try Self.note(bytes)
        claimed = try Checkpoint(form: note.text)
    }

    private static func note(_ bytes: [UInt8]) throws(CheckpointError) -> UnverifiedNote {
        do throws(NoteError) {
            return try UnverifiedNote(parsing: bytes)
        } catch {
            throw .note(error)
        }
    }

    /// Verifies the log's signature, and the cosignatures of these witnesses as far as there are
    /// any. How many there must be is a question of the ``TrustPolicy``.
    ///
    /// - Throws: `wrongOrigin` unless the log's key names the origin; `notSignedByLog`;
    ///   `note(.signatureInvalid)` also when only a witness's line is wrong.
    package func verify(
        log: VerifierKey, witnesses: [VerifierKey] = []
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        guard log.type == .ed25519, claimed.origin == log.name else { throw .wrongOrigin }
        let verified: VerifiedNote
        do throws(NoteError) {
            verified = try note.verify(by: [log] + witnesses.filter { $0.type == .cosignature })
        } catch .notSignedByKnownKey {
            throw .notSignedByLog
        } catch {
            throw .note(error)
        }
        guard verified.signatures.contains(where: { $0.key == log }) else {
            throw .notSignedByLog
        }
        return VerifiedCheckpoint(claimed, log, verified)
    }
}
