import Primitives
import Testing

@testable import Age

@Suite struct PassphraseFileTests {
    private func secret(_ text: String) throws -> SecretBytes {
        try SecretBytes(copying: Array(text.utf8).span)
    }

    private func opened(
        _ file: [UInt8], _ passphrase: String, maximumLogN: Int = 18
    ) throws -> [UInt8] {
        let secret = try PassphraseFile.decrypt(
            file, passphrase: secret(passphrase), maximumLogN: maximumLogN)
        return Array(copying: secret.span)
    }

    @Test func `opens with its passphrase and no other`() throws {
        let file = try PassphraseFile.encrypt(
            secret("the secret"), passphrase: secret("lozinka Ž"), logN: 10)
        #expect(try opened(file, "lozinka Ž") == Array("the secret".utf8))
        for wrong in ["", "lozinka", "lozinka ž", "lozinka Z\u{030C}"] {
            #expect(throws: AgeError.noMatch) { try opened(file, wrong) }
        }
    }

    @Test func `refuses a changed file`() throws {
        let file = try PassphraseFile.encrypt(
            secret("the secret"), passphrase: secret("p"), logN: 4)
        for index in stride(from: 0, to: file.count, by: 3) {
            #expect(throws: AgeError.self, "byte \(index)") {
                try opened(Writing.flipped(file, at: index), "p")
            }
        }
    }

    @Test func `refuses a work factor over the limit without computing it`() throws {
        let file = try PassphraseFile.encrypt(
            secret("the secret"), passphrase: secret("p"), logN: 12)
        #expect(throws: AgeError.header(.scryptWorkFactor)) {
            try opened(file, "p", maximumLogN: 11)
        }
        let heavy = String(decoding: file.prefix(80), as: UTF8.self)
            .replacing(" 12\n", with: " 60\n")
        #expect(throws: AgeError.header(.scryptWorkFactor)) {
            try opened(Array(heavy.utf8) + file.dropFirst(80), "p", maximumLogN: 22)
        }
    }

    @Test func `holds secrets of one byte to the limit, and no others`() throws {
        for size in [1, PassphraseFile.maximumSecretSize] {
            let file = try PassphraseFile.encrypt(
                SecretBytes(copying: Writing.plaintext(size).span), passphrase: secret("p"),
                logN: 2)
            #expect(try opened(file, "p") == Writing.plaintext(size))
        }
        for size in [0, PassphraseFile.maximumSecretSize + 1] {
            #expect(throws: AgeError.secret(.size)) {
                try PassphraseFile.encrypt(
                    SecretBytes(copying: Writing.plaintext(size).span), passphrase: secret("p"),
                    logN: 2)
            }
        }
        #expect(throws: AgeError.secret(.size)) {
            try opened([UInt8](repeating: 0, count: PassphraseFile.maximumFileSize + 1), "p")
        }
    }

    @Test func `does not take a file for readers as one for a passphrase`() throws {
        let file = try Writing.file([1], to: Recipient.dummyHybridRecipients(1))
        #expect(throws: AgeError.noMatch) { try opened(file, "p") }
    }

    @Test func `opens the same file in armor`() throws {
        let file = try PassphraseFile.encrypt(
            secret("the secret"), passphrase: secret("p"), logN: 4)
        let armored = Self.armored(file)
        #expect(try opened(Array(armored.utf8), "p") == Array("the secret".utf8))
        #expect(throws: AgeError.armor(.trailingBytes)) {
            try opened(Array((armored + "x").utf8), "p")
        }
    }

    static func armored(_ file: [UInt8]) -> String {
        let text = Array(Base64.encode(file))
        let lines = stride(from: 0, to: text.count, by: 64)
            .map { String(text[$0..<min($0 + 64, text.count)]) }
        return
            (["-----BEGIN AGE ENCRYPTED FILE-----"] + lines
            + ["-----END AGE ENCRYPTED FILE-----", ""]).joined(separator: "\n")
    }
}
