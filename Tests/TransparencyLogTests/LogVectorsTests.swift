import Foundation
import Primitives
import Testing

@testable import TransparencyLog

/// Whole logs that other programs wrote: Tessera's test log, and one of aics-tlog.
@Suite struct `Log Vectors` {
    private static let leaves =
        "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
        .split(separator: " ").map { Array($0.utf8) }

    @Test func `Tessera's checkpoints are those of its leaves, at every size`() throws {
        let log = try VerifierKey(
            parsing: String(
                try VectorFolder.text("tlog-tessera-testlog/vkey.txt").prefix { $0 != "\n" }))
        var hasher = TreeHasher()
        var frontier = TreeFrontier()
        var cases = 0
        for size in 0...15 {
            let bytes = try VectorFolder.bytes("tlog-tessera-testlog/checkpoint.\(size)")
            let checkpoint = try UnverifiedCheckpoint(parsing: bytes).verify(log: log)
            #expect(checkpoint.size == UInt64(size))
            #expect(checkpoint.root == frontier.root(hasher: &hasher))
            cases += 1
            guard size < 15 else { break }
            frontier.append(leaf: hasher.leaf(Self.leaves[size]), hasher: &hasher)
        }
        let newest = try UnverifiedCheckpoint(
            parsing: VectorFolder.bytes("tlog-tessera-testlog/checkpoint"))
        #expect(try newest.verify(log: log).root == frontier.root(hasher: &hasher))
        VectorFolder.report("tlog-tessera-testlog/checkpoints", cases: cases, atLeast: 16)
    }

