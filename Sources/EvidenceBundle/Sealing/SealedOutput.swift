import Age
import BagIt
import Primitives

/// The outer tar while it is written to its staged file; hashes payload.age on the way.
///
/// The encryption fills blocks that the disk takes as they lie. Behind it, one thread hashes and
/// another one writes: writing mostly waits for the disk.
final class SealedOutput {
    /// A block of the file, and what of it belongs to payload.age.
    private struct Block: Sendable {
        let bytes = PageBlock()
        var payload = 0..<0

        mutating func clear() {
            bytes.clear()
            payload = 0..<0
        }
    }

    /// How many blocks may wait for the hash, and how many for the disk.
    private static let unhashed = 3
    private static let unwritten = 2

    private let file: File
    private let writing: BlockQueue<Block>
    private let digest: PayloadDigest
    private let hashing: BlockQueue<Block>
    private var block = Block()
    /// For what would lie across the end of a block.
    private var carried = [UInt8](repeating: 0, count: EncryptedFileWriter.largestStep)
    private var tar: TarWriter?

    /// - Parameter expectedSize: refused at once if the disk has less left.
    init(path: String, expectedSize: UInt64) throws {
        let file = try File(path: path, expectedSize: expectedSize)
        let writing = BlockQueue(spare: (0..<Self.unwritten).map { _ in Block() }) { block in
            try file.write(block.bytes)
            block.clear()
        }
        let digest = PayloadDigest()
        self.file = file
        self.writing = writing
        self.digest = digest
        hashing = BlockQueue(spare: (0..<Self.unhashed).map { _ in Block() }) { block in
            digest.update(block.bytes, block.payload)
            try writing.exchange(&block)
        }
        // The writer lives no longer than its owner.
        tar = TarWriter { [unowned self] bytes in try append(bytes) }
    }

    // Whoever gave up finds nothing left: the file goes with its owner, after the last block.
    deinit {
        hashing.wait()
        writing.wait()
    }

    /// Announces payload.age; its bytes follow through `writePayload`.
    func begin(payloadSize: UInt64) throws {
        try tar?.begin(TarEntry(path: BundlePaths.path(BundlePaths.payload), size: payloadSize))
    }

    /// The next `count` bytes of payload.age, at most `EncryptedFileWriter.largestStep`.
    func writePayload(_ count: Int, _ fill: (inout MutableSpan<UInt8>) -> Void) throws {
        try tar?.passed(count)
        guard count > block.bytes.room else {
            let start = block.bytes.count
            block.bytes.append(count, fill)
            markPayload(from: start)
            if block.bytes.isFull { try handOver() }
            return
        }
        var whole = carried.mutableSpan
        var step = whole._mutatingExtracting(0..<count)
        fill(&step)
        var taken = 0
        while taken < count {
            let start = block.bytes.count
            taken += block.bytes.append(carried.span.extracting(taken..<count))
            markPayload(from: start)
            if block.bytes.isFull { try handOver() }
        }
    }

    /// - Throws: when payload.age has not exactly the announced size.
    func endPayload() throws -> SHA256Digest {
        // Nothing but the block at hand is left to hash then.
        try hashing.finish()
        digest.update(block.bytes, block.payload)
        block.payload = 0..<0
        try tar?.end()
        return digest.finalize()
    }

    func write(_ parts: [BagFile]) throws {
        for part in parts { try tar?.write(path: part.path, content: part.content) }
    }

    /// Ends the archive, syncs it and gives the file its name.
    func commit() throws {
        if var tar = tar.take() { _ = try tar.finish(padding: .none) }
        try handOver()
        try hashing.finish()
        try writing.finish()
        try file.commit()
    }

    private func append(_ bytes: Span<UInt8>) throws {
        var taken = 0
        while taken < bytes.count {
            taken += block.bytes.append(bytes.extracting(taken..<bytes.count))
            if block.bytes.isFull { try handOver() }
        }
    }

    /// The payload has no gaps, so in each block it is one range.
    private func markPayload(from start: Int) {
        let first = block.payload.isEmpty ? start : block.payload.lowerBound
        block.payload = first..<block.bytes.count
    }

    private func handOver() throws { try hashing.exchange(&block) }

    /// What the hashing thread works on. The caller touches it only after `BlockQueue.finish`.
    private final class PayloadDigest {
        private var hasher: SHA256Hasher? = SHA256Hasher()

        func update(_ bytes: PageBlock, _ range: Range<Int>) {
            guard !range.isEmpty else { return }
            bytes.withBytes { hasher?.update($0.extracting(range)) }
        }

        func finalize() -> SHA256Digest {
            guard let hasher = hasher.take() else {
                preconditionFailure("the payload ends once")
            }
            return hasher.finalize()
        }
    }

    /// What the writing thread works on, with the same rule.
    private final class File {
        private var staged: StagedOutput

        init(path: String, expectedSize: UInt64) throws {
            staged = try StagedOutput(target: path, expectedSize: expectedSize)
        }

        func write(_ block: PageBlock) throws {
            try block.withBytes { try staged.write($0) }
        }

        func commit() throws { try staged.commit() }
    }
}
