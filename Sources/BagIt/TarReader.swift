/// Reads a canonical tar out of a closure, in constant memory, and refuses everything else.
///
/// Use: `next()` until it gives nil; after each entry take its content with `read(into:)` until
/// that gives 0, or with `readAll(limit:)`. What is left of an entry is skipped by `next()`. Nil
/// from `next()` means that the end, the padding and the end of the source were checked as well.
///
/// Checked: every header byte for byte, path rules, collisions, number of entries, total size, zero
/// fill, end and padding. Not checked: which paths there are and in what order.
/// - SeeAlso: Protocol/canonical-tar.md
package struct TarReader: ~Copyable {
    /// Fills a prefix of the buffer and says how long it is; 0 means the end.
    package typealias Source = (inout MutableSpan<UInt8>) throws -> Int

    private var input: BlockInput
    private let padding: TarPadding
    private var collisions = PathCollisions()
    private var entries = 0
    private var remaining: UInt64 = 0
    private var fill = 0

    /// - Parameter maximumSize: the whole archive may not be longer.
    package init(maximumSize: UInt64, padding: TarPadding, source: @escaping Source) {
        self.input = BlockInput(maximumSize: maximumSize, source: source)
        self.padding = padding
    }

    /// Bytes of the archive read so far.
    package var position: UInt64 { input.position }

    package mutating func next() throws -> TarEntry? {
        try skip()
        let decoded = try TarHeader.decode(ordinal: entries + 1) { try input.take($0) }
        guard let entry = decoded?.entry else {
            try readEnd()
            return nil
        }
        guard entries < Tar.maximumEntries else {
            throw TarError.tooManyEntries(limit: Tar.maximumEntries)
        }
        entries += 1
        do {
            try collisions.insert(entry.path)
        } catch {
            throw TarError.collision(error)
        }
        guard collisions.folders <= Tar.maximumFolders else { throw TarError.tooManyFolders }
        guard entry.size <= input.allowance else { throw TarError.tooLarge }
        remaining = entry.size
        fill = Tar.fill(after: entry.size)
        return entry
    }

    /// The next bytes of the present entry's content; 0 at its end.
    package mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        guard remaining > 0, !buffer.isEmpty else { return 0 }
        let count = try input.read(into: &buffer, atMost: remaining)
        remaining -= UInt64(count)
        return count
    }

    /// The same, lent where they lie: the span is valid only during the call.
    ///
    /// - Returns: how many; 0 at the end of the content, and nothing is lent then.
    package mutating func lend(_ body: (Span<UInt8>) throws -> Void) throws -> Int {
        guard remaining > 0 else { return 0 }
        let count = try input.lend(atMost: remaining, body)
        remaining -= UInt64(count)
        return count
    }

    /// The whole content of the present entry.
    package mutating func readAll(limit: Int) throws -> [UInt8] {
        guard remaining <= UInt64(limit) else { throw TarError.tooLarge }
        let content = try input.take(Int(remaining))
        remaining = 0
        return content
    }

    /// Passes what is left of the present entry and checks its fill.
    private mutating func skip() throws {
        while remaining > 0 {
            let step = Int(min(remaining, 65_536))
            _ = try input.take(step)
            remaining -= UInt64(step)
        }
        guard try input.take(fill).allSatisfy({ $0 == 0 }) else { throw TarError.fillNotZero }
        fill = 0
    }

    /// One block of zeros was read: there must be a second one, the padding, and nothing more.
    private mutating func readEnd() throws {
        guard try input.take(Tar.blockSize).allSatisfy({ $0 == 0 }) else {
            throw TarError.dataAfterEnd
        }
        guard let total = padding.length(ofArchive: input.position) else {
            throw TarError.sizeOverflow
        }
        guard try input.restIsZero() else { throw TarError.dataAfterEnd }
        guard input.position == total else { throw TarError.wrongPadding }
    }
}
