internal import CLinux
internal import Glibc
internal import SystemPackage

/// An open file or folder, closed when it goes out of scope. All calls into the C library that
/// BagIt makes are in this file and in `FolderListing`.
struct Descriptor: ~Copyable {
    let raw: Int32

    init(adopting raw: Int32) { self.raw = raw }

    deinit { _ = Glibc.close(raw) }

    /// The number, to be closed by the caller.
    consuming func release() -> Int32 {
        let raw = raw
        discard self
        return raw
    }
}

/// How something is opened. A link as the last component is refused in every case.
enum OpenMode {
    /// A file, without waiting for the other end of a pipe.
    case readFile
    case readFolder
    /// A new file, readable and writable by its owner only; fails if anything stands there.
    case createFile

    var flags: Int32 {
        let common = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
        return switch self {
        case .readFile: common | O_RDONLY | O_NONBLOCK
        case .readFolder: common | O_RDONLY | O_DIRECTORY
        case .createFile: common | O_RDWR | O_CREAT | O_EXCL
        }
    }

    /// Of what is made; `openat2` wants none where nothing is.
    var permissions: UInt32 { if case .createFile = self { 0o600 } else { 0 } }
}

/// What the file system says about a file, as far as we look at it.
struct FileStatus: Equatable {
    enum Kind: Equatable { case file, folder, link, other }

    let kind: Kind
    let size: UInt64
    let identity: FileIdentity
    private let owner: UInt32
    private let permissions: UInt32

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = UInt64(clamping: status.st_size)
        owner = status.st_uid
        permissions = status.st_mode & 0o7777
        identity = FileIdentity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
    }

    /// Ours, and closed to everybody else.
    var isPrivate: Bool { owner == geteuid() && permissions & 0o077 == 0 }

    /// Whether the permissions alone say that everybody may read it.
    var isReadableByAll: Bool { permissions & 0o444 == 0o444 }
}

/// Tells the same unchanged file from another one or a later state of it.
package struct FileIdentity: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let seconds: Int64
    let nanoseconds: Int64

    /// The same file, whatever was written to it meanwhile.
    func isSameFile(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode
    }
}

extension Descriptor {
    /// The current folder of the process, as a start for `status(at:)`.
    static let currentFolder = AT_FDCWD

    /// What stands directly in an open folder under a single name, never through a link.
    ///
    /// - Throws: `.tooManySymbolicLinkLevels` for a link, `.invalidArgument` for what is no single
    ///   name: no caller of ours may get that far with one.
    static func open(
        at folder: Int32, _ name: [UInt8], _ mode: OpenMode, shownAs path: [UInt8],
        by resolution: Resolution = .available
    ) throws(FileError) -> Descriptor {
        let act: FileError.Act = if case .createFile = mode { .create } else { .open }
        guard Resolution.isSingle(name) else { throw FileError(act, path, .invalidArgument) }
        return Descriptor(
            adopting: try check(act, path) {
                unsafe withCString(name) { unsafe resolution.open(folder, $0, mode) }
            })
    }

    /// A folder that the person named, by any path, to be read as it is: a link as its last
    /// component is refused.
    static func openNamed(_ path: [UInt8]) throws(FileError) -> Descriptor {
        Descriptor(
            adopting: try check(.open, path) {
                unsafe withCString(path) { unsafe openat(AT_FDCWD, $0, OpenMode.readFolder.flags) }
            })
    }

