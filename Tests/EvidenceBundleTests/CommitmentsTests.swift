import BagIt
import Custody
import EvidenceBundle
import Primitives
import Testing

@Suite struct `Openings and commitments` {
    @Test(arguments: [(0, 16), (16, 16), (17, 32), (32, 32), (1000, 1024), (4096, 4096)])
    func `the number of commitments is a power of two, at least 16`(
        _ lines: Int, _ count: Int
    ) throws {
        let commitments = Commitments(committing: digests(lines))
        #expect(commitments.digests.count == count)
        #expect(commitments.digests == commitments.digests.sorted())
        #expect(digests(lines).allSatisfy(commitments.contains))
        #expect(!commitments.contains(.of([0xFF, 0xFF, 0xFF])))
        #expect(Commitments(parsing: commitments.serialized()) == commitments)
    }

    @Test func `a list in another order, size or spelling is refused`() throws {
        let text = Commitments(committing: digests(16)).serialized()
        let size = Commitments.lineSize
        #expect(Commitments(parsing: Array(text.dropLast(size))) == nil)
        #expect(Commitments(parsing: Array(text.dropLast())) == nil)
        #expect(Commitments(parsing: text + text) == nil)
        #expect(Commitments(parsing: []) == nil)
        #expect(Commitments(parsing: Array(text[size...] + text[..<size])) == nil)
        #expect(
            Commitments(parsing: Array(String(decoding: text, as: UTF8.self).uppercased().utf8))
                == nil)
    }

    @Test func `every kind of line is read back and nothing else`() throws {
        let key = KeyID(hashing: [1])
        let reader = SealedRecipient(organisation: Fingerprint(.of([2])), key: key)
        let lines: [OpeningLine] = [
            .item(path: try BagPath("data/100% снимак 1.mov"), size: 0, digest: .of([3])),
            .item(path: try BagPath("data/a b"), size: .max, digest: .of([])),
            .tagManifest(.of([4])), .caseID("VP 2026/014 %"), .recipients([reader, reader]),
        ]
        for line in lines {
            let encoded = line.encoded(salt: .random())
            #expect(OpeningLine(line: encoded) == line)
            #expect(encoded.last == 0x0A)
            // One spelling only.
            #expect(OpeningLine(line: Array(encoded.dropLast())) == nil)
            #expect(OpeningLine(line: [0x20] + encoded) == nil)
            #expect(OpeningLine(line: encoded + [0x0A]) == nil)
        }
    }

    @Test(arguments: [
        "item SALT DIGEST 01 data/a\n", "item SALT DIGEST +1 data/a\n",
        "item SALT DIGEST 1 ../a\n", "item SALT DIGEST 1 data/a%41\n",
        "item SALT DIGEST 1\n", "note SALT text\n", "case SALT \n", "case SALT a\rb\n",
        "recipients SALT \n", "recipients SALT x\n", "tagmanifest SALT DIGEST \n",
        "tagmanifest SALT DIGESt\n", "tagmanifest  SALT DIGEST\n", "\n", "",
    ])
    func `a line in another form is refused`(_ pattern: String) {
        let line = pattern.replacing("SALT", with: Salt.random().hex)
            .replacing("DIGEST", with: SHA256Digest.of([1]).hex)
        #expect(OpeningLine(line: Array(line.utf8)) == nil)
    }

    @Test func `two seals of the same case share no commitment`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        try scene.seal([("a.txt", [1])], to: "OTHER.plomba")
        let first = try made(Commitments(parsing: Forgery(scene)["commitments.txt"]))
        let second = try made(
            Commitments(parsing: Forgery(scene, "OTHER.plomba")["commitments.txt"]))
        #expect(Set(first.digests).isDisjoint(with: second.digests))
    }

    @Test func `the padding of a preview is exact`() throws {
        let document = Array("{\n}\n".utf8)
        let padded = try made(PreviewPadding.pad(document))
        #expect(padded.count == 16_384)
        #expect(PreviewPadding.unpad(padded) == document)
        #expect(PreviewPadding.unpad(Array(padded.dropLast())) == nil)
        #expect(PreviewPadding.unpad(Array(padded.dropLast()) + [0]) == nil)
        #expect(PreviewPadding.unpad([UInt8](repeating: 0x20, count: 16_384)) == nil)
        #expect(PreviewPadding.pad([UInt8](repeating: 0x20, count: 16_384)) == nil)
    }

    private func digests(_ count: Int) -> [SHA256Digest] {
        (0..<count).map { .of(Array("\($0)".utf8)) }
    }
}
