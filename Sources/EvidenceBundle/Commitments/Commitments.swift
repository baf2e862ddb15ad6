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
        let count = Self.count(forLines: lines.count)
        var all = Self.distinct(lines)
        while all.count < count {
            let random = Randomness.bytes((count - all.count) * SHA256Digest.size)
            let decoys = stride(from: 0, to: random.count, by: SHA256Digest.size).compactMap {
                SHA256Digest(bytes: Array(random[$0..<$0 + SHA256Digest.size]))
            }
            all = Self.distinct(all + decoys)
        }
        digests = all
    }

    /// Sorted, and each once.
    private static func distinct(_ digests: [SHA256Digest]) -> [SHA256Digest] {
        let sorted = digests.sorted()
        return zip(sorted, sorted.dropFirst()).allSatisfy { $0 != $1 }
            ? sorted : Set(digests).sorted()
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
            Hex.append(digest.bytes, to: &bytes)
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
