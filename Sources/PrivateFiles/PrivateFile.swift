import Glibc
package import Primitives
package import SystemPackage

/// Files that only their owner can read (mode 0600), replaced as a whole or not at all.
///
/// A write goes to a temporary file beside the target, is synced, renamed over the target, and the
/// folder is synced: after a power cut there is the old content or the new, never a mixture.
package enum PrivateFile {
    /// Replaces the content of `path`, or makes the file.
    package static func write(_ bytes: [UInt8], to path: FilePath) throws(FileError) {
        try write(bytes.span, to: path)
    }

    /// The same, for bytes that should not be copied into an array.
    package static func write(_ bytes: Span<UInt8>, to path: FilePath) throws(FileError) {
        try write(bytes, to: path, moving: SystemCall.rename)
    }

    /// Makes a new file; one that is there, or comes meanwhile, stays as it is.
    package static func make(_ bytes: [UInt8], at path: FilePath) throws(FileError) {
        guard !PrivateFolder.isThere(path) else { throw .alreadyThere(path) }
        try write(bytes.span, to: path, moving: SystemCall.renameToFree)
    }

    private static func write(
        _ bytes: Span<UInt8>, to path: FilePath,
        moving move: (FilePath, FilePath) throws(FileError) -> Void
    ) throws(FileError) {
        let suffix = ".new-" + Hex.encode(Randomness.bytes(8))
        let temporary = FilePath(path.string + suffix)
        do {
            try create(bytes, at: temporary)
            try move(temporary, path)
        } catch {
            // The first failure is the one to tell; the temporary file may not even be there.
            try? SystemCall.removeFile(temporary)
            throw error
        }
        try PrivateFolder.sync(path.removingLastComponent())
    }

    /// The content of a plain file of at most `limit` bytes; a link at the end is not followed.
    ///
    /// What came from others may hold a pipe or a device under the name of a file: opening one does not
    /// wait, and it is refused before it is read.
    package static func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] {
        try read(path, limit: limit, options: [.noFollow, .closeOnExec, .nonBlocking])
    }

    static func read(
        _ path: FilePath, limit: Int, options: FileDescriptor.OpenOptions
    ) throws(FileError) -> [UInt8] {
        let file = try open(path, .readOnly, options: options)
        // Closing a file that was only read cannot lose anything.
        defer { try? file.close() }
        var status = stat()
        guard unsafe fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notAFile(path)
        }
        return try read(file, at: path, limit: limit)
    }

    /// When the content of a file was written.
    package static func changedTime(_ path: FilePath) throws(FileError) -> Timestamp {
        var status = stat()
        guard unsafe lstat(path.string, &status) == 0 else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
        guard let time = Timestamp(secondsSinceEpoch: Int64(status.st_mtim.tv_sec)) else {
            throw .notAFile(path)
        }
        return time
    }

    /// What is left to read of an open file, at most `limit` bytes.
    package static func read(
        _ file: FileDescriptor, at path: FilePath, limit: Int
    ) throws(FileError) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count: Int
            do {
                count = try SystemCall.read(file, into: &buffer)
            } catch {
                throw FileError(error, at: path)
            }
            if count == 0 { return content }
            guard content.count + count <= limit else {
                throw .tooLarge(path, limitInBytes: limit)
            }
            content.append(contentsOf: buffer[..<count])
        }
    }

    package static func open(
        _ path: FilePath, _ mode: FileDescriptor.AccessMode,
        options: FileDescriptor.OpenOptions
    ) throws(FileError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, mode, options: options, permissions: [.ownerReadWrite])
        } catch {
            throw FileError(error, at: path)
        }
    }

    private static func create(_ bytes: Span<UInt8>, at path: FilePath) throws(FileError) {
        let file = try open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec])
        do {
            try SystemCall.writeAll(bytes, to: file)
            try SystemCall.sync(file)
        } catch {
            // The write failed and is told; what closing would say adds nothing.
            try? file.close()
            throw FileError(error, at: path)
        }
        do {
            try file.close()
        } catch {
            throw FileError(error, at: path)
        }
    }
}
