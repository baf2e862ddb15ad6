import Glibc

/// An exclusive lock on the data folder, held as long as this value lives.
///
/// The whole safety of the one writer rests on it: SQLite before 3.51.3 can corrupt a WAL database
/// that two connections checkpoint at once (decision record 0061). The kernel drops the lock when
/// the process ends, however it ends.
@safe package final class StoreLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StoreError.locked` when another process, or this one, holds it.
    package init(folder: String) throws(StoreError) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        descriptor = unsafe open(folder + "/lock", flags, 0o600)
        guard descriptor >= 0 else { throw .system("open", errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // All members are there, so `deinit` closes it: once more here would close what somebody else
            // has opened under its number meanwhile.
            throw errno == EWOULDBLOCK ? .locked : .system("flock", errno: errno)
        }
    }

    deinit {
        close(descriptor)
    }
}
