import Glibc
import PrivateFiles
import SystemPackage

/// The right to change a home folder: one command at a time.
///
/// An advisory lock (`flock`) on the file `lock`; it goes away with the process, so a killed
/// command leaves nothing to clean up.
final class HomeLock: Sendable {
    private let file: FileDescriptor

    /// - Throws: ``HomeError/busy(_:)`` when another command holds the lock.
    init(home: FilePath, file path: FilePath) throws {
        let file = try PrivateFile.open(
            path, .readWrite, options: [.create, .noFollow, .closeOnExec])
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            let reason = Errno(rawValue: errno)
            // Nothing was written through this descriptor.
            try? file.close()
            if reason == .wouldBlock { throw HomeError.busy(home) }
            throw FileError(reason, at: path)
        }
        self.file = file
    }

    /// Keeps the lock until here; written as `defer { lock.release() }`.
    func release() {
        // A failure means only that the lock was given back before.
        _ = flock(file.rawValue, LOCK_UN)
    }

    deinit {
        // Nothing was written through this descriptor.
        try? file.close()
    }
}
