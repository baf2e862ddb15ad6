import NIOCore
import NIOPosix
import SystemPackage

/// A stored file that is open for one answer; closed when the answer is done.
final class OpenContent: Sendable {
    private static let pieceSize = 256 << 10

    private let file: SystemPackage.FileDescriptor

    private init(_ file: SystemPackage.FileDescriptor) {
        self.file = file
    }

    deinit {
        // Nothing was written, so closing cannot lose anything.
        try? file.close()
    }

    static func open(_ path: String) async throws -> OpenContent {
        try await NIOThreadPool.singleton.runIfActive {
            OpenContent(
                try SystemPackage.FileDescriptor.open(
                    FilePath(path), .readOnly, options: [.closeOnExec, .noFollow]))
        }
    }

    /// The next bytes at `position`, at least one and at most up to `end`.
    func piece(at position: Int64, upTo end: Int64) async throws -> ByteBuffer {
        let size = Int(min(Int64(Self.pieceSize), end - position))
        return try await piece(at: position, size: size)
    }

    private func piece(at position: Int64, size: Int) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { [file] in
            var piece = ByteBuffer()
            let count = try unsafe piece.writeWithUnsafeMutableBytes(minimumWritableBytes: size) {
                buffer in
                let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<size])
                return try unsafe file.read(fromAbsoluteOffset: position, into: room)
            }
            // A file that is shorter than the books say must not become a shorter answer.
            guard count > 0 else { throw Errno.ioError }
            return piece
        }
    }
}
