package import Primitives

/// What a witness answered with status 200: its signature lines for the checkpoint.
package enum WitnessAnswer {
    /// The cosignature of one witness, if it holds and its time is not in the future. Lines of other
    /// keys are ignored.
    ///
    /// - Throws: `NoteError` for what is no list of signature lines, for a line that does not hold,
    ///   and for none of this witness.
    package static func cosignature(
        in body: [UInt8], of checkpoint: Checkpoint, by witness: VerifierKey, now: Timestamp
    ) throws(NoteError) -> VerifiedNote.Signature {
        guard body.count <= LogLimits.witnessAnswerSizeInBytes else { throw .tooLarge }
        let note = try UnverifiedNote(
            parsing: checkpoint.text + [UInt8(ascii: "\n")] + body)
        // The lines must be lines, and no text that moves the end of the checkpoint.
        guard note.text == checkpoint.text else { throw .malformedText }
        let verified = try note.verify(by: [witness])
        guard let signature = verified.signatures.first, let time = signature.time,
            time.secondsSinceEpoch
                <= now.secondsSinceEpoch + LogLimits.cosignatureAheadInSeconds
        else { throw .signatureInvalid }
        return signature
    }

    /// The size in the answer 409: one decimal number and a line feed.
    package static func size(in body: [UInt8]) -> UInt64? {
        guard body.count <= 20, body.last == UInt8(ascii: "\n") else { return nil }
        return Decimal.parse(Array(body.dropLast()))
    }
}
