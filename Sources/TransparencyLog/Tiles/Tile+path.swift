extension Tile {
    private static let prefix = "tile"
    private static let partialSuffix = ".p"

    /// Where a log serves it, below the log's prefix.
    package var path: String {
        let kind =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var segments = [Self.prefix, kind] + Self.segments(of: index)
        if !isFull {
            segments[segments.count - 1] += Self.partialSuffix
            segments.append(String(width))
        }
        return segments.joined(separator: "/")
    }

    /// Reverses ``path``; nil for any other spelling.
    package init?(path: String) {
        // The longest path has 2 segments, 6 groups of three digits and a width.
        guard path.utf8.count <= 64 else { return nil }
        var segments = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard segments.popFirst() == Self.prefix[...], let first = segments.popFirst(),
            let kind = Self.kind(first)
        else { return nil }
        var width = Tile.fullWidth
        if segments.count >= 2, segments[segments.endIndex - 2].hasSuffix(Self.partialSuffix) {
            guard let last = segments.popLast(), let number = Self.decimal(last),
                (1..<UInt64(Tile.fullWidth)).contains(number), let group = segments.popLast()
            else { return nil }
            width = Int(number)
            segments.append(group.dropLast(Self.partialSuffix.count))
        }
        guard let index = Self.index(segments) else { return nil }
        self.init(kind, index: index, width: width)
        // One tile has one path.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func kind(_ segment: Substring) -> Kind? {
        if segment.utf8.elementsEqual("entries".utf8) { return .entries }
        guard let level = decimal(segment), level <= UInt64(highestLevel) else { return nil }
        return .hashes(level: Int(level))
    }

    /// 1234067 → `x001`, `x234`, `067`.
    private static func segments(of index: UInt64) -> [String] {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1000
        } while rest > 0
        return groups.reversed()
    }

    private static func index(_ segments: ArraySlice<Substring>) -> UInt64? {
        // Six groups of three digits stay below 2^63.
        guard (1...6).contains(segments.count) else { return nil }
        var index: UInt64 = 0
        for (position, segment) in segments.enumerated() {
            let isLast = position == segments.count - 1
            guard isLast || segment.first == "x" else { return nil }
            let digits = isLast ? segment : segment.dropFirst()
            guard digits.utf8.count == 3 else { return nil }
            for digit in digits.utf8 {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                index = index * 10 + UInt64(digit - UInt8(ascii: "0"))
            }
        }
        return index
    }

    private static func decimal(_ text: Substring) -> UInt64? {
        Decimal.parse(Array(text.utf8))
    }
}
