package import Primitives

/// A note of whose signatures at least one is by a known key and holds. Made by
/// ``UnverifiedNote/verify(by:)`` only.
package struct VerifiedNote: Equatable, Sendable {
    package let text: [UInt8]
    /// Those that were verified, and no others.
    package let signatures: [Signature]
    /// The whole note, with lines of unknown keys too.
    package let bytes: [UInt8]

    init(note: UnverifiedNote, signatures: [Signature]) {
        text = note.text
        bytes = note.bytes
        self.signatures = signatures
    }

    package struct Signature: Hashable, Sendable {
        package let key: VerifierKey
        package let line: NoteSignature
        /// The time that a witness signed with its cosignature.
        package let time: Timestamp?

        init(
            verifying line: NoteSignature, of key: VerifierKey, _ text: [UInt8]
        ) throws(NoteError) {
            self.key = key
            self.line = line
            switch key.type {
            case .ed25519:
                time = nil
                guard key.publicKey.isValid(signature: line.bytes, for: text) else {
                    throw .signatureInvalid
                }
            case .cosignature:
                time = try Cosignature.verify(line.bytes, of: text, by: key.publicKey)
            }
        }
    }
}