    /// A folder that the person named, by any path; links on the way are theirs.
    static func openRoot(_ path: [UInt8]) throws(FileError) -> Descriptor {
        Descriptor(
            adopting: try check(.open, path) {
                unsafe withCString(path) {
                    unsafe openat(AT_FDCWD, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                }
            })
    }

    /// Without following a link at the end of the path.
    static func status(
        at folder: Int32, _ name: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) -> FileStatus {
        var status = stat()
        _ = try check(.inspect, path) {
            unsafe withCString(name) { unsafe fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
        }
        return FileStatus(status)
    }

    func status(_ path: [UInt8]) throws(FileError) -> FileStatus {
        var status = stat()
        _ = try Self.check(.inspect, path) { unsafe fstat(raw, &status) }
        return FileStatus(status)
    }

    static func requireReadable(
        at folder: Int32, _ name: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) {
        _ = try check(.read, path) {
            unsafe withCString(name) { unsafe faccessat(folder, $0, R_OK, AT_EACCESS) }
        }
    }

    /// A new folder for its owner only.
    static func makeFolder(
        at folder: Int32, _ name: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) {
        _ = try check(.create, path) {
            unsafe withCString(name) { unsafe mkdirat(folder, $0, 0o700) }
        }
    }

    static func remove(
        at folder: Int32, _ name: [UInt8], isFolder: Bool, shownAs path: [UInt8]
    ) throws(FileError) {
        _ = try check(.remove, path) {
            unsafe withCString(name) {
                unsafe unlinkat(folder, $0, isFolder ? AT_REMOVEDIR : 0)
            }
        }
    }

    /// Gives `name` its final name in the same folder; never replaces what stands there.
    /// - Throws: `.invalidArgument` on file systems that cannot promise that (NFS).
    static func renameWithoutReplacing(
        at folder: Int32, _ name: [UInt8], to newName: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) {
        _ = try check(.rename, path) {
            unsafe withCString(name) { old in
                unsafe withCString(newName) { new in
                    unsafe renameat2(folder, old, folder, new, PLOMBA_RENAME_NOREPLACE)
                }
            }
        }
    }

    /// Gives `name` its final name; would replace a file, or a folder that is empty.
    static func rename(
        at folder: Int32, _ name: [UInt8], to newName: [UInt8], shownAs path: [UInt8]
    ) throws(FileError) {
        _ = try check(.rename, path) {
            unsafe withCString(name) { old in
                unsafe withCString(newName) { new in
                    unsafe renameat(folder, old, folder, new)
                }
            }
        }
    }

    /// Bytes read; 0 at the end of the file.
    func read(
        into buffer: inout MutableSpan<UInt8>, _ path: [UInt8]
    ) throws(FileError) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            Self.retry { unsafe Glibc.read(raw, bytes.baseAddress, bytes.count) }
        }
        guard count >= 0 else { throw FileError(.read, path, Self.lastError) }
        return count
    }

    /// Writes some of the bytes, from the first on; `bytes` may not be empty.
    ///
    /// - Returns: how many, at least one.
    func write(_ bytes: Span<UInt8>, _ path: [UInt8]) throws(FileError) -> Int {
        let count = unsafe bytes.withUnsafeBytes { all in
            Self.retry { unsafe Glibc.write(raw, all.baseAddress, all.count) }
        }
        guard count > 0 else { throw FileError(.write, path, Self.lastError) }
        return count
    }

    /// Lets writes go past the page cache or through it.
    ///
    /// - Returns: false where the file system cannot do that.
    func setDirect(_ isDirect: Bool) -> Bool {
        let flags = fcntl(raw, F_GETFL)
        guard flags >= 0 else { return false }
        let wanted = isDirect ? flags | PLOMBA_O_DIRECT : flags & ~PLOMBA_O_DIRECT
        return fcntl(raw, F_SETFL, wanted) >= 0
    }

    func sync(_ path: [UInt8]) throws(FileError) {
        _ = try Self.check(.sync, path) { fsync(raw) }
    }

    /// Lets the system begin to write a range to the disk, and does not wait for it.
    ///
    /// This promises nothing: it is `sync` that does, and has less to wait for then.
    func beginSync(from offset: UInt64, count: UInt64) {
        _ = sync_file_range(
            raw, Int64(clamping: offset), Int64(clamping: count), PLOMBA_SYNC_FILE_RANGE_WRITE)
    }

    /// Everything written so far to the file system that holds this file or folder.
    func syncFileSystem(_ path: [UInt8]) throws(FileError) {
        _ = try Self.check(.sync, path) { syncfs(raw) }
    }

    /// This folder, open once more. What goes wrong on its file system is told to each of the two:
    /// one that does not listen takes nothing away from the other.
    func openedAgain(_ path: [UInt8]) throws(FileError) -> Descriptor {
        Descriptor(
            adopting: try Self.check(.open, path) {
                unsafe Self.withCString([UInt8(ascii: ".")]) {
                    unsafe openat(raw, $0, OpenMode.readFolder.flags)
                }
            })
    }

    /// Bytes that may still be written to this file system; nil if it does not say.
    func freeSpace() -> UInt64? {
        var status = statvfs()
        guard unsafe fstatvfs(raw, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail)
            .multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? nil : bytes
    }

    /// The file will be read once, from front to back.
    func expectSequentialReading() {
        // Only advice: nothing depends on whether the system follows it.
        _ = posix_fadvise(raw, 0, 0, POSIX_FADV_SEQUENTIAL)
    }
}

extension Descriptor {
    static var lastError: Errno { Errno(rawValue: errno) }

    static func retry<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            guard result < 0, errno == EINTR else { return result }
        }
    }

    static func check(
        _ act: FileError.Act, _ path: [UInt8], _ call: () -> Int32
    ) throws(FileError) -> Int32 {
        let result = retry(call)
        guard result >= 0 else { throw FileError(act, path, lastError) }
        return result
    }

    static func withCString<Result>(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        var terminated = bytes.map { CChar(bitPattern: $0) }
        terminated.append(0)
        return unsafe terminated.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("an array that holds its terminator has an address")
            }
            return unsafe body(base)
        }
    }
}