    @Test func `Tessera's partial tiles are those that we would write`() throws {
        var hasher = TreeHasher()
        let hashes = Self.leaves.map { hasher.leaf($0) }
        var cases = 0
        for size in 1...15 {
            let tiles = Tile.growth(from: 0, to: UInt64(size))
            #expect(tiles.map(\.path) == ["tile/0/000.p/\(size)", "tile/entries/000.p/\(size)"])
            for tile in tiles {
                let bytes = try VectorFolder.bytes("tlog-tessera-testlog/" + tile.path)
                if tile.kind == .entries {
                    #expect(bytes == EntryBundle.encode(Array(Self.leaves.prefix(size))))
                    #expect(
                        try EntryBundle.decode(bytes, width: size)
                            == Array(Self.leaves.prefix(size)))
                } else {
                    #expect(bytes == HashTile.encode(Array(hashes.prefix(size))))
                }
                cases += 1
            }
        }
        VectorFolder.report("tlog-tessera-testlog/tiles", cases: cases, atLeast: 30)
    }

    private static let sample = "interop-samples/tlog/"

    private struct Sample {
        let policy: TrustPolicy
        let log: VerifierKey

        init() throws {
            policy = try TrustPolicy(parsing: try VectorFolder.bytes(sample + "policy.txt"))
            log = try #require(policy.logs.first).key
        }

        func checkpoint(_ size: Int) throws -> VerifiedCheckpoint {
            let bytes = try VectorFolder.bytes(sample + "checkpoint.\(size)")
            return try policy.verify(try UnverifiedCheckpoint(parsing: bytes))
        }

        func reader(size: UInt64 = 300) -> TileReader {
            TileReader(size: size) { tile in
                let stored = Tile.hashes(level: tile.level, index: tile.index, size: 300)
                let path = try #require(stored).path
                let bytes = try VectorFolder.bytes(sample + "tiles/" + path)
                return Array(bytes.prefix(tile.width * SHA256Digest.size))
            }
        }
    }

    @Test func `the checkpoints of aics-tlog satisfy their policy and have the tiles' roots`()
        throws
    {
        let sample = try Sample()
        let sizes = [1, 2, 3, 255, 256, 257, 300]
        for size in sizes {
            let checkpoint = try sample.checkpoint(size)
            #expect(checkpoint.cosignatures.count == 3)
            #expect(checkpoint.size == UInt64(size))
            #expect(try sample.reader(size: UInt64(size)).tree.root() == checkpoint.root)
        }
        VectorFolder.report("interop-samples/tlog/checkpoints", cases: sizes.count, atLeast: 7)
    }

    @Test
    func
        `the entry bundles of aics-tlog are those that we would write, and have its tiles' hashes`()
        throws
    {
        let sample = try Sample()
        var hasher = TreeHasher()
        var cases = 0
        for tile in Tile.growth(from: 0, to: 300) where tile.kind == .entries {
            let bytes = try VectorFolder.bytes(Self.sample + "tiles/" + tile.path)
            let first = Int(tile.index) * 256
            let entries = (first..<first + tile.width).map { Array("entry \($0)\n".utf8) }
            #expect(try EntryBundle.decode(bytes, width: tile.width) == entries)
            #expect(EntryBundle.encode(entries) == bytes)
            let hashes = HashTile.encode(entries.map { hasher.leaf($0) })
            let path = try #require(Tile.hashes(level: 0, index: tile.index, size: 300)).path
            #expect(try VectorFolder.bytes(Self.sample + "tiles/" + path) == hashes)
            cases += 1
        }
        // The newest, as a reader of tiles finds it.
        let newest = try UnverifiedCheckpoint(
            parsing: VectorFolder.bytes(Self.sample + "tiles/checkpoint"))
        #expect(try sample.policy.verify(newest).size == 300)
        VectorFolder.report("interop-samples/tlog/entries", cases: cases, atLeast: 2)
    }

    @Test func `the log proofs of aics-tlog hold, are ours, and hold for no other entry`() throws {
        let sample = try Sample()
        let tree = sample.reader().tree
        let indexes = [0, 42, 255, 256, 299]
        for index in indexes {
            let bytes = try VectorFolder.bytes(Self.sample + "proofs/\(index).tlog-proof")
            let proof = try UnverifiedLogProof(parsing: bytes)
            let entry = Array("entry \(index)\n".utf8)
            let verified = try proof.verify(entry: entry, by: sample.policy)
            #expect(verified.index == UInt64(index))
            #expect(proof.bytes == bytes)
            #expect(try tree.inclusionProof(of: UInt64(index)) == proof.inclusion)
            #expect(throws: LogProofError.inclusion(.rootMismatch)) {
                try proof.verify(entry: entry + [0], by: sample.policy)
            }
            if index != 42 {
                #expect(try VectorFolder.bytes(Self.sample + "proofs/\(index).leaf") == entry)
            }
        }
        VectorFolder.report("interop-samples/tlog/proofs", cases: indexes.count, atLeast: 5)
    }

    private struct Consistency: Decodable {
        let old: UInt64
        let new: UInt64
        let oldRoot: String
        let newRoot: String
        let proof: [String]

        private enum CodingKeys: String, CodingKey {
            case old, new, proof
            case oldRoot = "old_root"
            case newRoot = "new_root"
        }
    }

    @Test func `the consistency proofs of aics-tlog hold and are ours`() throws {
        let sample = try Sample()
        let vectors = try VectorFolder.json(
            Self.sample + "consistency.json", as: [Consistency].self)
        for vector in vectors {
            let proof = ConsistencyProof(hashes: vector.proof.compactMap { digest($0) })
            let (old, new) = (
                try #require(digest(vector.oldRoot)), try #require(digest(vector.newRoot))
            )
            try proof.verify(from: vector.old, old, to: vector.new, new)
            #expect(
                try sample.reader(size: vector.new).tree.consistencyProof(from: vector.old)
                    == proof)
            guard !proof.hashes.isEmpty else { continue }
            let cut = ConsistencyProof(hashes: proof.hashes.dropLast())
            #expect(throws: ProofError.self) {
                try cut.verify(from: vector.old, old, to: vector.new, new)
            }
        }
        VectorFolder.report("interop-samples/tlog/consistency", cases: vectors.count, atLeast: 9)
    }
}
