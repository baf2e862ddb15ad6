import Primitives

/// A run of 256 hashes of one level of a tree, or of 256 entries, or their first `width`.
/// (C2SP tlog-tiles)
///
/// ```
/// tile/0/x001/x234/067            full
/// tile/1/000.p/17                 partial: the first 17 hashes
/// tile/entries/x001/x234/067      the entries of the level 0 tile of the same number
/// ```
/// Hash `i` of level `l` is the hash of the 256^l leaves from `i` times 256^l on.
package struct Tile: Hashable, Sendable {
    package static let fullWidth = 256
    package static let highestLevel = 63

    package enum Kind: Hashable, Sendable {
        case hashes(level: Int)
        case entries
    }

    package let kind: Kind
    package let index: UInt64
    /// From 1 to 256.
    package let width: Int

    /// Nil for a level, index or width that no tree of at most `LogLimits.treeSize` has.
    package init?(_ kind: Kind, index: UInt64, width: Int) {
        guard (1...Self.fullWidth).contains(width) else { return nil }
        if case .hashes(let level) = kind {
            guard (0...Self.highestLevel).contains(level) else { return nil }
        }
        guard index <= LogLimits.treeSize / UInt64(Self.fullWidth) else { return nil }
        self.init(kind: kind, index: index, width: width)
    }

    private init(kind: Kind, index: UInt64, width: Int) {
        self.kind = kind
        self.index = index
        self.width = width
    }

    static func full(level: Int, index: UInt64) -> Tile {
        Tile(kind: .hashes(level: level), index: index, width: fullWidth)
    }

    /// Its level in the tree; entries go with the leaves.
    package var level: Int {
        switch kind {
        case .hashes(let level): level
        case .entries: 0
        }
    }

    package var isFull: Bool { width == Self.fullWidth }

    /// The partial tile at the end of a level, if the level does not end with a full one.
    package static func lastPartial(level: Int, size: UInt64) -> Tile? {
        let count = count(level: level, size: size)
        let width = Int(count % UInt64(fullWidth))
        guard width > 0 else { return nil }
        return Tile(
            kind: .hashes(level: level), index: count / UInt64(fullWidth), width: width)
    }

    /// The tile of this level and number in a tree of this size; nil when it would be empty.
    package static func hashes(level: Int, index: UInt64, size: UInt64) -> Tile? {
        let count = count(level: level, size: size)
        let (start, overflow) = index.multipliedReportingOverflow(by: UInt64(fullWidth))
        guard !overflow, start < count else { return nil }
        let width = Int(min(count - start, UInt64(fullWidth)))
        return Tile(kind: .hashes(level: level), index: index, width: width)
    }

    /// The entries that go with a level 0 tile.
    package var entries: Tile { Tile(kind: .entries, index: index, width: width) }

    /// The hashes of a level in a tree of this size.
    static func count(level: Int, size: UInt64) -> UInt64 {
        // Swift's shift by more than the width gives zero, as it should.
        size >> UInt64(8 * level)
    }

    /// What a log must have written, beyond what it had at `oldSize`, before it publishes
    /// `newSize`: hashes first, entries with the lowest level.
    package static func growth(from oldSize: UInt64, to newSize: UInt64) -> [Tile] {
        var tiles: [Tile] = []
        for level in 0...highestLevel {
            let (old, new) = (
                count(level: level, size: oldSize), count(level: level, size: newSize)
            )
            guard old < new else { break }
            for index in old / UInt64(fullWidth)...(new - 1) / UInt64(fullWidth) {
                guard let tile = hashes(level: level, index: index, size: newSize) else { break }
                tiles.append(tile)
                if level == 0 { tiles.append(tile.entries) }
            }
        }
        return tiles
    }
}
