package import Primitives

/// A tree that grows at its right edge, with the hashes of the tile of each level that is being
/// filled: enough to append, and to prove the newest entries, in memory of O(log n).
package struct RightmostTiles: Sendable {
    package private(set) var size: UInt64 = 0
    /// The tile of each level that is not full yet.
    private var levels: [GrowingTile] = []

    /// The tree without entries.
    package init() {}

    /// The tree of this size.
    ///
    /// - Parameter hashes: the hashes in the last, partial tile of a level; none if it is empty.
    /// - Throws: what `hashes` throws.
    package init(
        size: UInt64, hashes: (Tile) throws -> [SHA256Digest], hasher: inout TreeHasher
    ) throws {
        self.size = size
        var level = 0
        while size >> UInt64(8 * level) > 0 {
            var growing = GrowingTile()
            if let tile = Tile.lastPartial(level: level, size: size) {
                for hash in try hashes(tile).prefix(tile.width) {
                    growing.append(hash, hasher: &hasher)
                }
                guard growing.count == tile.width else { throw TileError.wrongSize }
            }
            levels.append(growing)
            level += 1
        }
    }

    /// - Returns: the tiles that became full, the lowest level first, with their hashes.
    /// - Precondition: the tree is smaller than `LogLimits.treeSize`.
    @discardableResult
    package mutating func append(
        leaf: SHA256Digest, hasher: inout TreeHasher
    ) -> [(tile: Tile, hashes: [SHA256Digest])] {
        precondition(size < LogLimits.treeSize, "the tree is full")
        var full: [(tile: Tile, hashes: [SHA256Digest])] = []
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append(GrowingTile()) }
            levels[level].append(hash, hasher: &hasher)
            guard let root = levels[level].root else { break }
            let index = size >> UInt64(8 * (level + 1))
            full.append((Tile.full(level: level, index: index), levels[level].hashes))
            levels[level] = GrowingTile()
            hash = root
            level += 1
        }
        size += 1
        return full
    }

    /// The hash of a complete subtree, if it stands in a tile that is being filled.
    package func hash(of node: TreeNode) -> SHA256Digest? {
        guard node.end <= size else { return nil }
        let (level, height) = (node.level / 8, node.level % 8)
        guard levels.indices.contains(level) else { return nil }
        let first = (size >> UInt64(8 * (level + 1))) << UInt64(8 - height)
        guard node.index >= first else { return nil }
        return levels[level].hash(height: height, index: Int(node.index - first))
    }

    /// The hashes of the tile of this level that is being filled.
    package func hashes(level: Int) -> [SHA256Digest] {
        levels.indices.contains(level) ? levels[level].hashes : []
    }

    /// The roots of the complete subtrees.
    package var frontier: TreeFrontier {
        // Each of them stands in the tile that its level is filling.
        let subtrees = TreeNode.covering(0..<size).compactMap(hash)
        guard let frontier = TreeFrontier(size: size, subtrees: subtrees) else {
            preconditionFailure("a subtree of the right edge is not in its tile")
        }
        return frontier
    }

    package func root(hasher: inout TreeHasher) -> SHA256Digest {
        frontier.root(hasher: &hasher)
    }
}

/// A tile that is being filled, with the subtrees inside it.
private struct GrowingTile: Sendable {
    /// By height: the hashes of the tile, then those of pairs, and so on to its two halves.
    private var heights: [[SHA256Digest]] = Array(repeating: [], count: 8)
    /// There when the tile is full.
    private(set) var root: SHA256Digest?

    var hashes: [SHA256Digest] { heights[0] }
    var count: Int { heights[0].count }

    mutating func append(_ hash: SHA256Digest, hasher: inout TreeHasher) {
        var hash = hash
        for height in heights.indices {
            heights[height].append(hash)
            let count = heights[height].count
            guard count.isMultiple(of: 2) else { return }
            hash = hasher.node(heights[height][count - 2], heights[height][count - 1])
        }
        root = hash
    }

    func hash(height: Int, index: Int) -> SHA256Digest? {
        heights[height].indices.contains(index) ? heights[height][index] : nil
    }
}
