import Custody
import Primitives
import Testing

/// `NAME.entry` and `sealed.opening`: one form each, fixed size, bound to both files.
@Suite struct `Opening files` {
    @Test func `an opening file has its four lines and opens what it was made for`() throws {
        let story = try Story()
        let opening = try story.deposit.openingFile()
        let lines = String(decoding: opening.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5 && lines[4].isEmpty)
        #expect(lines[0] == "plomba/entry/v1")
        #expect(lines[1] == opening.salt.hex)
        #expect(lines[2] == story.deposit.digest.hex)
        #expect(lines[3] == SHA256Digest.of(story.deposit.signature).hex)
        #expect(opening.bytes.count == OpeningFile.sizeInBytes)
        #expect(try OpeningFile(parsing: opening.bytes) == opening)
    }

    @Test func `a supply of salts gives each once`() {
        var supply = SaltSupply()
        var seen: Set<Salt> = []
        for _ in 0..<1000 { seen.insert(supply.next()) }
        #expect(seen.count == 1000)
        #expect(seen.allSatisfy { $0.bytes.count == Salt.sizeInBytes })
    }

    @Test func `a seal is opened by sealed.opening and has no opening file of its own`() throws {
        let story = try Story()
        #expect(story.sealed.entry == nil)
        #expect(throws: StatementError.entryMissing) { try story.sealed.openingFile() }
        let opening = SealedOpening(
            salt: .random(), sealed: story.sealed.json, signature: story.sealed.signature)
        let read = try SealedOpening(parsing: opening.bytes)
        #expect(read.matches(sealed: story.sealed.json, signature: story.sealed.signature))
        #expect(read.commitment == SHA256Digest.of(opening.bytes))
        #expect(opening.bytes.count == SealedOpening.sizeInBytes)
    }

    @Test func `two opening files of one statement differ: the salt is drawn anew`() throws {
        let samples = try Samples()
        let one = try SignedStatement.sign(samples.deposit, mode: .live, with: samples.senderDevice)
        let two = try SignedStatement.sign(samples.deposit, mode: .live, with: samples.senderDevice)
        #expect(one.json == two.json)
        #expect(one.entry != two.entry)
    }

    @Test func `refuses the opening file of another statement or signature`() throws {
        let story = try Story()
        let mixed = try SignedStatement(
            json: story.deposit.json, signature: story.deposit.signature,
            entry: story.submission.entry)
        #expect(throws: StatementError.entryMismatch) { try mixed.openingFile() }
        let resigned = try SignedStatement(
            json: story.deposit.json, signature: story.submission.signature,
            entry: story.deposit.entry)
        #expect(throws: StatementError.entryMismatch) { try resigned.openingFile() }
    }

    @Test(arguments: [
        ("plomba/entry/v1", "plomba/entry/v2"), ("plomba/entry/v1\n", "plomba/entry/v1\r"),
        ("\n", " "),
    ])
    func `refuses any other form`(from: String, to: String) throws {
        let story = try Story()
        let entry = try #require(story.deposit.entry)
        #expect(throws: StatementError.entryMalformed) {
            try OpeningFile(parsing: edit(entry, from, to))
        }
    }

    @Test func `refuses upper-case digits, a missing end and further bytes`() throws {
        let digest = String(repeating: "a", count: 64)
        let good = "plomba/entry/v1\n\(digest)\n\(digest)\n\(digest)\n"
        _ = try OpeningFile(parsing: Array(good.utf8))
        for bad in [good.uppercased(), String(good.dropLast()), good + "\n", ""] {
            #expect(throws: StatementError.entryMalformed) {
                try OpeningFile(parsing: Array(bad.utf8))
            }
        }
        let sealed = "plomba/sealed/v1\n\(digest)\n\(digest)\n\(digest)"
        #expect(throws: StatementError.sealedOpeningMalformed) {
            try SealedOpening(parsing: Array(sealed.utf8))
        }
    }
}
