import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Merkle tree` {
    /// RFC 6962, section 2.1, as it is written down: slow and plain.
    static func root(_ entries: ArraySlice<[UInt8]>) -> SHA256Digest {
        guard entries.count > 1 else {
            return entries.first.map { SHA256Digest.of([0] + $0) } ?? SHA256Digest.of([])
        }
        var split = 1
        while split * 2 < entries.count { split *= 2 }
        let middle = entries.startIndex + split
        return SHA256Digest.of(
            [1] + root(entries[..<middle]).bytes + root(entries[middle...]).bytes)
    }

    @Test func `three ways to the root agree with the definition`() throws {
        var log = try TestLog()
        var hasher = TreeHasher()
        var frontier = TreeFrontier()
        for size in [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700] {
            log.grow(to: size)
            for index in Int(frontier.size)..<size {
                frontier.append(leaf: hasher.leaf(TestLog.entry(index)), hasher: &hasher)
            }
            let root = Self.root(log.entries[...])
            #expect(frontier.root(hasher: &hasher) == root)
            #expect(log.edge.root(hasher: &hasher) == root)
            #expect(try log.reader(size: UInt64(size)).tree.root() == root)
            #expect(
                TreeFrontier(size: frontier.size, subtrees: frontier.subtrees) == frontier)
        }
        #expect(TreeFrontier(size: 3, subtrees: []) == nil)
    }

    @Test func `every proof of a small log holds, and not for its neighbours`() throws {
        var log = try TestLog()
        log.grow(to: 40)
        var hasher = TreeHasher()
        for size in UInt64(1)...40 {
            let tree = log.reader(size: size).tree
            let root = try tree.root()
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: index)
                let leaf = hasher.leaf(TestLog.entry(Int(index)))
                try proof.verify(leaf: leaf, size: size, root: root)
                let other = hasher.leaf(TestLog.entry(Int(index) + 1))
                #expect(throws: ProofError.rootMismatch) {
                    try proof.verify(leaf: other, size: size, root: root)
                }
                let moved = InclusionProof(index: index ^ 1, hashes: proof.hashes)
                #expect(throws: ProofError.self) {
                    try moved.verify(leaf: leaf, size: size, root: root)
                }
            }
            #expect(throws: ProofError.indexBeyondTree) { try tree.inclusionProof(of: size) }
        }
    }

    @Test func `every growth of a small log is proven, and no change hides in one`() throws {
        var log = try TestLog()
        log.grow(to: 40)
        var forked = try TestLog()
        forked.grow(to: 40) { TestLog.entry($0 == 5 ? 99 : $0) }
        for new in UInt64(1)...40 {
            let tree = log.reader(size: new).tree
            let root = try tree.root()
            for old in 1...new {
                let proof = try tree.consistencyProof(from: old)
                try proof.verify(
                    from: old, try log.reader(size: old).tree.root(), to: new, root)
                guard old > 5 else { continue }
                let other = try forked.reader(size: old).tree.root()
                #expect(throws: ProofError.rootMismatch) {
                    try proof.verify(from: old, other, to: new, root)
                }
            }
            #expect(throws: ProofError.sizesOutOfOrder) { try tree.consistencyProof(from: 41) }
        }
    }

    @Test func `the right edge starts again from its partial tiles`() throws {
        var log = try TestLog()
        var hasher = TreeHasher()
        for size in [1, 255, 256, 257, 600] {
            log.grow(to: size)
            let reader = log.reader(size: UInt64(size))
            let again = try RightmostTiles(
                size: UInt64(size), hashes: reader.hashes, hasher: &hasher)
            #expect(again.root(hasher: &hasher) == log.edge.root(hasher: &hasher))
            let newest = TreeNode(level: 0, index: UInt64(size) - 1)
            // A tile that just became full is no longer at the edge.
            let isFull = size % 256 == 0
            #expect((again.hash(of: newest) == nil) == isFull)
            #expect(again.hash(of: TreeNode(level: 0, index: UInt64(size))) == nil)
        }
    }

    @Test func `a level above the tiles has the hashes of whole tiles`() throws {
        var log = try TestLog()
        log.grow(to: 70_000)
        #expect(log.tiles["tile/0/272"]?.count == 8192)
        #expect(log.tiles["tile/0/273.p/112"]?.count == 112 * 32)
        #expect(log.tiles["tile/1/000"]?.count == 8192)
        #expect(log.tiles["tile/1/001.p/17"]?.count == 17 * 32)
        #expect(log.tiles["tile/2/000.p/1"]?.count == 32)
        let root = try log.reader(size: 70_000).tree.root()
        #expect(root == Self.root(log.entries[...]))
        let proof = try log.reader(size: 70_000).tree.inclusionProof(of: 12_345)
        var hasher = TreeHasher()
        try proof.verify(leaf: hasher.leaf(TestLog.entry(12_345)), size: 70_000, root: root)
    }
}
