import Age
import BagIt
import Primitives

/// The outer tar while it is written to its staged file; hashes payload.age on the way.
final class SealedOutput {
    private var file: StagedOutput
    private var tar: TarWriter?
    private var hasher: SHA256Hasher? = SHA256Hasher()

    /// - Parameter expectedSize: refused at once if the disk has less left.
    init(path: String, expectedSize: UInt64) throws {
        file = try StagedOutput(target: path, expectedSize: expectedSize)
    }

    /// Announces payload.age; its bytes follow through `writePayload`.
    func begin(payloadSize: UInt64) throws {
        // The writer lives no longer than this object: `finish` takes it.
        var tar = TarWriter { [unowned self] bytes in try self.file.write(bytes) }
        try tar.begin(TarEntry(path: BundlePaths.path(BundlePaths.payload), size: payloadSize))
        self.tar = consume tar
    }

    func writePayload(_ bytes: Span<UInt8>) throws {
        hasher?.update(bytes)
        try tar?.write(bytes)
    }

    /// - Throws: when payload.age has not exactly the announced size.
    func endPayload() throws -> SHA256Digest {
        try tar?.end()
        guard let hasher = hasher.take() else { preconditionFailure("the payload ends once") }
        return hasher.finalize()
    }

    func write(_ parts: [BagFile]) throws {
        for part in parts { try tar?.write(path: part.path, content: part.content) }
    }

    /// Ends the archive, syncs it and gives the file its name.
    func commit() throws {
        if var tar = tar.take() { _ = try tar.finish(padding: .none) }
        try file.commit()
    }
}
