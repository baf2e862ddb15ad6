import BagIt
import Foundation
import Primitives
import Testing

@testable import EvidenceBundle

/// The reading of originals ahead of their encryption.
@Suite struct `Originals read ahead` {
    private static let block = OriginalsBlock.size

    /// Sizes with which headers, contents and fill end at, before and after the end of a block.
    static let sizes = [
        [0], [1], [512], [block - 512], [block - 511], [block], [block - 1024, 0, 0, 5],
        [block - 512 - 513, 7], [block - 2 * 512, 1, block], [3 * block + 17, 0, 20_480],
        Array(repeating: 20_480, count: 120), Array(repeating: 0, count: 2100),
        [511, 513, 2 * block - 4 * 512, 100_000],
    ]

    @Test(arguments: sizes)
    func `are laid out as an archive, with the digest of each`(_ sizes: [Int]) throws {
        let scene = try Scene()
        let files = sizes.enumerated().map { index, size in
            // Some names need a pax header.
            let name = index.isMultiple(of: 3) ? "ž\(index)" : "\(index)"
            return (name: name, content: Randomness.bytes(size))
        }
        let source = try scene.source(files.map { ("f/\($0.name)", $0.content) })
        let read = try Self.read(source)
        let expected = Collected()
        var tar = TarWriter { expected.bytes += Array(copying: $0) }
        for (number, item) in source.items.enumerated() {
            let name = item.path.text.dropFirst("data/f/".count)
            let file = files.first { $0.name.utf8.elementsEqual(name.utf8) }
            let content = try #require(file).content
            try tar.write(path: item.path.below("bag"), content: content)
            #expect(read.digests[number] == .of(content))
        }
        #expect(read.bytes == expected.bytes)
        #expect(read.entries == source.items.count)
        #expect(read.content == source.totalSize)
        #expect(read.fills.dropLast().allSatisfy { $0 == Self.block })
    }

    @Test func `a file that became longer or shorter is told, after all before it`() throws {
        for other in [[UInt8](repeating: 1, count: 30_001), [1]] {
            let scene = try Scene()
            let source = try scene.source([("f/a", [1]), ("f/b", Randomness.bytes(30_000))])
            try scene.write(other, to: "source/f/b")
            let error = #expect(throws: PayloadError.self) { _ = try Self.read(source) }
            #expect(error?.code == "payload.changed")
        }
    }

    @Test func `whoever gives up does not wait for the rest`() throws {
        let scene = try Scene()
        let files = (0..<200).map { ("f/\($0)", [UInt8](repeating: 1, count: 200_000)) }
        let source = try scene.source(files)
        var block = OriginalsBlock()
        let originals = OriginalsAhead(source)
        #expect(try originals.exchange(&block))
        #expect(block.count == Self.block)
    }

    private final class Collected {
        var bytes: [UInt8] = []
        var digests: [Int: SHA256Digest] = [:]
        var entries = 0
        var content: UInt64 = 0
        var fills: [Int] = []
    }

    private static func read(_ source: PayloadSource) throws -> Collected {
        let read = Collected()
        var block = OriginalsBlock()
        let originals = OriginalsAhead(source)
        while try originals.exchange(&block) {
            read.bytes += block.bytes[..<block.count]
            read.fills.append(block.count)
            read.entries += block.pieces.count { $0.isStart }
            for piece in block.pieces {
                read.content += UInt64(piece.range.count)
                if let digest = piece.digest { read.digests[piece.item] = digest }
            }
        }
        #expect(try !originals.exchange(&block))
        return read
    }
}
