package import Primitives

/// A witness's word that at some time a checkpoint was the largest that it had seen of a log, and
/// consistent with all before. (C2SP tlog-cosignature, type 0x04)
///
/// ```
/// cosignature/v1                 what is signed: two lines, then the checkpoint's text
/// time 1784102014
/// broker.example/log
/// ...
/// ```
/// The line in the note carries the time in 8 bytes, big-endian, and the signature in 64.
package struct Cosignature: Hashable, Sendable {
    private static let timeSize = 8

    package let witness: VerifierKey
    package let time: Timestamp

    /// The cosignature line for a checkpoint.
    ///
    /// The witness has verified the checkpoint, and has durably recorded it as its latest one of
    /// this log.
    ///
    /// - Precondition: `key` is the public half of `secret`, and of type `cosignature`.
    package static func sign(
        _ checkpoint: Checkpoint, at time: Timestamp, as key: VerifierKey,
        with secret: borrowing SigningKey
    ) -> NoteSignature {
        precondition(
            key.type == .cosignature && key.publicKey == secret.publicKey, "another key signs")
        let seconds = UInt64(time.secondsSinceEpoch)
        let signature = secret.sign(message(seconds, checkpoint.text))
        let stamp = (0..<timeSize).map {
            UInt8(truncatingIfNeeded: seconds >> UInt64(8 * (timeSize - 1 - $0)))
        }
        return NoteSignature(by: key, bytes: stamp + signature)
    }

    /// - Returns: the time that was signed.
    /// - Throws: `signatureInvalid`, also for a time of 0 or one that no calendar of ours has.
    static func verify(
        _ bytes: [UInt8], of text: [UInt8], by key: PublicKey
    ) throws(NoteError) -> Timestamp {
        guard bytes.count == timeSize + PublicKey.signatureSize else { throw .signatureInvalid }
        let seconds = bytes.prefix(timeSize).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let signature = Array(bytes.dropFirst(timeSize))
        guard seconds > 0, let signed = Int64(exactly: seconds),
            let time = Timestamp(secondsSinceEpoch: signed),
            key.isValid(signature: signature, for: message(seconds, text))
        else { throw .signatureInvalid }
        return time
    }

    private static func message(_ seconds: UInt64, _ text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
    }
}
