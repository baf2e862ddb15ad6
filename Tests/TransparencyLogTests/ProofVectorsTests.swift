import Primitives
import Testing

@testable import TransparencyLog

/// The proofs of transparency-dev/merkle: those that hold, and those with one defect.
@Suite struct `Proof Vectors` {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private struct SubtreeInclusion: Decodable {
        let leafIdx: UInt64
        let start: UInt64
        let end: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private struct SubtreeConsistency: Decodable {
        let start: UInt64
        let end: UInt64
        let size: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let wantErr: Bool
    }

    @Test func `inclusion proofs`() throws {
        try judge("inclusion", Inclusion.self, \.wantErr, atLeast: 98) { vector in
            guard let hashes = Self.hashes(vector.proof), let leaf = digest(vector.leafHash),
                let root = digest(vector.root)
            else { return false }
            let proof = InclusionProof(index: vector.leafIdx, hashes: hashes)
            return (try? proof.verify(leaf: leaf, size: vector.treeSize, root: root)) != nil
        }
    }

    @Test func `consistency proofs`() throws {
        try judge("consistency", Consistency.self, \.wantErr, atLeast: 98) { vector in
            guard let hashes = Self.hashes(vector.proof), let old = digest(vector.root1),
                let new = digest(vector.root2)
            else { return false }
            // Nothing follows from an empty log; these vectors refuse to ask.
            guard vector.size1 > 0 || vector.size2 == 0 else { return false }
            return
                (try? ConsistencyProof(hashes: hashes).verify(
                    from: vector.size1, old, to: vector.size2, new)) != nil
        }
    }

    /// The subtree is a tree of its own.
    @Test func `inclusion proofs in a subtree`() throws {
        try judge("subtreeinclusion", SubtreeInclusion.self, \.wantErr, atLeast: 204) { vector in
            guard let hashes = Self.hashes(vector.proof), let leaf = digest(vector.leafHash),
                let root = digest(vector.root), vector.start < vector.end,
                vector.leafIdx >= vector.start,
                ConsistencyProof.isSubtree(vector.start..<vector.end)
            else { return false }
            let proof = InclusionProof(index: vector.leafIdx - vector.start, hashes: hashes)
            return
                (try? proof.verify(
                    leaf: leaf, size: vector.end - vector.start, root: root)) != nil
        }
    }

    @Test func `consistency proofs of a subtree`() throws {
        try judge("subtreeconsistency", SubtreeConsistency.self, \.wantErr, atLeast: 118) {
            vector in
            guard let hashes = Self.hashes(vector.proof), let part = digest(vector.root1),
                let root = digest(vector.root2), vector.start <= vector.end
            else { return false }
            return
                (try? ConsistencyProof(hashes: hashes).verify(
                    subtree: vector.start..<vector.end, part, size: vector.size, root)) != nil
        }
    }

    private func judge<Vector: Decodable>(
        _ set: String, _ type: Vector.Type, _ isWrong: (Vector) -> Bool, atLeast minimum: Int,
        _ holds: (Vector) -> Bool
    ) throws {
        let files = try VectorFolder.files(below: "rfc6962-proofs/" + set)
        var (good, bad) = (0, 0)
        for file in files {
            let vector = try VectorFolder.json(file, as: type)
            #expect(holds(vector) == !isWrong(vector), "\(file)")
            if isWrong(vector) { bad += 1 } else { good += 1 }
        }
        #expect(good > 0 && bad > 0)
        VectorFolder.report("rfc6962-proofs/" + set, cases: files.count, atLeast: minimum)
    }

    private static func hashes(_ texts: [String]?) -> [SHA256Digest]? {
        let hashes = (texts ?? []).compactMap { digest($0) }
        return hashes.count == texts?.count ?? 0 ? hashes : nil
    }
}
