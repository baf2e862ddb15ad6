package import Primitives

/// That a tree grew out of a smaller one, and nothing in it was changed or left out. (RFC 6962,
/// section 2.1.2)
package struct ConsistencyProof: Equatable, Sendable {
    package let hashes: [SHA256Digest]

    package init(hashes: [SHA256Digest]) {
        self.hashes = hashes
    }

    /// From the tree without entries nothing follows: then the proof must be empty, and any root of
    /// the larger tree passes.
    ///
    /// - Throws: what holds the proof to be false.
    package func verify(
        from oldSize: UInt64, _ oldRoot: SHA256Digest, to newSize: UInt64, _ newRoot: SHA256Digest
    ) throws(ProofError) {
        guard oldSize <= newSize else { throw .sizesOutOfOrder }
        if oldSize == newSize {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == newRoot else { throw .rootMismatch }
        }
        try verify(subtree: 0..<oldSize, oldRoot, size: newSize, newRoot)
    }

    /// The general form: that the subtree over some leaves is part of a tree. (Merkle Tree
    /// Certificates, "Verifying a Subtree Consistency Proof")
    func verify(
        subtree: Range<UInt64>, _ subtreeRoot: SHA256Digest, size: UInt64, _ root: SHA256Digest
    ) throws(ProofError) {
        guard subtree.upperBound <= size, size <= LogLimits.treeSize else {
            throw .sizesOutOfOrder
        }
        guard !subtree.isEmpty else {
            guard hashes.isEmpty else { throw .wrongLength }
            guard subtreeRoot == TreeHasher.emptyRoot else { throw .rootMismatch }
            return
        }
        guard Self.isSubtree(subtree) else { throw .sizesOutOfOrder }
        var (first, last, end) = (subtree.lowerBound, subtree.upperBound - 1, size - 1)
        func shift() { (first, last, end) = (first >> 1, last >> 1, end >> 1) }
        if last == end {
            while first != last { shift() }
        } else {
            while first != last, last & 1 == 1 { shift() }
        }
        var rest = hashes[...]
        let isComplete = first == last
        guard let start = isComplete ? subtreeRoot : rest.popFirst() else { throw .wrongLength }
        var (old, new) = (start, start)
        var hasher = TreeHasher()
        for hash in rest {
            guard end > 0 else { throw .wrongLength }
            if last & 1 == 1 || last == end {
                if first < last { old = hasher.node(hash, old) }
                new = hasher.node(hash, new)
                while last & 1 == 0, last > 0 { shift() }
            } else {
                new = hasher.node(new, hash)
            }
            shift()
        }
        guard end == 0 else { throw .wrongLength }
        guard old == subtreeRoot, new == root else { throw .rootMismatch }
    }

    /// Whether the leaves are those of one node in some tree: the start is a multiple of the next
    /// power of two that is not below their number.
    static func isSubtree(_ leaves: Range<UInt64>) -> Bool {
        let count = leaves.upperBound - leaves.lowerBound
        guard count > 0, count <= LogLimits.treeSize else { return false }
        let power = count == 1 ? 1 : count.largestPowerOfTwoBelow << 1
        return leaves.lowerBound % power == 0
    }
}

extension NodeTree {
    /// - Throws: `ProofError.sizesOutOfOrder`, and what reading a node throws.
    package func consistencyProof(from oldSize: UInt64) throws -> ConsistencyProof {
        guard oldSize <= size else { throw ProofError.sizesOutOfOrder }
        guard oldSize > 0, oldSize < size else { return ConsistencyProof(hashes: []) }
        var parts: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        while end != oldSize {
            let middle = start + (end - start).largestPowerOfTwoBelow
            if oldSize <= middle {
                parts.append(middle..<end)
                end = middle
            } else {
                parts.append(start..<middle)
                start = middle
            }
        }
        // The old root itself is what the verifier has already.
        if start > 0 { parts.append(start..<end) }
        return ConsistencyProof(hashes: try parts.reversed().map(hash))
    }
}
