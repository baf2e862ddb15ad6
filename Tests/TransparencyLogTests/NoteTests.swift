import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Signed notes` {
    /// The example of the specification.
    private static let key =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test func `a key's text is read back, and its id is that of the key`() throws {
        let key = try VerifierKey(parsing: Self.key)
        #expect(key.text == Self.key)
        #expect(key.name.text == "example.com/foo" && key.type == .ed25519)
        #expect(key.id == 0x530d_903a)
    }

    @Test(arguments: [
        ("", NoteError.malformedKey), ("name", .malformedKey),
        ("name+530d903a", .malformedKey),
        ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedName),
        ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedName),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedKey),
        ("example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedKey),
        ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyMismatch),
        ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .keyMismatch),
        ("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .unknownKeyType),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", .malformedKey),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==", .malformedKey),
        ("example.com/foo+530d903a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", .unsafeKey),
    ])
    func `no other text is a key`(text: String, error: NoteError) {
        #expect(throws: error) { try VerifierKey(parsing: text) }
    }

    private func note(_ text: String, by log: borrowing TestLog) throws -> [UInt8] {
        let text = Array(text.utf8)
        let line = NoteSignature(signing: text, as: log.key, with: log.secret)
        return UnverifiedNote.compose(text, [line])
    }

    @Test func `the text may have empty lines, and ends at the last one`() throws {
        let log = try TestLog()
        for text in ["one\n", "one\n\ntwo\n", "\n", "\n\n\n", "svjedočenje о тајни\n"] {
            let bytes = try note(text, by: log)
            let note = try UnverifiedNote(parsing: bytes)
            #expect(note.text == Array(text.utf8))
            #expect(note.bytes == bytes)
            #expect(try note.verify(by: [log.key]).text == note.text)
        }
    }

    @Test func `every changed byte is noticed`() throws {
        let log = try TestLog()
        let bytes = try note("one\ntwo\n", by: log)
        for index in bytes.indices {
            for bit in [UInt8(1), 0x20, 0x80] {
                var changed = bytes
                changed[index] ^= bit
                #expect(throws: NoteError.self, "byte \(index)") {
                    try UnverifiedNote(parsing: changed).verify(by: [log.key])
                }
            }
        }
    }

    @Test func `unknown lines are ignored, wrong lines of known keys are not`() throws {
        let log = try TestLog()
        let other = try TestLog()
        let third = try TestLog(origin: "third")
        let text = Array("one\n".utf8)
        let line = NoteSignature(signing: text, as: log.key, with: log.secret)
        // The same name with another key, and a key that nobody knows.
        let stranger = NoteSignature(signing: text, as: other.key, with: other.secret)
        let unknown = NoteSignature(by: third.key, bytes: [1, 2, 3])
        let note = try UnverifiedNote(
            parsing: UnverifiedNote.compose(text, [unknown, stranger, line]))
        #expect(try note.verify(by: [log.key]).signatures.map(\.key) == [log.key])
        #expect(throws: NoteError.signatureInvalid) { try note.verify(by: [log.key, third.key]) }
        #expect(throws: NoteError.notSignedByKnownKey) { try note.verify(by: []) }
        #expect(throws: NoteError.notSignedByKnownKey) {
            try note.verify(by: [try TestLog().key])
        }
        let twice = UnverifiedNote.compose(text, [line, line])
        #expect(throws: NoteError.duplicateSignature) {
            try UnverifiedNote(parsing: twice).verify(by: [log.key])
        }
        let strangers = UnverifiedNote.compose(text, [stranger, stranger, line])
        #expect(throws: Never.self) {
            try UnverifiedNote(parsing: strangers).verify(by: [log.key])
        }
    }

    @Test func `form is strict, also in lines of unknown keys`() throws {
        let log = try TestLog()
        let good = String(decoding: try note("one\n", by: log), as: UTF8.self)
        let changes: [(String, NoteError)] = [
            (String(good.dropLast()), .notSigned),
            (good + "\n", .malformedSignature),
            (good + "— a b c\n", .malformedSignature),
            (good + "— a AAAA\n", .malformedSignature),
            (good + "— a AAAAA\n", .malformedSignature),
            (good + "—  AAAAAAA=\n", .malformedName),
            (good + "— a+b AAAAAAA=\n", .malformedName),
            (good + "— a\u{00A0}b AAAAAAA=\n", .malformedName),
            (good + "- a AAAAAAA=\n", .malformedSignature),
            (good.replacing("one", with: "on\te"), .malformedText),
            (good.replacing("\n", with: "\r\n"), .malformedText),
            ("one\n", .notSigned), ("", .notSigned), ("\n", .notSigned),
            (String(repeating: "x", count: 65_537), .tooLarge),
            (good + String(repeating: "— a AAAAAAA=\n", count: 64), .tooManySignatures),
        ]
        for (text, error) in changes {
            #expect(throws: error, "\(text.prefix(200))") {
                try UnverifiedNote(parsing: Array(text.utf8))
            }
        }
        #expect(throws: NoteError.malformedText) {
            try UnverifiedNote(parsing: [0xFF] + Array(good.utf8))
        }
        let many = good + String(repeating: "— a AAAAAAA=\n", count: 63)
        #expect(throws: Never.self) {
            try UnverifiedNote(parsing: Array(many.utf8)).verify(by: [log.key])
        }
    }
}
