package import Primitives

/// The right edge of a tree: the roots of its complete subtrees, the largest first.
///
/// That is all that appending and the root need: one hash for each bit that is set in the size.
package struct TreeFrontier: Equatable, Sendable {
    package private(set) var size: UInt64
    package private(set) var subtrees: [SHA256Digest]

    /// The tree without entries.
    package init() {
        size = 0
        subtrees = []
    }

    /// Nil unless there are as many subtrees as a tree of this size has.
    package init?(size: UInt64, subtrees: [SHA256Digest]) {
        guard size <= LogLimits.treeSize, subtrees.count == size.nonzeroBitCount else {
            return nil
        }
        self.size = size
        self.subtrees = subtrees
    }

    /// - Precondition: the tree is smaller than `LogLimits.treeSize`.
    package mutating func append(leaf: SHA256Digest, hasher: inout TreeHasher) {
        precondition(size < LogLimits.treeSize, "the tree is full")
        var hash = leaf
        for _ in 0..<size.trailingOnes {
            hash = hasher.node(subtrees.removeLast(), hash)
        }
        subtrees.append(hash)
        size += 1
    }

    package func root(hasher: inout TreeHasher) -> SHA256Digest {
        hasher.fold(subtrees)
    }
}

extension UInt64 {
    /// How many of the lowest bits are set in a row: the subtrees that the next leaf completes.
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }

    /// The largest power of two below the number.
    ///
    /// - Precondition: the number is at least 2.
    var largestPowerOfTwoBelow: UInt64 {
        precondition(self >= 2, "there is no power of two below \(self)")
        return 1 << (63 - UInt64((self - 1).leadingZeroBitCount))
    }
}
