import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Tiles` {
    @Test(arguments: [
        ("tile/0/000", 0, 0, 256), ("tile/0/x001/x234/067", 0, 1_234_067, 256),
        ("tile/1/001.p/17", 1, 1, 17), ("tile/63/x999/999.p/255", 63, 999_999, 255),
    ])
    func `a path says level, number and width`(
        path: String, level: Int, index: UInt64, width: Int
    ) throws {
        let tile = try #require(Tile(.hashes(level: level), index: index, width: width))
        #expect(tile.path == path)
        #expect(Tile(path: path) == tile)
        let entries = path.replacing("tile/\(level)/", with: "tile/entries/")
        #expect(Tile(path: entries)?.kind == .entries)
        #expect(Tile(path: entries)?.path == entries)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/64/000", "tile/00/000", "tile/+1/000",
        "tile/0/0", "tile/0/0000", "tile/0/00a", "tile/0/x000/001", "tile/0/001/002",
        "tile/0/000.p", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
        "tile/0/000.q/1", "tile/0/000/", "/tile/0/000", "tile/entries", "tile/Entries/000",
        "tile/0/x001.p/7/067", "tile/0/../000", "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/\u{0660}00",
    ])
    func `no other spelling is a path`(path: String) {
        #expect(Tile(path: path) == nil)
    }

    @Test func `growth names each tile that is new or wider`() {
        #expect(Tile.growth(from: 0, to: 0).isEmpty)
        #expect(Tile.growth(from: 5, to: 5).isEmpty)
        #expect(
            Tile.growth(from: 250, to: 260).map(\.path) == [
                "tile/0/000", "tile/entries/000", "tile/0/001.p/4", "tile/entries/001.p/4",
                "tile/1/000.p/1",
            ])
        #expect(
            Tile.growth(from: 256, to: 257).map(\.path) == [
                "tile/0/001.p/1", "tile/entries/001.p/1",
            ])
        let paths = Tile.growth(from: 0, to: 70_000).map(\.path)
        #expect(paths.count { $0.hasPrefix("tile/0/") } == 274)
        #expect(paths.suffix(3) == ["tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
    }

    @Test func `entry bundles are read back, and only whole`() throws {
        let entries: [[UInt8]] = [[], [1], Array(repeating: 7, count: 300)]
        let bundle = EntryBundle.encode(entries)
        #expect(bundle.prefix(5) == [0, 0, 0, 1, 1])
        #expect(try EntryBundle.decode(bundle, width: 3) == entries)
        let wrong = [Array(bundle.dropLast()), bundle + [0], bundle + [0, 1], [0]]
        for bytes in wrong {
            #expect(throws: TileError.malformedEntries) {
                try EntryBundle.decode(bytes, width: 3)
            }
        }
        #expect(throws: TileError.malformedEntries) { try EntryBundle.decode(bundle, width: 2) }
        #expect(throws: TileError.malformedEntries) { try EntryBundle.decode(bundle, width: 4) }
    }

    @Test func `hash tiles have exactly their width`() throws {
        let hash = SHA256Digest.of([1])
        #expect(try HashTile.decode(hash.bytes + hash.bytes, width: 2) == [hash, hash])
        #expect(throws: TileError.wrongSize) { try HashTile.decode(hash.bytes, width: 2) }
        #expect(throws: TileError.wrongSize) { try HashTile.decode(hash.bytes + [0], width: 1) }
    }

    @Test func `a hash that the log does not have is not read`() throws {
        var log = try TestLog()
        log.grow(to: 10)
        let reader = log.reader(size: 10)
        #expect(throws: TileError.notInTree) {
            try reader.hash(of: TreeNode(level: 0, index: 10))
        }
        #expect(throws: TileError.notInTree) {
            try reader.hash(of: TreeNode(level: 3, index: 1))
        }
        #expect(throws: TileError.wrongSize) {
            try TileReader(size: 10) { _ in [] }.tree.root()
        }
    }

    @Test func `an entry is one of the two kinds`() throws {
        let digest = SHA256Digest.of([1])
        let entries: [AuditLogEntry] = [
            .commitment(digest), .keyRecord(Fingerprint(digest), version: 258, record: digest),
        ]
        #expect(entries.map(\.bytes.count) == [33, 73])
        #expect(entries[1].bytes[33..<41] == [0, 0, 0, 0, 0, 0, 1, 2])
        for entry in entries {
            #expect(AuditLogEntry(parsing: entry.bytes) == entry)
            #expect(AuditLogEntry(parsing: entry.bytes + [0]) == nil)
            #expect(AuditLogEntry(parsing: Array(entry.bytes.dropLast())) == nil)
            #expect(AuditLogEntry(parsing: [3] + entry.bytes.dropFirst()) == nil)
        }
    }
}
