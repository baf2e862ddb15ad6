package import Primitives

/// bag/commitments.txt: one SHA-256 for each line of openings.txt and random decoys, sorted.
///
/// This is the only thing the seal signs. It says nothing about the bag, not even how many items
/// there are: the number of lines is a power of two, at least 16, and a decoy cannot be told from a
/// commitment. (`Protocol/sealed-bundle.md`, section 6)
package struct Commitments: Sendable, Equatable {
    /// Strictly ascending.
    package let digests: [SHA256Digest]

    package static let minimumCount = 16
    /// One line: 64 digits and a line feed.
    package static let lineSize = 65

    /// Adds decoys to the commitments of the lines and sorts.
    package init(committing lines: [SHA256Digest]) {
        var all = Set(lines)
        let count = Self.count(forLines: lines.count)
        while all.count < count, let decoy = SHA256Digest(bytes: Randomness.bytes(32)) {
            all.insert(decoy)
        }
        digests = all.sorted()
    }

    /// Nil unless the bytes are exactly what `serialized` writes.
    package init?(parsing bytes: [UInt8]) {
        guard bytes.count % Self.lineSize == 0 else { return nil }
        var digests: [SHA256Digest] = []
        digests.reserveCapacity(bytes.count / Self.lineSize)
        for start in stride(from: 0, to: bytes.count, by: Self.lineSize) {
            let end = start + Self.lineSize - 1
            guard bytes[end] == UInt8(ascii: "\n"),
                let raw = Hex.decode(ascii: Array(bytes[start..<end])),
                let digest = SHA256Digest(bytes: raw)
            else { return nil }
            if let last = digests.last, !(last < digest) { return nil }
            digests.append(digest)
        }
        guard digests.count == Self.count(forLines: digests.count) else { return nil }
        self.digests = digests
    }

    package func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digests.count * Self.lineSize)
        for digest in digests {
            bytes += digest.hex.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    package func contains(_ digest: SHA256Digest) -> Bool {
        var low = 0
        var high = digests.count
        while low < high {
            let middle = (low + high) / 2
            if digests[middle] < digest { low = middle + 1 } else { high = middle }
        }
        return low < digests.count && digests[low] == digest
    }

    /// The next power of two that holds `lines`, at least 16.
    package static func count(forLines lines: Int) -> Int {
        var count = minimumCount
        while count < lines { count *= 2 }
        return count
    }

    package static func commitment(to line: [UInt8]) -> SHA256Digest { .of(line) }
}
