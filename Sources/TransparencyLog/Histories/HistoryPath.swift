package import Primitives

/// The hashes that lead to the roots of a tree and of its own beginning, both.
///
/// Like a proof of growth, but with the first hash always there: a proof of growth from 2^n entries
/// takes it from the verifier, and so cannot show that the verifier's root is another one.
package struct HistoryPath: Equatable, Sendable {
    package let hashes: [SHA256Digest]

    package init(hashes: [SHA256Digest]) {
        self.hashes = hashes
    }

    /// The root of the first `size` entries, and of all `total`.
    ///
    /// - Throws: `ProofError.sizesOutOfOrder` unless 0 < size < total; `wrongLength`.
    package func roots(
        of size: UInt64, in total: UInt64
    ) throws(ProofError) -> (beginning: SHA256Digest, whole: SHA256Digest) {
        guard size > 0, size < total, total <= LogLimits.treeSize else { throw .sizesOutOfOrder }
        guard let first = hashes.first else { throw .wrongLength }
        var (node, last) = (size - 1, total - 1)
        func shift() { (node, last) = (node >> 1, last >> 1) }
        while node & 1 == 1 { shift() }
        var (beginning, whole) = (first, first)
        var hasher = TreeHasher()
        for hash in hashes.dropFirst() {
            guard last > 0 else { throw .wrongLength }
            if node & 1 == 1 || node == last {
                beginning = hasher.node(hash, beginning)
                whole = hasher.node(hash, whole)
                while node & 1 == 0, node > 0 { shift() }
            } else {
                whole = hasher.node(whole, hash)
            }
            shift()
        }
        guard last == 0 else { throw .wrongLength }
        return (beginning, whole)
    }
}

extension NodeTree {
    /// - Throws: `ProofError.sizesOutOfOrder`, and what reading a node throws.
    package func historyPath(from size: UInt64) throws -> HistoryPath {
        guard size > 0, size < self.size else { throw ProofError.sizesOutOfOrder }
        let beginning = size.nonzeroBitCount == 1 ? [try hash(of: 0..<size)] : []
        return HistoryPath(hashes: beginning + (try consistencyProof(from: size).hashes))
    }
}
