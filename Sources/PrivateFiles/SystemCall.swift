import Glibc
package import SystemPackage

/// The calls to the system that swift-system does not offer.
package enum SystemCall {
    package static func rename(_ source: FilePath, to target: FilePath) throws(FileError) {
        guard unsafe Glibc.rename(source.string, target.string) == 0 else {
            throw FileError(Errno(rawValue: errno), at: target)
        }
    }

    /// The same to a name that nothing has.
    package static func renameToFree(_ source: FilePath, to target: FilePath) throws(FileError) {
        if unsafe link(source.string, target.string) == 0 { return try removeFile(source) }
        // File systems of sticks have no second names; that this one was free was looked at before.
        guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else {
            throw FileError(Errno(rawValue: errno), at: target)
        }
        try rename(source, to: target)
    }

    package static func currentFolder() throws(FileError) -> FilePath {
        guard let text = unsafe getcwd(nil, 0) else {
            throw FileError(Errno(rawValue: errno), at: ".")
        }
        defer { unsafe free(text) }
        return unsafe FilePath(String(cString: text))
    }

    static func makeFolder(_ path: FilePath, mode: mode_t) throws(FileError) {
        guard unsafe mkdir(path.string, mode) == 0 else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
    }

    package static func removeFolder(_ path: FilePath) throws(FileError) {
        guard unsafe rmdir(path.string) == 0 else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
    }

    package static func removeFile(_ path: FilePath) throws(FileError) {
        guard unsafe unlink(path.string) == 0 else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
    }

    /// Refuses work that the disk below `path` has no room for.
    package static func requireSpace(_ bytes: UInt64, at path: FilePath) throws(FileError) {
        var facts = statvfs()
        let parent = path.removingLastComponent()
        // A disk that does not say how full it is will say so when it is written.
        guard unsafe statvfs(parent.string, &facts) == 0 else { return }
        let (free, overflow) = UInt64(facts.f_bavail).multipliedReportingOverflow(
            by: UInt64(facts.f_frsize))
        guard overflow || free >= bytes else { throw .noSpace(path) }
    }

    package static func sync(_ file: FileDescriptor) throws(Errno) {
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }

    package static func writeAll(_ bytes: Span<UInt8>, to file: FileDescriptor) throws(Errno) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(droppingFirst: written)
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(file.rawValue, buffer.baseAddress, buffer.count)
            }
            if count < 0 {
                guard errno == EINTR else { throw Errno(rawValue: errno) }
            } else {
                written += count
            }
        }
    }

    /// Bytes read into the front of `buffer`; 0 at the end of the file.
    package static func read(
        _ file: FileDescriptor, into buffer: inout [UInt8]
    ) throws(Errno) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { room in
                unsafe Glibc.read(file.rawValue, room.baseAddress, room.count)
            }
            if count >= 0 { return count }
            guard errno == EINTR else { throw Errno(rawValue: errno) }
        }
    }

    /// The names in a folder, without `.` and `..`, sorted by their bytes.
    package static func names(in path: FilePath) throws(FileError) -> [String] {
        guard let folder = unsafe opendir(path.string) else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
        return unsafe read(folder)
    }

    /// The same of an open folder, which stays open.
    package static func names(
        in folder: FileDescriptor, at path: FilePath
    ) throws(FileError) -> [String] {
        let copy = fcntl(folder.rawValue, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let stream = unsafe fdopendir(copy) else {
            let number = errno
            if copy >= 0 { close(copy) }
            throw FileError(Errno(rawValue: number), at: path)
        }
        return unsafe read(stream)
    }

    /// Opens a folder inside an open one; nil for anything else, also for a link to a folder.
    package static func openFolder(
        _ name: String, in folder: FileDescriptor, at path: FilePath
    ) throws(FileError) -> FileDescriptor? {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let opened = unsafe openat(folder.rawValue, name, flags)
        if opened >= 0 { return FileDescriptor(rawValue: opened) }
        guard errno == ENOTDIR || errno == ELOOP else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
        return nil
    }

    /// Removes a file, or a link, from an open folder.
    package static func removeFile(
        _ name: String, in folder: FileDescriptor, at path: FilePath
    ) throws(FileError) {
        guard unsafe unlinkat(folder.rawValue, name, 0) == 0 else {
            throw FileError(Errno(rawValue: errno), at: path)
        }
    }

    /// Reads and closes it.
    private static func read(_ folder: OpaquePointer) -> [String] {
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { text in
                    unsafe String(cString: text)
                }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
