/// Writes a canonical tar into a closure, in one pass and constant memory.
///
/// The caller's duty: for each entry `begin`, then `write` exactly the announced number of bytes,
/// then `end`; at last `finish`. Paths that collide are the caller's business here, since
/// `PayloadSource` has looked at all of them before; the reader checks again.
package struct TarWriter: ~Copyable {
    package typealias Sink = (Span<UInt8>) throws -> Void

    private let sink: Sink
    private var entries = 0
    private var remaining: UInt64 = 0
    private var fill = 0
    /// Bytes given to the sink so far.
    package private(set) var position: UInt64 = 0

    private static let zeros = [UInt8](repeating: 0, count: 65_536)

    package init(sink: @escaping Sink) {
        self.sink = sink
    }

    package mutating func begin(_ entry: TarEntry) throws {
        guard remaining == 0, fill == 0 else { throw TarError.wrongEntrySize }
        guard entries < Tar.maximumEntries else {
            throw TarError.tooManyEntries(limit: Tar.maximumEntries)
        }
        entries += 1
        try emit(TarHeader.encode(entry, ordinal: entries).span)
        remaining = entry.size
        fill = Tar.fill(after: entry.size)
    }

    package mutating func write(_ bytes: Span<UInt8>) throws {
        guard UInt64(bytes.count) <= remaining else { throw TarError.wrongEntrySize }
        remaining -= UInt64(bytes.count)
        try emit(bytes)
    }

    /// The next `count` bytes of content went where the sink's go, but not through it.
    package mutating func passed(_ count: Int) throws {
        guard count >= 0, UInt64(count) <= remaining else { throw TarError.wrongEntrySize }
        remaining -= UInt64(count)
        position = try TarSizes.sum(position, UInt64(count))
    }

    /// Takes a part of an archive that another writer has laid out, with the first bytes of so many
    /// entries in it. The last part must end where an entry ends.
    package mutating func append(_ part: Span<UInt8>, entries count: Int) throws {
        guard remaining == 0, fill == 0 else { throw TarError.wrongEntrySize }
        guard count <= Tar.maximumEntries - entries else {
            throw TarError.tooManyEntries(limit: Tar.maximumEntries)
        }
        entries += count
        try emit(part)
    }

    package mutating func end() throws {
        guard remaining == 0 else { throw TarError.wrongEntrySize }
        try emitZeros(UInt64(fill))
        fill = 0
    }

    /// A whole entry whose content is at hand.
    package mutating func write(path: BagPath, content: [UInt8]) throws {
        try begin(TarEntry(path: path, size: UInt64(content.count)))
        try write(content.span)
        try end()
    }

    /// Writes the end of the archive and its padding.
    /// - Returns: the length of the whole archive.
    package mutating func finish(padding: TarPadding) throws -> UInt64 {
        guard remaining == 0, fill == 0 else { throw TarError.wrongEntrySize }
        try emitZeros(UInt64(Tar.endSize))
        guard let total = padding.length(ofArchive: position) else { throw TarError.sizeOverflow }
        try emitZeros(total - position)
        return position
    }

    private mutating func emitZeros(_ count: UInt64) throws {
        var left = count
        while left > 0 {
            let step = Int(min(left, UInt64(Self.zeros.count)))
            try emit(Self.zeros.span.extracting(first: step))
            left -= UInt64(step)
        }
    }

    private mutating func emit(_ bytes: Span<UInt8>) throws {
        guard !bytes.isEmpty else { return }
        position = try TarSizes.sum(position, UInt64(bytes.count))
        try sink(bytes)
    }
}
