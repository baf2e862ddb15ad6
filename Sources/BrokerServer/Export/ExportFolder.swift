import Glibc
import Primitives

/// A folder that is filled once: a bag (RFC 8493), which `sha256sum -c` and every tool for bags checks.
///
/// The lists come last: what was cut off has none.
struct ExportFolder {
    static let readmeName = "README.txt"

    let path: String
    private var content: [(name: String, digest: SHA256Digest)] = []
    private var tags: [(name: String, digest: SHA256Digest)] = []
    private var sizeInBytes: Int64 = 0

    var files: Int { content.count }

    /// - Throws: `BackupError.exists` when there is anything of this name.
    init(making path: String) throws(BackupError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            throw errno == EEXIST
                ? .exists(path) : .system("mkdir", name: path, errno: errno)
        }
        self.path = path
    }

    /// - Parameter name: below `data/`, of letters, digits, points, hyphens and slashes.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws(BackupError) {
        var file = try begin(name)
        try file.write(bytes)
        try end(file)
    }

    mutating func add(_ name: String, copying source: String) throws(BackupError) {
        let name = try prepare(name)
        content.append((name, try Folder.copy(source, to: path + "/" + name)))
        var status = stat()
        if unsafe stat(path + "/" + name, &status) == 0 { sizeInBytes += Int64(status.st_size) }
    }

    /// One that is written piece by piece.
    func begin(_ name: String) throws(BackupError) -> ExportFile {
        let name = try prepare(name)
        return try ExportFile(name, in: path)
    }

    mutating func end(_ file: consuming ExportFile) throws(BackupError) {
        sizeInBytes += file.sizeInBytes
        let name = file.name
        content.append((name, try file.finish()))
    }

    private func prepare(_ name: String) throws(BackupError) -> String {
        let name = "data/" + name
        let folder = name.split(separator: "/").dropLast().joined(separator: "/")
        try Folder.make(folder, in: path)
        return name
    }

    /// Writes what says how to read it, and the lists.
    mutating func finish(readme: [UInt8], at time: Timestamp) throws(BackupError) {
        try tag("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8))
        let info = """
            Bagging-Date: \(time.text.prefix(10))
            Payload-Oxum: \(sizeInBytes).\(content.count)

            """
        try tag("bag-info.txt", Array(info.utf8))
        try tag(Self.readmeName, readme)
        try tag("manifest-sha256.txt", BackupList.bytes(content.sorted { $0.name < $1.name }))
        try tag("tagmanifest-sha256.txt", BackupList.bytes(tags))
        sync()
    }

    private mutating func tag(_ name: String, _ bytes: [UInt8]) throws(BackupError) {
        var file = try ExportFile(name, in: path)
        try file.write(bytes)
        tags.append((name, try file.finish()))
    }
}

/// A new file, for the owner only, and the digest of what was written to it.
struct ExportFile: ~Copyable {
    let name: String
    private(set) var sizeInBytes: Int64 = 0
    private var hasher = SHA256Hasher()
    private let descriptor: Descriptor

    init(_ name: String, in folder: String) throws(BackupError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let opened = unsafe open(folder + "/" + name, flags, 0o600)
        guard opened >= 0 else { throw .system("open", name: name, errno: errno) }
        self.name = name
        descriptor = Descriptor(value: opened)
    }

    /// Closed with the file.
    private struct Descriptor: ~Copyable {
        let value: Int32

        deinit { close(value) }
    }

    mutating func write(_ bytes: [UInt8]) throws(BackupError) {
        hasher.update(bytes)
        try OutputFile.write(bytes[...], to: descriptor.value, name)
        sizeInBytes += Int64(bytes.count)
    }

    consuming func finish() throws(BackupError) -> SHA256Digest {
        hasher.finalize()
    }
}
