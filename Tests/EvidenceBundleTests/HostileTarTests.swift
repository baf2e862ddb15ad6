import BagIt
import EvidenceBundle
import Foundation
import Primitives
import Testing

/// Archives inside that our writer does not write. The sender's keys are valid; nothing may appear
/// anywhere but in the folder asked for, and there only when all is well.
@Suite struct `Hostile archives inside` {
    @Test(arguments: [
        "../outside.txt", "bag/../../outside.txt", "/tmp/plomba-outside.txt", "bag/data/../x",
        "bag//x", "bag/data/a\u{0}b", "C:/x", "bag\\data\\x", "~/x", "bag/data/CON",
    ])
    func `a path that leads elsewhere is refused`(_ path: String) throws {
        try expectRefusal { archive in archive.insert(header(path) + block([1]), at: 0) }
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "6", "7", "g", "L", "K", "S", "V"])
    func `an entry that is no plain file is refused`(_ kind: String) throws {
        try expectRefusal { archive in
            archive.insert(header("bag/data/a", kind: kind, size: 0), at: 0)
        }
    }

    @Test func `a file that is there twice is refused`() throws {
        try expectRefusal { archive in
            archive.insert(header("bag/data/a.txt") + block([1]), at: 0)
        }
    }

    @Test func `twins that would be one file elsewhere are refused`() throws {
        try expectRefusal { archive in
            archive.insert(header("bag/data/A.TXT") + block([1]), at: 0)
        }
    }

    @Test func `a file outside bag is refused`() throws {
        try expectRefusal { archive in
            archive.insert(header("statement.json") + block([1]), at: 0)
        }
    }

    @Test func `a header that says it in another way is refused`() throws {
        try expectRefusal { archive in
            archive[0] = header("bag/data/a.txt", mode: "0000755") + archive[0].dropFirst(512)
        }
        try expectRefusal { archive in
            archive[0] = header("bag/data/a.txt", owner: "root") + archive[0].dropFirst(512)
        }
    }

    @Test func `a size that is a lie is refused`() throws {
        try expectRefusal { archive in
            archive[0] = header("bag/data/a.txt", size: 0o77777777777) + block([1])
        }
    }

    @Test func `bytes hidden behind a file or the end are refused`() throws {
        try expectRefusal { archive in archive[0][1023] = 1 }
        try expectRefusal { archive in
            let last = archive.count - 1
            archive[last][archive[last].count - 1] = 1
        }
    }

    @Test func `an archive without its padding is refused`() throws {
        try expectRefusal { archive in
            let last = archive.count - 1
            archive[last] = Array(archive[last].dropLast(512))
        }
    }

    /// Changes the inner tar of a good bundle, one entry an element, and expects a refusal.
    private func expectRefusal(
        sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout [[UInt8]]) -> Void
    ) throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        let whole = try Forgery.archive(forged.files)
        // The first original takes one header and one block; the rest stays together.
        var pieces = [Array(whole[..<1024]), Array(whole[1024...])]
        change(&pieces)
        try forged.seal(archive: pieces.flatMap { $0 }, scene)
        try forged.write(scene)
        let outside = try listing(scene.folder.deletingLastPathComponent(), but: scene.folder)
        #expect(throws: BundleError.self, sourceLocation: sourceLocation) {
            try scene.open("FORGED.plomba")
        }
        #expect(
            try scene.listing() == ["FILE.plomba", "FORGED.plomba", "source"],
            sourceLocation: sourceLocation)
        let after = try listing(scene.folder.deletingLastPathComponent(), but: scene.folder)
        #expect(
            !after.subtracting(outside).contains { $0.contains("outside") },
            sourceLocation: sourceLocation)
    }

    private func listing(_ folder: URL, but own: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
            .subtracting([own.lastPathComponent])
    }

    private func block(_ content: [UInt8]) -> [UInt8] {
        content + [UInt8](repeating: 0, count: 512 - content.count)
    }

    private func header(
        _ name: String, kind: String = "0", size: Int = 1, mode: String = "0000644",
        owner: String = ""
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(name, 0)
        put(mode, 100)
        put("0000000", 108)
        put("0000000", 116)
        let octal = String(size, radix: 8)
        put(String(repeating: "0", count: 11 - octal.count) + octal, 124)
        put("00000000000", 136)
        put(kind, 156)
        put("ustar\u{0}00", 257)
        put(owner, 265)
        put("0000000", 329)
        put("0000000", 337)
        put("        ", 148)
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", 148)
        return block
    }
}
