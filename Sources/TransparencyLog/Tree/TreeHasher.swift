package import Primitives

/// The hashes of a Merkle tree: of a leaf, and of a node over two hashes. (RFC 6962, section 2.1)
///
/// ```
/// leaf = SHA-256(0x00 || entry)
/// node = SHA-256(0x01 || left || right)
/// ```
/// One hasher serves many hashes in a row, which is several times cheaper than one for each.
package struct TreeHasher: ~Copyable {
    private static let leafPrefix: [UInt8] = [0]
    private static let nodePrefix: UInt8 = 1

    /// The root of the tree without entries: SHA-256 of nothing.
    package static let emptyRoot = SHA256Digest.of([])

    private var hasher = SHA256Hasher()
    /// What is hashed for a node, in one piece.
    private var pair = [UInt8](repeating: Self.nodePrefix, count: 1 + 2 * SHA256Digest.size)

    package init() {}

    package mutating func leaf(_ entry: [UInt8]) -> SHA256Digest {
        hasher.update(Self.leafPrefix)
        hasher.update(entry)
        return hasher.finishAndRestart()
    }

    package mutating func node(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
        left.copy(to: &pair, at: 1)
        right.copy(to: &pair, at: 1 + SHA256Digest.size)
        hasher.update(pair)
        return hasher.finishAndRestart()
    }

    /// The hash over complete subtrees that stand side by side, the largest first.
    mutating func fold(_ subtrees: [SHA256Digest]) -> SHA256Digest {
        guard var hash = subtrees.last else { return Self.emptyRoot }
        for left in subtrees.dropLast().reversed() { hash = node(left, hash) }
        return hash
    }
}
