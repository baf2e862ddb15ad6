import Age
import BagIt
import Primitives

/// The outer tar while it is written to its staged file; hashes payload.age on the way.
///
/// Behind the encryption, one thread hashes and another one writes: writing mostly waits for the
/// disk.
final class SealedOutput {
    /// A batch of the age writer.
    private struct Batch: Sendable {
        var bytes = [UInt8](repeating: 0, count: EncryptedFileWriter.batchSize)
        var count = 0
    }

    private static let batches = 6
    private static let blocks = 3

    private let file: File
    private let writing: BlockQueue<PageBlock>
    private let archive: Archive
    private let hashing: BlockQueue<Batch>
    /// Carries a buffer over to the hashing thread and another one back.
    private var carrier = Batch()

    /// - Parameter expectedSize: refused at once if the disk has less left.
    init(path: String, expectedSize: UInt64) throws {
        let file = try File(path: path, expectedSize: expectedSize)
        let writing = BlockQueue(spare: (0..<Self.blocks).map { _ in PageBlock() }) { block in
            try file.write(&block)
        }
        let archive = Archive(writing)
        self.file = file
        self.writing = writing
        self.archive = archive
        hashing = BlockQueue(spare: (0..<Self.batches).map { _ in Batch() }) { batch in
            try archive.writePayload(batch.bytes.span.extracting(first: batch.count))
        }
    }

    // Whoever gave up finds nothing left: the file goes with its owner, after the last block.
    deinit {
        hashing.wait()
        writing.wait()
    }

    /// Announces payload.age; its bytes follow through `writePayload`.
    func begin(payloadSize: UInt64) throws {
        try archive.begin(TarEntry(path: BundlePaths.path(BundlePaths.payload), size: payloadSize))
    }

    /// Takes the first `count` bytes, and leaves another buffer.
    func writePayload(_ buffer: inout [UInt8], _ count: Int) throws {
        carrier.count = count
        swap(&carrier.bytes, &buffer)
        defer { swap(&carrier.bytes, &buffer) }
        try hashing.exchange(&carrier)
    }

    /// - Throws: when payload.age has not exactly the announced size.
    func endPayload() throws -> SHA256Digest {
        try hashing.finish()
        return try archive.endPayload()
    }

    func write(_ parts: [BagFile]) throws { for part in parts { try archive.write(part) } }

    /// Ends the archive, syncs it and gives the file its name.
    func commit() throws {
        try archive.finish()
        try writing.finish()
        try file.commit()
    }

    /// What the hashing thread works on. The caller touches it only before the first batch and
    /// after `BlockQueue.finish`.
    private final class Archive {
        private let writing: BlockQueue<PageBlock>
        private var block = PageBlock()
        private var tar: TarWriter?
        private var hasher: SHA256Hasher? = SHA256Hasher()

        init(_ writing: BlockQueue<PageBlock>) {
            self.writing = writing
            // The writer lives no longer than the archive, which owns it.
            tar = TarWriter { [unowned self] bytes in try append(bytes) }
        }

        func begin(_ entry: TarEntry) throws { try tar?.begin(entry) }

        func writePayload(_ bytes: Span<UInt8>) throws {
            hasher?.update(bytes)
            try tar?.write(bytes)
        }

        func endPayload() throws -> SHA256Digest {
            try tar?.end()
            guard let hasher = hasher.take() else {
                preconditionFailure("the payload ends once")
            }
            return hasher.finalize()
        }

        func write(_ part: BagFile) throws {
            try tar?.write(path: part.path, content: part.content)
        }

        func finish() throws {
            if var tar = tar.take() { _ = try tar.finish(padding: .none) }
            try writing.exchange(&block)
        }

        private func append(_ bytes: Span<UInt8>) throws {
            var taken = 0
            while taken < bytes.count {
                taken += block.append(bytes.extracting(taken..<bytes.count))
                if block.isFull { try writing.exchange(&block) }
            }
        }
    }

    /// What the writing thread works on, with the same rule.
    private final class File {
        private var staged: StagedOutput

        init(path: String, expectedSize: UInt64) throws {
            staged = try StagedOutput(target: path, expectedSize: expectedSize)
        }

        func write(_ block: inout PageBlock) throws {
            try block.withBytes { try staged.write($0) }
            block.clear()
        }

        func commit() throws { try staged.commit() }
    }
}
