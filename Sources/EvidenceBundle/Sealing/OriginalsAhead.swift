import BagIt
import Primitives

/// A block of originals: small ones stand in it side by side, large ones take several.
struct OriginalsBlock: Sendable {
    /// A file, or as much of it as this block holds.
    struct Piece: Sendable {
        /// Its number in the source.
        let item: Int
        let isStart: Bool
        let range: Range<Int>
        /// Of the whole file; nil while more of it follows in the next block.
        let digest: SHA256Digest?
    }

    var bytes = [UInt8](repeating: 0, count: BundleLimits.blockSize)
    var pieces: [Piece] = []
}

/// Opens, reads and hashes the originals on a thread of its own, ahead of whoever packs them.
///
/// Memory: `blocks` of a MiB.
final class OriginalsAhead {
    private static let blocks = 5
    private let blocks: BlocksAhead<OriginalsBlock>

    init(_ source: PayloadSource) {
        let reading = Reading(source)
        blocks = BlocksAhead(spare: (0..<Self.blocks).map { _ in OriginalsBlock() }) {
            try reading.fill(&$0)
        }
    }

    /// Puts the next block in the place of one that was packed.
    ///
    /// - Returns: false after the last.
    /// - Throws: `PayloadError`.
    func exchange(_ block: inout OriginalsBlock) throws -> Bool { try blocks.exchange(&block) }

    /// What the second thread works on; nobody else has it.
    private final class Reading {
        private let source: PayloadSource
        private var opener: PayloadOpener
        private var next = 0
        private var file: PayloadFile?
        private var hasher = SHA256Hasher()

        /// Less room than this is left empty: it would cost a call for little.
        private static let smallestRead = 16_384
        /// Files of no length take no room; their number in a block is bounded too.
        private static let maximumPieces = 1024

        init(_ source: PayloadSource) {
            self.source = source
            opener = PayloadOpener(source)
        }

        func fill(_ block: inout OriginalsBlock) throws -> Bool {
            block.pieces.removeAll(keepingCapacity: true)
            var filled = 0
            while block.bytes.count - filled >= Self.smallestRead,
                block.pieces.count < Self.maximumPieces, next < source.items.count
            {
                filled = try readPiece(into: &block, at: filled)
            }
            return !block.pieces.isEmpty
        }

        /// Reads on in the present file, up to its end or that of the block.
        ///
        /// - Returns: how much of the block is filled.
        private func readPiece(into block: inout OriginalsBlock, at start: Int) throws -> Int {
            let isStart = file == nil
            if isStart {
                file = try opener.open(source.items[next])
            }
            var end = start
            var isComplete = false
            while end < block.bytes.count, !isComplete {
                var whole = block.bytes.mutableSpan
                var room = whole._mutatingExtracting(end..<whole.count)
                let count = try file?.read(into: &room) ?? 0
                end += count
                isComplete = count == 0
            }
            hasher.update(block.bytes.span.extracting(start..<end))
            block.pieces.append(
                OriginalsBlock.Piece(
                    item: next, isStart: isStart, range: start..<end,
                    digest: isComplete ? hasher.finishAndRestart() : nil))
            if isComplete {
                file = nil
                next += 1
            }
            return end
        }
    }
}
