package import Primitives

/// Reads the hashes of a log of one size from its tiles.
///
/// Nothing is trusted: a proof made from wrong tiles does not verify. Keeps what it has read, up to
/// `LogLimits`; one task owns it.
package final class TileReader {
    package let size: UInt64
    private let read: (Tile) throws -> [UInt8]
    private var tiles: [Tile: [SHA256Digest]] = [:]

    /// - Parameter read: the bytes of a tile. A log may hold the full tile where a partial one is
    ///   asked for; then this returns the beginning.
    package init(size: UInt64, read: @escaping (Tile) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    package var tree: NodeTree {
        NodeTree(size: size) { try self.hash(of: $0) }
    }

    /// - Throws: `TileError`, and what reading throws.
    package func hash(of node: TreeNode) throws -> SHA256Digest {
        guard node.level < 64, node.end <= size else { throw TileError.notInTree }
        let (level, height) = (node.level / 8, node.level % 8)
        let first = node.index << UInt64(height)
        guard
            let tile = Tile.hashes(
                level: level, index: first / UInt64(Tile.fullWidth), size: size)
        else { throw TileError.notInTree }
        let start = Int(first % UInt64(Tile.fullWidth))
        let hashes = try hashes(tile)
        guard start + 1 << height <= hashes.count else { throw TileError.notInTree }
        return Self.root(hashes[start..<start + 1 << height])
    }

    /// The hashes of a tile.
    package func hashes(_ tile: Tile) throws -> [SHA256Digest] {
        if let known = tiles[tile] { return known }
        let hashes = try HashTile.decode(try read(tile), width: tile.width)
        if tiles.count >= LogLimits.cachedTiles { tiles.removeAll(keepingCapacity: true) }
        tiles[tile] = hashes
        return hashes
    }

    /// The root over a power of two of hashes.
    private static func root(_ hashes: ArraySlice<SHA256Digest>) -> SHA256Digest {
        var hasher = TreeHasher()
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { hasher.node(row[$0], row[$0 + 1]) }
        }
        return row.first ?? TreeHasher.emptyRoot
    }
}
