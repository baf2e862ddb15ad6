import Glibc
import SystemPackage

/// A regular file that is read at any place; closed with its last owner.
///
/// Reading needs no position, so several readers can share one.
package final class InputFile: Sendable {
    private let descriptor: FileDescriptor
    package let path: String
    package let size: UInt64

    /// - Throws: `BundleFileError`.
    package init(path: String) throws {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch let reason as Errno {
            throw BundleFileError(.open, path, reason)
        }
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0,
            status.st_mode & S_IFMT == S_IFREG
        else {
            // A folder, pipe or device is no bundle, whatever it would answer to a read.
            try? descriptor.close()
            throw BundleFileError(.inspect, path, .isDirectory)
        }
        size = UInt64(clamping: status.st_size)
    }

    deinit {
        // Nothing was written through it: a failing close loses nothing.
        try? descriptor.close()
    }

    /// Fills a prefix of the buffer from `offset`; 0 at the end of the file.
    package func read(at offset: UInt64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        do {
            return try unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe try descriptor.read(
                    fromAbsoluteOffset: Int64(clamping: offset), into: bytes)
            }
        } catch let reason as Errno {
            throw BundleFileError(.read, path, reason)
        }
    }

    /// Exactly `count` bytes, or fewer at the end of the file.
    package func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            var span = bytes.mutableSpan
            var rest = span._mutatingExtracting(filled..<count)
            let step = try read(at: offset + UInt64(filled), into: &rest)
            if step == 0 { break }
            filled += step
        }
        return filled == count ? bytes : Array(bytes[..<filled])
    }

    /// A source that gives the bytes of one range in order, then 0 for ever.
    package func source(
        from offset: UInt64, count: UInt64
    ) -> (inout MutableSpan<UInt8>) throws -> Int {
        var position: UInt64 = 0
        return { buffer in
            let wanted = Int(min(count - position, UInt64(buffer.count)))
            guard wanted > 0 else { return 0 }
            var target = buffer._mutatingExtracting(0..<wanted)
            let step = try self.read(at: offset + position, into: &target)
            position += UInt64(step)
            return step
        }
    }
}
