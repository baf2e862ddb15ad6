import BagIt
import Primitives

/// A block of the inner tar: originals with their headers and fill, as they will be encrypted.
///
/// All but the last are full, so that the encryption finds whole chunks where they lie.
struct OriginalsBlock: Sendable {
    /// A file, or as much of it as this block holds.
    struct Piece: Sendable {
        /// Its number in the source.
        let item: Int
        /// Whether its header begins in this block.
        let isStart: Bool
        /// The bytes of its content.
        var range: Range<Int>
        var isEnd = false
        /// Of the whole file, at its end.
        var digest: SHA256Digest?
    }

    /// Whole chunks of the encryption.
    static let size = 524_288

    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    var pieces: [Piece] = []

    mutating func clear() {
        count = 0
        pieces.removeAll(keepingCapacity: true)
    }
}

/// Opens, reads, lays out and hashes the originals on two threads, ahead of whoever encrypts them:
/// one reads, one hashes.
///
/// Memory: `read` and `hashed` blocks, and the one at hand.
final class OriginalsAhead {
    /// How many blocks may wait for the hash, and how many for the encryption.
    private static let read = 4
    private static let hashed = 4
    private let blocks: BlocksAhead<OriginalsBlock>

    init(_ source: PayloadSource) {
        let reading = OriginalsReading(source)
        let unhashed = BlocksAhead(spare: Self.spare(Self.read)) { try reading.fill(&$0) }
        let hashing = Hashing()
        blocks = BlocksAhead(spare: Self.spare(Self.hashed)) { block in
            guard try unhashed.exchange(&block) else { return false }
            hashing.hash(&block)
            return true
        }
    }

    private static func spare(_ count: Int) -> [OriginalsBlock] {
        (0..<count).map { _ in OriginalsBlock() }
    }

    /// Puts the next block in the place of one that was packed.
    ///
    /// - Returns: false after the last.
    /// - Throws: `PayloadError`, `BagPathError`, `TarError`.
    func exchange(_ block: inout OriginalsBlock) throws -> Bool { try blocks.exchange(&block) }

    /// What the hashing thread works on; nobody else has it.
    private final class Hashing {
        private var hasher = SHA256Hasher()

        func hash(_ block: inout OriginalsBlock) {
            for index in block.pieces.indices {
                hasher.update(block.bytes.span.extracting(block.pieces[index].range))
                guard block.pieces[index].isEnd else { continue }
                block.pieces[index].digest = hasher.finishAndRestart()
            }
        }
    }
}
