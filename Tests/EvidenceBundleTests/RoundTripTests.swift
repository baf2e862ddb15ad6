import Custody
import EvidenceBundle
import Primitives
import Testing

@Suite struct `Sealing and opening` {
    @Test func `what is opened is what was sealed, bit for bit`() throws {
        let scene = try Scene()
        let files: [(String, [UInt8])] = [
            ("nula.txt", []),
            ("jedan.txt", [7]),
            ("chunk.bin", Randomness.bytes(65_536)),
            ("veće.bin", Randomness.bytes((1 << 20) + 1)),
        ]
        let sealed = try scene.seal(files)
        let opened = try scene.open()
        #expect(opened.deposit.statement.digest == sealed.statement.digest)
        #expect(opened.files.count == files.count)
        for (name, bytes) in files {
            #expect(try scene.read("case/bag/data/\(name)") == bytes)
        }
        #expect(opened.verdict.isPositive, "\(opened.verdict)")
        #expect(opened.seal.caseID == "VP-2026-014")
        #expect(opened.seal.member == "intake-officer")
        #expect(opened.preview.items == 4)
        #expect(try scene.listing() == ["FILE.plomba", "case", "source"])
    }

    /// Word processors leave such files. The packer called the name empty, and a reader refused a
    /// bundle that had one.
    @Test func `a name that begins with a tilde arrives like any other`() throws {
        let scene = try Scene()
        try scene.seal([("~$izjava.docx", [1]), ("izjava.docx", [2])])
        #expect(try scene.open().verdict.isPositive)
        #expect(try scene.read("case/bag/data/~$izjava.docx") == [1])
        let again = try BundleVerifier.verify(
            folder: scene.path("case"), context: scene.context(), progress: { _, _ in })
        #expect(again.verdict.isPositive)
    }

    @Test func `originals of every size fit into the blocks in which they are read and written`()
        throws
    {
        let scene = try Scene()
        let block = 1 << 20
        var files: [(String, [UInt8])] = [
            ("exact.bin", Randomness.bytes(block)),
            ("less.bin", Randomness.bytes(block - 1)),
            ("more.bin", Randomness.bytes(2 * block + 1)),
            ("quarter.bin", Randomness.bytes(block / 4)),
            ("nearly-a-quarter.bin", Randomness.bytes(block / 4 - 1)),
        ]
        for number in 0..<300 {
            let size = [0, 1, 511, 512, 20_480, 100_000][number % 6]
            files.append(("small/\(number % 7)/\(number).bin", Randomness.bytes(size)))
        }
        for number in 0..<1100 { files.append(("none/\(number)", [])) }
        try scene.seal(files)
        let opened = try scene.open()
        #expect(opened.files.count == files.count)
        for (name, bytes) in files {
            #expect(try scene.read("case/bag/data/\(name)") == bytes, "\(name)")
        }
    }
}
