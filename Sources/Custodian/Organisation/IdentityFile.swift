import Age
import Primitives

/// The text of a file with identities: a line for each, the one that the record names first.
enum IdentityFile {
    /// The lines of one file, and behind them those of another that it lacks: nothing that opened
    /// something is lost.
    static func merging(
        _ first: borrowing SecretBytes, _ second: borrowing SecretBytes
    ) throws -> SecretBytes {
        let kept = first.withBytes { bytes in
            second.withBytes { others in
                lines(of: others).filter { line in
                    !lines(of: bytes).contains { isEqual(bytes, $0, others, line) }
                }
            }
        }
        return try joined(first, second, kept)
    }

    /// The same lines with the identity of this recipient before the others; nil where it is not there.
    static func leading(
        with recipient: String, in file: borrowing SecretBytes
    ) throws -> SecretBytes? {
        let all = file.withBytes { lines(of: $0) }
        let first = try all.first { line in
            let text = try SecretBytes(copying: file.span.extracting(line))
            return try Identity(text).recipient.text.utf8.elementsEqual(recipient.utf8)
        }
        guard let first else { return nil }
        let leader = try SecretBytes(copying: file.span.extracting(first))
        return try joined(leader, file, all.filter { $0 != first })
    }

    private static func joined(
        _ first: borrowing SecretBytes, _ second: borrowing SecretBytes, _ kept: [Range<Int>]
    ) throws -> SecretBytes {
        let size = kept.reduce(first.count) { $0 + 1 + $1.count }
        let file = try SecretBytes(count: size) { room in
            var place = 0
            first.withBytes { bytes in
                for index in bytes.indices { room[index] = bytes[index] }
                place = bytes.count
            }
            second.withBytes { bytes in
                for line in kept {
                    room[place] = UInt8(ascii: "\n")
                    place += 1
                    for index in line {
                        room[place] = bytes[index]
                        place += 1
                    }
                }
            }
        }
        // It has to be readable as a whole before anything depends on it.
        _ = try IdentitySet(identityFile: file)
        return file
    }

    /// Those with an identity: neither empty nor a comment.
    private static func lines(of bytes: Span<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            if end > start, bytes[start] != UInt8(ascii: "#") { found.append(start..<end) }
            start = end + 1
        }
        return found
    }

    private static func isEqual(
        _ bytes: Span<UInt8>, _ one: Range<Int>, _ others: Span<UInt8>, _ other: Range<Int>
    ) -> Bool {
        ConstantTime.equal(bytes.extracting(one), others.extracting(other))
    }
}
