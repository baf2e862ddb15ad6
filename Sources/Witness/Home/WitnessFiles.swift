import Glibc
import Primitives
import SystemPackage

/// Files of a witness's folder: for their owner only, and replaced as a whole or not at all.
struct WitnessFiles: Sendable {
    private static let filePermissions = FilePermissions(rawValue: 0o600)
    private static let folderPermissions: mode_t = 0o700

    let root: FilePath

    init(_ root: String) {
        self.root = FilePath(root)
    }

    func exists(_ name: String) -> Bool {
        (try? Stat(path(name))) != nil
    }

    func path(_ name: String) -> FilePath {
        name.isEmpty ? root : root.pushing(FilePath(name))
    }

    /// As a person would name it.
    func shownPath(_ name: String) -> String { path(name).string }

    /// The whole file, if it has at most `limit` bytes.
    func read(_ name: String, limit: Int) throws(WitnessError) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path(name), .readOnly, options: [.closeOnExec])
            defer { try? file.close() }  // nothing was written
            var bytes = [UInt8](repeating: 0, count: limit + 1)
            var count = 0
            while count <= limit {
                let read = try unsafe bytes.withUnsafeMutableBytes { buffer in
                    try unsafe file.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
                }
                if read == 0 { return Array(bytes[..<count]) }
                count += read
            }
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
        throw .file(name, reason: "larger than \(limit) bytes")
    }

    /// A file that group or others can neither read nor change.
    func readSecret(_ name: String, limit: Int) throws(WitnessError) -> [UInt8] {
        let others: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]
        guard let found = try? Stat(path(name)), found.permissions.isDisjoint(with: others) else {
            throw exists(name) ? .tooOpen(name) : .file(name, reason: "not there")
        }
        return try read(name, limit: limit)
    }

    /// Replaces the file, or makes it: what is there after a power cut is the old or the new content,
    /// and the new one once this returns.
    func replace(_ name: String, _ bytes: [UInt8]) throws(WitnessError) {
        let temporary = name + ".new"
        do {
            try write(temporary, bytes, options: [.create, .truncate, .closeOnExec])
            guard unsafe rename(path(temporary).string, path(name).string) == 0 else {
                throw Errno(rawValue: errno)
            }
            try flush(folderOf: name)
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
    }

    /// Makes a new file, all of it or nothing; never replaces one.
    func create(_ name: String, _ bytes: [UInt8]) throws(WitnessError) {
        let temporary = name + ".new"
        do {
            try write(temporary, bytes, options: [.create, .truncate, .closeOnExec])
            defer { _ = unsafe unlink(path(temporary).string) }
            guard unsafe link(path(temporary).string, path(name).string) == 0 else {
                throw Errno(rawValue: errno)
            }
            try flush(folderOf: name)
        } catch Errno.fileExists {
            throw .exists(name)
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
    }

    /// Makes a folder; one that is there stays as it is.
    func makeFolder(_ name: String) throws(WitnessError) {
        guard unsafe mkdir(path(name).string, Self.folderPermissions) == 0 || errno == EEXIST else {
            throw .file(name.isEmpty ? root.string : name, reason: Self.reason(errno))
        }
    }

    private func write(
        _ name: String, _ bytes: [UInt8], options: FileDescriptor.OpenOptions
    ) throws {
        let file = try FileDescriptor.open(
            path(name), .writeOnly, options: options, permissions: Self.filePermissions)
        try file.closeAfter {
            try file.writeAll(bytes)
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }

    private func flush(folderOf name: String) throws {
        let folder = try FileDescriptor.open(
            path(name).removingLastComponent(), .readOnly, options: [.directory, .closeOnExec])
        try folder.closeAfter {
            guard fsync(folder.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }

    private static func reason(_ error: Int32) -> String { reason(Errno(rawValue: error)) }

    /// The system's words for a failure; they hold no path.
    private static func reason(_ error: any Error) -> String {
        switch error as? Errno {
        case .noSuchFileOrDirectory: "not there"
        case .permissionDenied: "permission denied"
        case .noSpace: "no space left"
        case let other?: "system error \(other.rawValue)"
        case nil: "cannot be used"
        }
    }
}
