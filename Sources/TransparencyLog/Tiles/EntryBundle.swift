import Primitives

/// The content of a tile of entries: each with its length before it, big-endian in 16 bits.
package enum EntryBundle {
    /// - Precondition: no entry is larger than `LogLimits.entrySizeInBytes`.
    package static func encode(_ entries: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            precondition(entry.count <= LogLimits.entrySizeInBytes, "the entry is too large")
            bytes.append(UInt8(truncatingIfNeeded: entry.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: entry.count))
            bytes += entry
        }
        return bytes
    }

    /// - Throws: `malformedEntries` unless there are exactly `width` entries and nothing else.
    package static func decode(_ bytes: [UInt8], width: Int) throws(TileError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            guard entries.count < width, bytes.count - position >= 2 else {
                throw .malformedEntries
            }
            let size = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            position += 2
            guard bytes.count - position >= size else { throw .malformedEntries }
            entries.append(Array(bytes[position..<position + size]))
            position += size
        }
        guard entries.count == width else { throw .malformedEntries }
        return entries
    }
}
