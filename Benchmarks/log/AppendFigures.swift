import CSodium
import Primitives
import TransparencyLog

/// Appending in memory: the hash of the entry, the nodes that it completes, the tiles that become
/// full. At each size the same window of appends is measured, again and again from the same tree.
struct AppendFigures {
    private static let sizes: [UInt64] = [1_000, 10_000, 100_000, 1_000_000]
    private static let window = 1_024
    private static let rounds = 101

    func run() -> [Figure] {
        var hasher = TreeHasher()
        var tree = RightmostTiles()
        let entries = (0..<UInt64(Self.window)).map { Samples.entry($0).bytes }
        var figures: [Figure] = []
        for size in Self.sizes {
            while tree.size < size { tree.append(leaf: leaf(tree.size), hasher: &hasher) }
            let seconds = Samples.median(
                (0..<Self.rounds).map { _ in appended(entries, to: tree, &hasher) })
            figures.append(Figure("append-\(size)", seconds / Double(Self.window)))
        }
        let peer = Samples.median((0..<Self.rounds).map { _ in hashedByLibsodium(entries) })
        return figures + [Figure("libsodium", peer / Double(Self.window))]
    }

    /// Any leaf serves to fill the tree.
    private func leaf(_ number: UInt64) -> SHA256Digest {
        .of((0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) })
    }

    private func appended(
        _ entries: [[UInt8]], to tree: RightmostTiles, _ hasher: inout TreeHasher
    ) -> Double {
        var tree = tree
        var tiles = 0
        let seconds = Samples.seconds {
            for entry in entries {
                tiles += tree.append(leaf: hasher.leaf(entry), hasher: &hasher).count
            }
        }
        precondition(tiles >= entries.count / Tile.fullWidth, "tiles become full")
        return seconds
    }

    /// The peer: the least that a log can do, with libsodium's SHA-256. A leaf for each entry, and
    /// as many nodes.
    private func hashedByLibsodium(_ entries: [[UInt8]]) -> Double {
        var digest = [UInt8](repeating: 0, count: 32)
        var node = [UInt8](repeating: 1, count: 65)
        let leaves = entries.map { [0] + $0 }
        return Samples.seconds {
            for leaf in leaves {
                _ = unsafe crypto_hash_sha256(&digest, leaf, UInt64(leaf.count))
                node[1] = digest[0]
                _ = unsafe crypto_hash_sha256(&digest, node, UInt64(node.count))
            }
        }
    }
}
