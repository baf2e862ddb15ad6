package import Primitives

/// A complete subtree: that of the 2^level leaves from `index` times 2^level on.
package struct TreeNode: Hashable, Sendable {
    package let level: Int
    package let index: UInt64

    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The first leaf after it.
    package var end: UInt64 { (index + 1) << UInt64(level) }

    /// The complete subtrees, the largest first, that together are the subtree over these leaves
    /// in the sense of RFC 6962: the start is a multiple of each of their sizes.
    package static func covering(_ leaves: Range<UInt64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let level = 63 - (leaves.upperBound - start).leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return nodes
    }
}

/// A tree whose complete subtrees somebody can read, from tiles or from memory.
///
/// Makes proofs; whoever receives one verifies it, so that wrong nodes deceive nobody.
package struct NodeTree {
    package let size: UInt64
    private let read: (TreeNode) throws -> SHA256Digest

    /// - Parameter read: the hash of a complete subtree that ends at or before `size`.
    package init(size: UInt64, read: @escaping (TreeNode) throws -> SHA256Digest) {
        self.size = size
        self.read = read
    }

    package func root() throws -> SHA256Digest {
        try hash(of: 0..<size)
    }

    /// The hash of the subtree over these leaves.
    func hash(of leaves: Range<UInt64>) throws -> SHA256Digest {
        var hasher = TreeHasher()
        return hasher.fold(try TreeNode.covering(leaves).map(read))
    }
}
