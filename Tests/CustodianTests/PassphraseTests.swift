import Primitives
import PrivateFiles
import Testing

@testable import Custodian

@Suite struct `Passphrases` {
    private func secret(_ text: String) throws -> SecretBytes {
        try SecretBytes(copying: Array(text.utf8).span)
    }

    @Test(arguments: ["correct horse", "ћирилица и још", "0123456789"])
    func `accepts ten different enough characters`(_ text: String) throws {
        try PassphraseRules.check(secret(text))
    }

    @Test func `counts characters, not bytes`() throws {
        // Nine Cyrillic letters are eighteen bytes.
        let nine = try secret("абвгдђежз")
        #expect(throws: PassphraseError.tooShort(minimum: 10)) {
            try PassphraseRules.check(nine)
        }
    }

    @Test(arguments: ["aaaaaaaaaaaa", "abababababab", "1111222233"])
    func `refuses the same few characters again and again`(_ text: String) throws {
        let weak = try secret(text)
        #expect(throws: PassphraseError.tooSimple) { try PassphraseRules.check(weak) }
    }

    @Test(arguments: ["one line", "one line\n", "one line\r\nsecond line\n"])
    func `reads the first line of a file`(_ content: String) throws {
        let folder = try TestFolder()
        let file = try folder.write("passphrase", content)
        let read = try PassphraseSource.file(file).passphrase("?")
        #expect(
            read.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
                == Array("one line".utf8))
    }

    @Test func `refuses a file without a passphrase and one that is too long`() throws {
        let folder = try TestFolder()
        let empty = try folder.write("empty", "\nsecond\n")
        #expect(throws: PassphraseError.empty) {
            _ = try PassphraseSource.file(empty).passphrase("?")
        }
        let long = try folder.write("long", String(repeating: "x", count: 1025))
        #expect(throws: PassphraseError.tooLong(limitInBytes: 1024)) {
            _ = try PassphraseSource.file(long).passphrase("?")
        }
        #expect(throws: FileError.self) {
            _ = try PassphraseSource.file(folder.place("absent")).passphrase("?")
        }
    }

    @Test func `a new passphrase is held against the rules, an old one is not`() throws {
        let folder = try TestFolder()
        let source = PassphraseSource.file(try folder.write("short", "abc"))
        _ = try source.passphrase("?")
        #expect(throws: PassphraseError.tooShort(minimum: 10)) {
            _ = try source.newPassphrase("?")
        }
    }

    @Test func `what was locked opens with the passphrase and with no other`() throws {
        let locker = TestOffice.locker
        let file = try locker.lock(secret("a key"), secret("right"))
        let opened = try locker.unlock(file, secret("right"))
        #expect(
            opened.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
                == Array("a key".utf8))
        #expect(throws: PassphraseError.wrong) {
            _ = try locker.unlock(file, secret("wrong"))
        }
    }

    @Test func `a damaged key file is told from a wrong passphrase`() throws {
        let locker = TestOffice.locker
        let file = try locker.lock(secret("a key"), secret("right"))
        for damaged in [Array(file.dropLast()), [], Array("not a key".utf8)] {
            #expect(throws: PassphraseError.keyFileDamaged) {
                _ = try locker.unlock(damaged, secret("right"))
            }
        }
    }
}
