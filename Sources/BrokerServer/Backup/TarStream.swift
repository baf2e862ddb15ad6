import Glibc
import Primitives

/// Writes a tar archive (POSIX ustar) to a descriptor, one file after the other, and keeps the digest of
/// each. GNU tar and bsdtar read it.
///
/// ```
/// name 100, mode 8, uid 8, gid 8, size 12, mtime 12, checksum 8, type 1, link 100,
/// "ustar\0" "00", user 32, group 32, device 16, prefix 155, padding 12; content, padded to 512
/// ```
/// A size from 8 GiB on is written as GNU does: 0x80, then a big-endian number.
struct TarStream {
    /// Name and digest of each file, in their order.
    private(set) var digests: [(name: String, digest: SHA256Digest)] = []

    private let output: Int32
    private let time: Int64
    private static let block = 512
    private static let nameLimit = 100
    private static let pieceInBytes = 1 << 20

    init(to output: Int32, time: Timestamp) {
        self.output = output
        self.time = time.secondsSinceEpoch
    }

    mutating func add(_ name: String, _ bytes: [UInt8]) throws(BackupError) {
        try write(Self.header(name, size: Int64(bytes.count), time: time), name)
        try write(bytes, name)
        try pad(Int64(bytes.count), name)
        digests.append((name, .of(bytes)))
    }

    /// Adds as many bytes as the file had when it was opened: a growing upload is cut off there.
    mutating func add(_ name: String, file path: String) throws(BackupError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { throw .system("open", name: name, errno: errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .system("fstat", name: name, errno: errno)
        }
        let size = Int64(status.st_size)
        try write(Self.header(name, size: size, time: time), name)
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: Self.pieceInBytes)
        var rest = size
        while rest > 0 {
            let wanted = Int(min(rest, Int64(buffer.count)))
            let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe read(file, buffer.baseAddress, wanted)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .changed(name) }
            hasher.update(buffer.span.extracting(first: count))
            try write(buffer[..<count], name)
            rest -= Int64(count)
        }
        try pad(size, name)
        digests.append((name, hasher.finalize()))
    }

    /// Two empty blocks.
    func finish() throws(BackupError) {
        try write([UInt8](repeating: 0, count: 2 * Self.block), "end")
    }

    private func pad(_ size: Int64, _ name: String) throws(BackupError) {
        let last = Int(size % Int64(Self.block))
        guard last > 0 else { return }
        try write([UInt8](repeating: 0, count: Self.block - last), name)
    }

    private static func header(
        _ name: String, size: Int64, time: Int64
    ) throws(BackupError) -> [UInt8] {
        guard (1...nameLimit).contains(name.utf8.count) else { throw .name(name) }
        var header = [UInt8](repeating: 0, count: block)
        func put(_ bytes: [UInt8], at offset: Int) {
            header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        put(Array(name.utf8), at: 0)
        put(octal(0o600, digits: 7), at: 100)
        put(octal(0, digits: 7), at: 108)
        put(octal(0, digits: 7), at: 116)
        put(number(size), at: 124)
        put(octal(max(time, 0), digits: 11), at: 136)
        put([UInt8](repeating: UInt8(ascii: " "), count: 8), at: 148)
        header[156] = UInt8(ascii: "0")
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257)
        let sum = header.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148)
        return header
    }

    private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
        let text = Array(String(value, radix: 8).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
    }

    private static func number(_ size: Int64) -> [UInt8] {
        guard size >= 1 << 33 else { return octal(size, digits: 11) }
        return [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
    }

    private func write(_ bytes: some Sequence<UInt8>, _ name: String) throws(BackupError) {
        try OutputFile.write(ArraySlice(bytes), to: output, name)
    }
}

/// Writing to a descriptor until all is written.
enum OutputFile {
    static func write(
        _ bytes: ArraySlice<UInt8>, to file: Int32, _ name: String
    ) throws(BackupError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .system("write", name: name, errno: errno) }
            done += written
        }
    }
}
