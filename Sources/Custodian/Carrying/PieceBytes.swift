import BagIt
import Primitives
import PrivateFiles
import SystemPackage

/// The bytes of one piece, wherever they lie, read once from front to back.
struct PieceBytes {
    let size: UInt64
    private let read: (inout [UInt8]) throws -> Int

    private static let blockSize = 1 << 20

    /// Of a file on a carrier.
    init(_ file: CarrierFile) {
        size = file.size
        read = { buffer in
            var span = buffer.mutableSpan
            return try file.read(into: &span)
        }
    }

    private init(size: UInt64, read: @escaping (inout [UInt8]) throws -> Int) {
        (self.size, self.read) = (size, read)
    }

    /// Of a file in the home.
    static func file<Result>(
        _ path: FilePath, _ body: (PieceBytes) throws -> Result
    ) throws -> Result {
        let file = try PrivateFile.open(
            path, .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
        // Closing a file that was only read cannot lose anything.
        defer { try? file.close() }
        let size = (try? file.stat().size) ?? 0
        return try body(
            PieceBytes(size: UInt64(clamping: size)) { buffer in
                do throws(Errno) {
                    return try SystemCall.read(file, into: &buffer)
                } catch {
                    throw FileError(error, at: path)
                }
            })
    }

    /// Hands on at most `size` bytes.
    ///
    /// - Returns: SHA-256 of what was there.
    func forEachBlock(_ body: (Span<UInt8>) throws -> Void) throws -> SHA256Digest {
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: Self.blockSize)
        var left = size
        while left > 0 {
            let count = min(try read(&buffer), Int(clamping: left))
            if count == 0 { break }
            let block = buffer.span.extracting(first: count)
            hasher.update(block)
            try body(block)
            left -= UInt64(count)
        }
        return hasher.finalize()
    }

    func copy(to file: FileDescriptor) throws -> SHA256Digest {
        try forEachBlock { try SystemCall.writeAll($0, to: file) }
    }

    func digest() throws -> SHA256Digest { try forEachBlock { _ in } }
}
