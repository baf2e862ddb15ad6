/// The exact size of an archive before a byte of it is written: sealing in one pass needs the total
/// in advance.
package struct TarSizes: Sendable {
    package private(set) var entries = 0
    /// Headers, contents and fills so far.
    private var size: UInt64 = 0

    package init() {}

    package mutating func add(_ entry: TarEntry) throws(TarError) {
        guard entries < Tar.maximumEntries else {
            throw .tooManyEntries(limit: Tar.maximumEntries)
        }
        entries += 1
        size = try Self.sum(size, UInt64(TarHeader.encodedSize(entry)))
        size = try Self.sum(size, entry.size)
        size = try Self.sum(size, UInt64(Tar.fill(after: entry.size)))
    }

    /// The length of the archive with its end and its padding.
    package func total(padding: TarPadding) throws(TarError) -> UInt64 {
        let end = try Self.sum(size, UInt64(Tar.endSize))
        guard let total = padding.length(ofArchive: end) else { throw .sizeOverflow }
        return total
    }

    static func sum(_ left: UInt64, _ right: UInt64) throws(TarError) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow else { throw .sizeOverflow }
        return sum
    }
}
