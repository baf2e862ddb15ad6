import BagIt
import Primitives

/// What the reading thread of `OriginalsAhead` works on; nobody else has it.
final class OriginalsReading {
    private let source: PayloadSource
    private var opener: PayloadOpener
    private var next = 0
    private var file: PayloadFile?
    private let layout = Layout()

    init(_ source: PayloadSource) {
        self.source = source
        opener = PayloadOpener(source)
    }

    /// Fills a block to its end, or to that of the originals.
    ///
    /// - Returns: false when there is nothing more.
    func fill(_ block: inout OriginalsBlock) throws -> Bool {
        block.clear()
        while block.count < block.bytes.count {
            if layout.isWaiting {
                layout.move(into: &block)
            } else if file != nil {
                try readOn(into: &block)
            } else {
                guard next < source.items.count else { break }
                try begin(in: &block)
            }
        }
        return block.count > 0
    }

    private func begin(in block: inout OriginalsBlock) throws {
        let item = source.items[next]
        file = try opener.open(item)
        try layout.begin(TarEntry(path: try item.path.below(BundlePaths.bag), size: item.size))
        layout.move(into: &block)
        block.pieces.append(
            OriginalsBlock.Piece(
                item: next, isStart: true, range: block.count..<block.count))
    }

    /// Reads up to the end of the file or of the block.
    private func readOn(into block: inout OriginalsBlock) throws {
        // A header may have ended with the block before.
        if block.pieces.last?.item != next {
            block.pieces.append(
                OriginalsBlock.Piece(
                    item: next, isStart: false, range: block.count..<block.count))
        }
        let last = block.pieces.count - 1
        let start = block.count
        var isEnd = false
        while block.count < block.bytes.count, !isEnd {
            let free = block.count..<block.bytes.count
            var whole = block.bytes.mutableSpan
            var room = whole._mutatingExtracting(free)
            let count = try file?.read(into: &room) ?? 0
            block.count += count
            isEnd = count == 0
        }
        block.pieces[last].range = start..<block.count
        try layout.passed(block.count - start)
        guard isEnd else { return }
        block.pieces[last].isEnd = true
        file = nil
        next += 1
        try layout.end()
    }

    /// Makes headers and fill, which wait here for room in a block.
    private final class Layout {
        private var waiting: [UInt8] = []
        private var moved = 0
        private var tar: TarWriter?

        init() {
            // The writer lives no longer than its owner.
            tar = TarWriter { [unowned self] bytes in waiting += Array(copying: bytes) }
        }

        var isWaiting: Bool { moved < waiting.count }

        func begin(_ entry: TarEntry) throws { try tar?.begin(entry) }

        func passed(_ count: Int) throws { try tar?.passed(count) }

        func end() throws { try tar?.end() }

        func move(into block: inout OriginalsBlock) {
            let count = min(waiting.count - moved, block.bytes.count - block.count)
            block.bytes.copy(waiting.span.extracting(moved..<moved + count), at: block.count)
            block.count += count
            moved += count
            guard moved == waiting.count else { return }
            waiting.removeAll(keepingCapacity: true)
            moved = 0
        }
    }
}
