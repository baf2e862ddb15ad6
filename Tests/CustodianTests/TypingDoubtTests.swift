import Primitives
import Testing

@testable import Custodian

@Suite struct `Typed in the wrong layout` {
    @Test(
        arguments: [
            ("correct horse battery staple", [.swappedLetters]), ("correct horse", []),
            ("1234 5678 90", []), ("CORRECT HORSE", [.capitals]),
            ("соrrect horse", [.mixedAlphabets]), ("тачан коњ", [.cyrillic]),
            ("ТАЧАН КОЊ", [.cyrillic, .capitals]), ("Yellow", [.swappedLetters]),
            ("TAČAN ŽDREBAC", []), ("tačan ždrebac", []), ("ђак и učitelj", [.mixedAlphabets]),
            ("日本語の", []), ("\u{1F40E}", []),
        ] as [(String, [TypingDoubt])])
    func `tells what may have gone wrong`(_ text: String, _ doubts: [TypingDoubt]) throws {
        let passphrase = try SecretBytes(copying: Array(text.utf8).span)
        #expect(TypingDoubt.all(in: passphrase) == doubts)
    }

    @Test func `bytes that are no text have no doubts`() throws {
        let bytes: [UInt8] = [0xD0, 0xFF, 0xC3, 0x41 | 0x80, 0xFE, 0xD0]
        let passphrase = try SecretBytes(copying: bytes.span)
        #expect(TypingDoubt.all(in: passphrase) == [])
    }

    @Test func `a wrong passphrase comes with the doubt and without a letter of it`() async throws {
        let folder = try TestFolder()
        let office = try await TestOffice.make("a.example", in: folder).office
        let ring = KeyRing(office.home)
        let typed = try SecretBytes(copying: Array("соrrect horse battery".utf8).span)
        let error = #expect(throws: PassphraseError.mistyped([.mixedAlphabets, .swappedLetters])) {
            _ = try ring.unlock(.memberSigning, office.locker, typed)
        }
        let told = try #require(error)
        #expect(told.code == "passphrase.wrong" && told.message == PassphraseError.wrong.message)
        let hint = try #require(told.hint)
        #expect(hint.contains("Latin and Cyrillic") && !hint.contains("horse"))
        #expect(folder.exists("a.example"))
    }
}
