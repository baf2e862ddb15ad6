import Primitives
import TransparencyLog

/// A log that a test writes and has cosigned, with a key that is thrown away.
final class WatchedLog: Sendable {
    let key: VerifierKey
    private let secret: SigningKey
    private let leaves: [SHA256Digest]
    /// Which of many possible entries stands at each place.
    private let variants: [Int]

    init(
        _ origin: String = "broker.example/log", size: Int = 600, variants: [Int]? = nil,
        secret: consuming SigningKey? = nil
    ) throws {
        let name = try KeyName(origin)
        self.secret = try secret ?? SigningKey()
        key = VerifierKey(name, .ed25519, self.secret.publicKey)
        var hasher = TreeHasher()
        let chosen = variants ?? Array(repeating: 0, count: size)
        leaves = chosen.indices.map { hasher.leaf(Array("entry \($0) \(chosen[$0])".utf8)) }
        self.variants = chosen
    }

    /// Another history, signed by the same key.
    func forked(at index: Int) throws -> WatchedLog {
        let copy = try SigningKey(openSSHPrivateKey: secret.openSSHPrivateKey(comment: "copy"))
        let changed = variants.indices.map { $0 < index ? variants[$0] : variants[$0] + 1 }
        return try WatchedLog(key.name.text, variants: changed, secret: copy)
    }

    func tree(_ size: UInt64) -> NodeTree {
        NodeTree(size: size) { node in
            var frontier = TreeFrontier()
            var hasher = TreeHasher()
            let first = node.index << UInt64(node.level)
            for index in first..<node.end {
                frontier.append(leaf: self.leaves[Int(index)], hasher: &hasher)
            }
            return frontier.root(hasher: &hasher)
        }
    }

    func checkpoint(_ size: UInt64) throws -> Checkpoint {
        Checkpoint(origin: key.name, size: size, root: try tree(size).root())
    }

    func note(_ size: UInt64) throws -> [UInt8] {
        try checkpoint(size).signed(by: key, with: secret)
    }

    /// The body that asks for a cosignature.
    func request(from old: UInt64, to size: UInt64) throws -> [UInt8] {
        AddCheckpointRequest(
            from: old, try tree(size).consistencyProof(from: old),
            to: try UnverifiedCheckpoint(parsing: note(size))
        ).bytes
    }
}
