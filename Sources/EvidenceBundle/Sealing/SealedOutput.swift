import Age
import BagIt
import Primitives

/// The outer tar while it is written to its staged file; hashes payload.age on the way.
///
/// Hashing and writing run on a second thread, behind the encryption.
final class SealedOutput {
    /// What the second thread works on. The first touches it only before the first block and after
    /// `BlockQueue.finish`.
    private final class Archive {
        var file: StagedOutput
        var tar: TarWriter?
        var hasher: SHA256Hasher? = SHA256Hasher()

        init(path: String, expectedSize: UInt64) throws {
            file = try StagedOutput(target: path, expectedSize: expectedSize)
        }

        func write(_ bytes: Span<UInt8>) throws {
            hasher?.update(bytes)
            try tar?.write(bytes)
        }
    }

    private let archive: Archive
    private let blocks: BlockQueue

    /// - Parameter expectedSize: refused at once if the disk has less left.
    init(path: String, expectedSize: UInt64) throws {
        let archive = try Archive(path: path, expectedSize: expectedSize)
        self.archive = archive
        blocks = BlockQueue { try archive.write($0) }
    }

    // Whoever gave up finds nothing left: the file goes with the archive, after the last block.
    deinit { blocks.wait() }

    /// Announces payload.age; its bytes follow through `writePayload`.
    func begin(payloadSize: UInt64) throws {
        // The writer lives no longer than the archive, which owns it.
        var tar = TarWriter { [unowned archive] bytes in try archive.file.write(bytes) }
        try tar.begin(TarEntry(path: BundlePaths.path(BundlePaths.payload), size: payloadSize))
        archive.tar = consume tar
    }

    func writePayload(_ bytes: Span<UInt8>) throws { try blocks.append(bytes) }

    /// - Throws: when payload.age has not exactly the announced size.
    func endPayload() throws -> SHA256Digest {
        try blocks.finish()
        try archive.tar?.end()
        guard let hasher = archive.hasher.take() else {
            preconditionFailure("the payload ends once")
        }
        return hasher.finalize()
    }

    func write(_ parts: [BagFile]) throws {
        for part in parts { try archive.tar?.write(path: part.path, content: part.content) }
    }

    /// Ends the archive, syncs it and gives the file its name.
    func commit() throws {
        if var tar = archive.tar.take() { _ = try tar.finish(padding: .none) }
        try archive.file.commit()
    }
}
