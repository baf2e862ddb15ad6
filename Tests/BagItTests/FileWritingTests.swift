import Primitives
import TestSupport
import Testing

@testable import BagIt

@Suite struct `A file on its way to the disk` {
    static let direct = 16 << 20
    static let block = PageBlock.size

    @Test(arguments: [0, 1, 4095, block - 1, block, block + 1, direct, direct + 4097])
    func `is written bit for bit in blocks, whatever was expected`(size: Int) throws {
        let content = Randomness.bytes(size)
        for expected in [0, size, 1 << 40] {
            let folder = try Folder()
            var file = try NewFile(folder, expectedSize: UInt64(expected))
            try file.writeBlocks(content)
            #expect(try folder.read("file") == content, "expected \(expected)")
        }
    }

    @Test func `takes pieces that are not aligned, between blocks too`() throws {
        let folder = try Folder()
        let content = Randomness.bytes(2 * Self.block)
        var file = try NewFile(folder, expectedSize: UInt64(Self.direct))
        try file.writeBlocks(content)
        try file.write([1, 2, 3])
        try file.writeBlocks(content)
        #expect(try folder.read("file") == content + [1, 2, 3] + content)
    }

    /// The flag is taken, and the first write refused: as some file systems do.
    @Test func `goes through the cache where the file system refuses to go past it`() throws {
        let folder = try Folder()
        let content = Randomness.bytes(3 * Self.block + 77)
        var file = try NewFile(folder, expectedSize: UInt64(Self.direct), after: [7])
        try file.writeBlocks(content)
        #expect(try folder.read("file") == [7] + content)
    }

    @Test func `a block takes what it has room for`() {
        let block = PageBlock()
        let bytes = Randomness.bytes(Self.block - 1)
        #expect(block.append(bytes.span) == bytes.count)
        #expect(!block.isFull)
        #expect(block.append([1, 2].span) == 1)
        #expect(block.isFull)
        #expect(block.append([3].span) == 0)
        block.withBytes { #expect(Array(copying: $0) == bytes + [1]) }
        block.clear()
        block.withBytes { #expect(Array(copying: $0).isEmpty) }
    }

    @Test func `a block is filled in place`() {
        let block = PageBlock()
        #expect(block.append([1, 2].span) == 2)
        block.append(3) { span in
            for index in span.indices { span[index] = UInt8(7 + index) }
        }
        #expect(block.room == Self.block - 5)
        block.withBytes { #expect(Array(copying: $0) == [1, 2, 7, 8, 9]) }
        block.append(block.room) { $0.update(repeating: 4) }
        #expect(block.isFull)
    }
}

/// A new file with some bytes in it already.
private struct NewFile: ~Copyable {
    private var file: FileWriting

    init(_ folder: Folder, expectedSize: UInt64, after start: [UInt8] = []) throws {
        let parent = try Descriptor.openRoot(Array(folder.place("").utf8))
        let descriptor = try Descriptor.open(
            at: parent.raw, Array("file".utf8), .createFile, shownAs: [])
        if !start.isEmpty { #expect(try descriptor.write(start.span, []) == start.count) }
        file = FileWriting(descriptor, expectedSize: expectedSize, shownAs: [])
    }

    mutating func write(_ bytes: [UInt8]) throws { try file.write(bytes.span) }

    mutating func writeBlocks(_ content: [UInt8]) throws {
        let block = PageBlock()
        var position = 0
        while position < content.count {
            block.clear()
            position += block.append(content.span.extracting(position..<content.count))
            try block.withBytes { try file.write($0) }
        }
        try file.sync()
    }
}
