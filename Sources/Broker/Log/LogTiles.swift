import GRDB
import Primitives
import TransparencyLog

/// Reads the tiles of the log as they are on the disk; partial ones are the beginning of what is
/// there.
struct LogTiles {
    let database: Database
    /// The hashes of the tiles that are being filled, which have no rows.
    let edge: RightmostTiles

    /// The right edge as it comes out of entries and full tiles.
    static func edge(_ database: Database, size: UInt64) throws -> RightmostTiles {
        var hasher = TreeHasher()
        return try RightmostTiles(
            size: size,
            hashes: { tile in
                var hasher = TreeHasher()
                let first = tile.index * UInt64(Tile.fullWidth)
                if tile.level == 0 {
                    let range = first..<first + UInt64(tile.width)
                    return try LogRows.entries(database, range).map { hasher.leaf($0) }
                }
                return try (first..<first + UInt64(tile.width)).map { index in
                    try root(database, level: tile.level - 1, index: index, &hasher)
                }
            }, hasher: &hasher)
    }

    /// A hash tile of the log at a size that is at most the edge's.
    func bytes(_ tile: Tile) throws -> [UInt8] {
        if let full = try LogRows.tile(database, level: tile.level, index: tile.index) {
            return Array(full.prefix(tile.width * SHA256Digest.size))
        }
        let growing = Tile.hashes(level: tile.level, index: tile.index, size: edge.size)
        guard let growing, growing.width >= tile.width, !growing.isFull else {
            throw TileError.notInTree
        }
        return HashTile.encode(Array(edge.hashes(level: tile.level).prefix(tile.width)))
    }

    /// The tree at a size that is at most the edge's.
    func reader(size: UInt64) -> TileReader {
        TileReader(size: size) { try self.bytes($0) }
    }

    /// Whether the tree had this root at a size that is at most the edge's.
    func holds(_ head: LogHead) throws -> Bool {
        guard head.size > 0 else { return head == .empty }
        return try reader(size: head.size).tree.root() == head.root
    }

    private static func root(
        _ database: Database, level: Int, index: UInt64, _ hasher: inout TreeHasher
    ) throws -> SHA256Digest {
        guard let bytes = try LogRows.tile(database, level: level, index: index) else {
            throw StoreError.log(.mismatch)
        }
        var frontier = TreeFrontier()
        for hash in try HashTile.decode(bytes, width: Tile.fullWidth) {
            frontier.append(leaf: hash, hasher: &hasher)
        }
        return frontier.root(hasher: &hasher)
    }
}
