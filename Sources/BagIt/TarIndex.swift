/// Where the entries of a canonical tar stand, found without reading their contents: for archives
/// in a file, where a reader seeks.
///
/// Checked: headers, paths, collisions, fills, end and padding, as in `TarReader`; the contents are
/// not looked at.
package struct TarIndex: Sendable {
    package struct Located: Sendable, Equatable {
        package let entry: TarEntry
        /// Where the content begins.
        package let offset: UInt64
    }

    package let entries: [Located]

    /// - Parameters:
    ///   - size: the length of the file.
    ///   - readAt: gives exactly `count` bytes from `offset`, or throws.
    package init(
        size: UInt64, padding: TarPadding, maximumEntries: Int,
        readAt: (_ offset: UInt64, _ count: Int) throws -> [UInt8]
    ) throws {
        var position: UInt64 = 0
        func take(_ count: Int) throws -> [UInt8] {
            guard UInt64(count) <= size - position else { throw TarError.truncated }
            let bytes = try readAt(position, count)
            guard bytes.count == count else { throw TarError.truncated }
            position += UInt64(count)
            return bytes
        }
        var located: [Located] = []
        var collisions = PathCollisions()
        while let entry = try TarHeader.decode(ordinal: located.count + 1, next: take)?.entry {
            guard located.count < maximumEntries else {
                throw TarError.tooManyEntries(limit: maximumEntries)
            }
            do {
                try collisions.insert(entry.path)
            } catch {
                throw TarError.collision(error)
            }
            guard collisions.folders <= Tar.maximumFolders else { throw TarError.tooManyFolders }
            located.append(Located(entry: entry, offset: position))
            guard entry.size <= size - position else { throw TarError.truncated }
            position += entry.size
            guard try take(Tar.fill(after: entry.size)).allSatisfy({ $0 == 0 }) else {
                throw TarError.fillNotZero
            }
        }
        guard try take(Tar.blockSize).allSatisfy({ $0 == 0 }) else { throw TarError.dataAfterEnd }
        let length = padding.length(ofArchive: position)
        while position < size {
            let step = Int(min(size - position, 65_536))
            guard try take(step).allSatisfy({ $0 == 0 }) else { throw TarError.dataAfterEnd }
        }
        guard position == length else { throw TarError.wrongPadding }
        entries = located
    }
}
