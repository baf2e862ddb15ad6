import FoundationEssentials
import Glibc
import Primitives

/// Folders of a backup: what is in them, and copies that are on the disk.
enum Folder {
    private static let pieceInBytes = 1 << 20
    private static let deepest = 16
    /// What every fresh ext4 file system holds: a disk of its own for data or log is still empty.
    static let ofTheDisk = "lost+found"

    /// Every regular file below, by its name from there; sorted.
    ///
    /// - Throws: `.unlisted` for a link, a device or a folder too deep: no backup has those.
    static func files(below root: String) throws -> [String] {
        var found: [String] = []
        var waiting = [""]
        while let folder = waiting.popLast() {
            for name in try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder) {
                let path = folder.isEmpty ? name : folder + "/" + name
                switch kind(root + "/" + path) {
                case S_IFREG where folder.isEmpty && name == "lock": continue
                case S_IFREG: found.append(path)
                case S_IFDIR where path.split(separator: "/").count < deepest: waiting.append(path)
                default: throw BackupError.unlisted(path)
                }
            }
        }
        return found.sorted()
    }

    /// What is directly in a folder; empty where there is none.
    static func names(in path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []  // absence is the answer
    }

    /// Makes a folder below another, with every one between, for the owner only.
    static func make(_ name: some StringProtocol, in root: String) throws(BackupError) {
        var path = root
        for part in [""] + name.split(separator: "/").map({ "/" + $0 }) {
            path += part
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw .system("mkdir", name: path, errno: errno)
            }
        }
    }

    /// Copies into a new file, syncs it, and gives back the digest of what was copied.
    static func copy(_ source: String, to target: String) throws(BackupError) -> SHA256Digest {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard input >= 0 else {
            throw errno == ENOENT
                ? .missing(source) : .system("open", name: source, errno: errno)
        }
        defer { close(input) }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let output = unsafe open(target, flags, 0o600)
        guard output >= 0 else { throw .system("open", name: target, errno: errno) }
        defer { close(output) }
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: pieceInBytes)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe read(input, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("read", name: source, errno: errno) }
            if count == 0 { break }
            hasher.update(buffer.span.extracting(first: count))
            try OutputFile.write(buffer[..<count], to: output, target)
        }
        guard fsync(output) == 0 else { throw .system("fsync", name: target, errno: errno) }
        return hasher.finalize()
    }

    /// Makes new names in a folder durable.
    static func flush(_ path: String) throws(BackupError) {
        let folder = unsafe open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system("open", name: path, errno: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .system("fsync", name: path, errno: errno) }
    }

    private static func kind(_ path: String) -> UInt32 {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }
}
