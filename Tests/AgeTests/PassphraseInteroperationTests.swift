import Primitives
import TestSupport
import Testing

@testable import Age

@Suite struct PassphraseInteroperationTests {
    private static let text = "AGE-SECRET-KEY-PQ-1 stands here in life"

    private func secret(_ text: String) throws -> SecretBytes {
        try SecretBytes(copying: Array(text.utf8).span)
    }

    private func sealed() throws -> [UInt8] {
        try PassphraseFile.encrypt(secret(Self.text), passphrase: secret("plomba"), logN: 10)
    }

    private func terminal(_ passphrase: String, _ arguments: [String]) throws -> Outcome {
        try Tool.run(
            Tool.python(),
            [Tool.script("age_terminal.py"), passphrase, Tool.system("age")] + arguments)
    }

    @Test func `stock age opens our protected file at its prompt, unless it was changed`() throws {
        let folder = try Folder()
        let file = try sealed()
        let arguments = ["-d", "-o", folder.place("opened"), folder.place("sealed")]
        try folder.write("sealed", file)
        #expect(try terminal("plomba", arguments).status == 0)
        #expect(try folder.read("opened") == Array(Self.text.utf8))
        #expect(try terminal("blomba", arguments).status != 0)

        let changed = Writing.flipped(file, at: file.count - 20)
        try folder.write("sealed", changed)
        #expect(try terminal("plomba", arguments).status != 0)
        #expect(throws: AgeError.payload(.badTag)) {
            _ = try PassphraseFile.decrypt(
                changed, passphrase: secret("plomba"), maximumLogN: 18)
        }
    }

    @Test func `opens what stock age protects, also in armor`() throws {
        let folder = try Folder()
        try folder.write("plain", Array(Self.text.utf8))
        for form in [["-p"], ["-p", "-a"]] {
            let outcome = try terminal(
                "plomba", form + ["-o", folder.place("sealed"), folder.place("plain")])
            #expect(outcome.status == 0)
            let opened = try PassphraseFile.decrypt(
                folder.read("sealed"), passphrase: secret("plomba"),
                maximumLogN: AgeLimits.serviceScryptLogN)
            #expect(Array(copying: opened.span) == Array(Self.text.utf8))
        }
    }

    @Test func `rage opens our protected file, and we open its`() throws {
        let folder = try Folder()
        try folder.write("sealed", sealed())
        let script = try Tool.script("age_rage.py")
        let names = ["sealed", "opened", "again"].map { folder.place($0) }
        let opening = try Tool.run(
            Tool.python(), [script, "unlock", "plomba", names[0], names[1]])
        #expect(opening.status == 0, "\(opening.errors)")
        #expect(try folder.read("opened") == Array(Self.text.utf8))
        let wrong = try Tool.run(
            Tool.python(), [script, "unlock", "blomba", names[0], names[1]])
        #expect(wrong.status != 0)

        let locking = try Tool.run(
            Tool.python(), [script, "lock", "plomba", names[1], names[2]])
        #expect(locking.status == 0, "\(locking.errors)")
        let opened = try PassphraseFile.decrypt(
            folder.read("again"), passphrase: secret("plomba"),
            maximumLogN: AgeLimits.localScryptLogN)
        #expect(Array(copying: opened.span) == Array(Self.text.utf8))
    }
}
