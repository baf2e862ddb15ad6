package import Primitives

/// That an entry is in a tree: the hashes beside the path from its leaf to the root, the leaf's
/// sibling first. (RFC 6962, section 2.1.1; the check is that of RFC 9162, section 2.1.3.2)
package struct InclusionProof: Equatable, Sendable {
    /// The place of the entry, from 0.
    package let index: UInt64
    package let hashes: [SHA256Digest]

    package init(index: UInt64, hashes: [SHA256Digest]) {
        self.index = index
        self.hashes = hashes
    }

    /// - Throws: what holds the proof to be false.
    package func verify(
        leaf: SHA256Digest, size: UInt64, root: SHA256Digest
    ) throws(ProofError) {
        var hasher = TreeHasher()
        try verify(leaf: leaf, size: size, root: root, hasher: &hasher)
    }

    /// The same with the hasher of the leaf.
    func verify(
        leaf: SHA256Digest, size: UInt64, root: SHA256Digest, hasher: inout TreeHasher
    ) throws(ProofError) {
        guard try self.root(leaf: leaf, size: size, hasher: &hasher) == root else {
            throw .rootMismatch
        }
    }

    /// The root of the only tree of this size that the proof fits.
    package func root(leaf: SHA256Digest, size: UInt64) throws(ProofError) -> SHA256Digest {
        var hasher = TreeHasher()
        return try root(leaf: leaf, size: size, hasher: &hasher)
    }

    private func root(
        leaf: SHA256Digest, size: UInt64, hasher: inout TreeHasher
    ) throws(ProofError) -> SHA256Digest {
        guard index < size else { throw .indexBeyondTree }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else { throw .wrongLength }
            if node & 1 == 1 || node == last {
                hash = hasher.node(sibling, hash)
                // Levels at which the last node has no sibling are passed over.
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = hasher.node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        guard last == 0 else { throw .wrongLength }
        return hash
    }
}

extension NodeTree {
    /// - Throws: `ProofError.indexBeyondTree`, and what reading a node throws.
    package func inclusionProof(of index: UInt64) throws -> InclusionProof {
        guard index < size else { throw ProofError.indexBeyondTree }
        var siblings: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let middle = start + (end - start).largestPowerOfTwoBelow
            if index < middle {
                siblings.append(middle..<end)
                end = middle
            } else {
                siblings.append(start..<middle)
                start = middle
            }
        }
        return InclusionProof(index: index, hashes: try siblings.reversed().map(hash))
    }
}
