import Glibc
import Primitives

/// The system calls on payload files, with errors that say which one failed.
///
/// A full volume is `StoreError.insufficientStorage`: an ordinary answer. Everything else that a
/// write or a flush reports is a fault.
enum FileCalls {
    /// Flushes the content of a file. Injected, since the failure of this call is what the latch
    /// exists for.
    typealias Flush = @Sendable (Int32) -> Int32

    static func create(_ path: String) throws(StoreError) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        return try descriptor(unsafe open(path, flags, 0o600))
    }

    static func openToWrite(_ path: String) throws(StoreError) -> Int32 {
        try descriptor(unsafe open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW))
    }

    static func openToRead(_ path: String) throws(StoreError) -> Int32 {
        try descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
    }

    /// Writes all of `bytes` at `offset`.
    static func write(
        _ bytes: ArraySlice<UInt8>, to file: Int32, at offset: Int64
    ) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    file, buffer.baseAddress?.advanced(by: done), bytes.count - done,
                    Int(offset) + done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure("pwrite") }
            done += written
        }
    }

    /// Fills as much of `buffer` as the file has from `offset` on.
    static func read(
        _ file: Int32, at offset: Int64, into buffer: inout [UInt8]
    ) throws(StoreError) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe pread(file, buffer.baseAddress, buffer.count, Int(offset))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("pread", errno: errno) }
            return count
        }
    }

    /// The flush that a running broker uses.
    static func fdatasync(_ file: Int32) -> Int32 {
        Glibc.fdatasync(file)
    }

    static func flush(_ file: Int32, _ flush: Flush) throws(StoreError) {
        guard flush(file) == 0 else { throw .system("fdatasync", errno: errno) }
    }

    static func remove(_ path: String) throws(StoreError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw .system("unlink", errno: errno)
        }
    }

    /// Makes new names in a folder durable.
    static func flushFolder(_ path: String) throws(StoreError) {
        let folder = try descriptor(unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .system("fsync", errno: errno) }
    }

    static func exists(_ path: String) throws(StoreError) -> Bool {
        var status = stat()
        if unsafe lstat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw .system("lstat", errno: errno) }
        return false
    }

    /// Nil when there is no such file.
    static func size(_ path: String) throws(StoreError) -> Int64? {
        var status = stat()
        if unsafe lstat(path, &status) == 0 { return Int64(status.st_size) }
        guard errno == ENOENT else { throw .system("lstat", errno: errno) }
        return nil
    }

    /// Makes a folder that only its owner can enter, unless it is there.
    static func makeFolder(_ path: String) throws(StoreError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("mkdir") }
    }

    static func freeBytes(_ path: String) throws(StoreError) -> Int64 {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { throw .system("statvfs", errno: errno) }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
            by: UInt64(status.f_frsize))
        return overflow ? .max : Int64(clamping: bytes)
    }

    private static func descriptor(_ result: Int32) throws(StoreError) -> Int32 {
        guard result >= 0 else { throw failure("open") }
        return result
    }

    private static func failure(_ call: String) -> StoreError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .insufficientStorage
        case let reason: .system(call, errno: reason)
        }
    }
}

extension FileCalls {
    private static let readInBytes = 1 << 20

    /// Hashes the first `sizeInBytes` bytes of a file, as the disk has them.
    static func digest(_ path: String, sizeInBytes: Int64) throws(StoreError) -> SHA256Digest {
        let file = try openToRead(path)
        defer { close(file) }
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: readInBytes)
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let count = try read(file, at: offset, into: &buffer)
            let wanted = min(Int64(count), sizeInBytes - offset)
            guard wanted > 0 else { throw .system("pread", errno: 0) }
            hasher.update(buffer.span.extracting(first: Int(wanted)))
            offset += wanted
        }
        return hasher.finalize()
    }
}
