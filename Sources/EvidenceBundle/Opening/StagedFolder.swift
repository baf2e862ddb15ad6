import BagIt
import Primitives

/// The case folder while it is filled: it gets its name in `commit`, or disappears.
///
/// A class, so that the closures that copy a file's blocks can hold it.
final class StagedFolder {
    private var staging: StagingDirectory
    private var file: StagedFile?

    /// From so many files on, one sync of the file system is cheaper than one a file.
    private static let manyFiles: UInt64 = 256

    /// - Throws: `FileError`, also when something stands at the target or the disk is too small.
    init(target: String, expectedSize: UInt64, files: UInt64) throws {
        staging = try StagingDirectory(
            target: target, expectedSize: expectedSize,
            durability: files > Self.manyFiles ? .fileSystem : .eachFile)
    }

    func begin(_ path: BagPath) throws { file = try staging.create(path) }

    func write(_ bytes: Span<UInt8>) throws { try file?.write(bytes) }

    func end() throws { try file.take()?.finish() }

    func write(_ files: [BagFile]) throws {
        for file in files { try staging.write(file.path, content: file.content) }
    }

    func commit() throws { try staging.commit() }
}
