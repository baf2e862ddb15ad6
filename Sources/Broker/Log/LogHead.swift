package import Primitives
import TransparencyLog

/// Size and root of the log: what is signed.
package struct LogHead: Hashable, Sendable {
    package let size: UInt64
    package let root: SHA256Digest

    static let empty = LogHead(size: 0, root: TreeHasher.emptyRoot)

    init(size: UInt64, root: SHA256Digest) {
        self.size = size
        self.root = root
    }

    init(_ checkpoint: VerifiedCheckpoint) {
        self.init(size: checkpoint.size, root: checkpoint.root)
    }

    init(_ frontier: TreeFrontier) {
        var hasher = TreeHasher()
        self.init(size: frontier.size, root: frontier.root(hasher: &hasher))
    }
}
