import Primitives

/// A signed note, read and not verified: its text counts for nothing yet. (C2SP signed-note)
///
/// ```
/// broker.example/log
/// 300
/// 4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=
///
/// — broker.example/log iR0HOGIJddSBOCO99LEOI70cGkHBVKG2xdhT0oK24fi99NHuHTVO4KnM...
/// ```
package struct UnverifiedNote: Equatable, Sendable {
    private static let lineFeed = UInt8(ascii: "\n")

    /// Up to and with the line feed before the empty line: what is signed.
    package let text: [UInt8]
    package let signatures: [NoteSignature]
    /// The note as a file.
    package let bytes: [UInt8]

    /// Reads strictly: UTF-8, no control character besides line feeds, an empty line before the
    /// signatures, and every signature line well formed, also of keys that nobody knows.
    package init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= LogLimits.noteSizeInBytes else { throw .tooLarge }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == Self.lineFeed }),
            String(validating: bytes, as: UTF8.self) != nil
        else { throw .malformedText }
        guard bytes.last == Self.lineFeed, let end = Self.endOfText(bytes) else {
            throw .notSigned
        }
        self.bytes = bytes
        text = Array(bytes[..<end])
        // Between the empty line and the last line feed.
        let lines = bytes[(end + 1)..<(bytes.count - 1)].split(
            separator: Self.lineFeed, omittingEmptySubsequences: false)
        guard lines.count <= LogLimits.signaturesPerNote else { throw .tooManySignatures }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(parsing: line)) }
        self.signatures = signatures
    }

    package static func compose(_ text: [UInt8], _ signatures: [NoteSignature]) -> [UInt8] {
        text + [lineFeed] + signatures.flatMap(\.line)
    }

    /// The note with one more line. It is for who has verified the line.
    package func adding(_ line: NoteSignature) -> UnverifiedNote {
        UnverifiedNote(text: text, signatures: signatures + [line])
    }

    /// Whether there is a line that claims to be by this key.
    package func hasLine(of key: VerifierKey) -> Bool {
        signatures.contains { $0.isBy(key) }
    }

    init(text: [UInt8], signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
        bytes = Self.compose(text, signatures)
    }

    /// Verifies the lines of these keys and ignores all others.
    ///
    /// - Throws: `signatureInvalid` when a line of one of the keys does not hold, also if others do;
    ///   `duplicateSignature` for a second line of one key; `notSignedByKnownKey` when none of the
    ///   keys has signed.
    package func verify(by keys: [VerifierKey]) throws(NoteError) -> VerifiedNote {
        var verified: [VerifiedNote.Signature] = []
        for key in keys {
            let lines = signatures.filter { $0.isBy(key) }
            guard lines.count <= 1 else { throw .duplicateSignature }
            guard let line = lines.first else { continue }
            verified.append(try VerifiedNote.Signature(verifying: line, of: key, text))
        }
        guard !verified.isEmpty else { throw .notSignedByKnownKey }
        return VerifiedNote(note: self, signatures: verified)
    }

    /// Where the last empty line is.
    private static func endOfText(_ bytes: [UInt8]) -> Int? {
        var position = bytes.count - 2
        while position > 0 {
            if bytes[position] == lineFeed, bytes[position - 1] == lineFeed { return position }
            position -= 1
        }
        return nil
    }
}
