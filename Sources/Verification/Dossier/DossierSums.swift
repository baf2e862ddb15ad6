package import BagIt
package import Primitives

/// SHA256SUMS: what `sha256sum -c` reads.
///
/// ```
/// 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  case/bag/case.json
/// ```
/// One line a file, sorted by the bytes of the path. No path needs an escape: `BagPath` allows neither line
/// ends nor backslashes.
package struct DossierSums: Sendable {
    package struct Entry: Sendable, Equatable {
        package let path: BagPath
        package let digest: SHA256Digest

        package init(path: BagPath, digest: SHA256Digest) {
            (self.path, self.digest) = (path, digest)
        }
    }

    private static let hexSize = 2 * SHA256Digest.size
    package let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries.sorted { $0.path < $1.path } }

    package var bytes: [UInt8] {
        entries.flatMap { Array($0.digest.hex.utf8) + Array("  ".utf8) + $0.path.bytes + [0x0A] }
    }

    /// Nil unless it is exactly what `bytes` writes.
    package init?(parsing text: [UInt8]) {
        guard text.last == 0x0A else { return nil }
        var entries: [Entry] = []
        for line in text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard entries.count < Tar.maximumEntries,
                let hex = Hex.decode(ascii: Array(line.prefix(Self.hexSize))),
                let digest = SHA256Digest(bytes: hex),
                line.dropFirst(Self.hexSize).starts(with: "  ".utf8),
                let path = try? BagPath(Array(line.dropFirst(Self.hexSize + 2))),
                entries.last.map({ $0.path < path }) ?? true
            else { return nil }
            entries.append(Entry(path: path, digest: digest))
        }
        self.entries = entries
    }
}
