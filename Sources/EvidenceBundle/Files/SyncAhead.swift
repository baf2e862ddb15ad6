import BagIt
import Dispatch
import Synchronization

/// Syncs what was made so far on a thread of its own, while more is made, one sync at a time.
final class SyncAhead: Sendable {
    private let sync: EarlySync
    private let queue = DispatchQueue(label: "plomba.sync-ahead", qos: .userInitiated)
    private let isRunning = Mutex(false)

    init(_ sync: consuming EarlySync) { self.sync = sync }

    /// Begins one, unless one is running.
    ///
    /// - Returns: whether it began.
    func begin() -> Bool {
        let begins = isRunning.withLock { running in
            defer { running = true }
            return !running
        }
        guard begins else { return false }
        queue.async { [self] in
            sync.run()
            isRunning.withLock { $0 = false }
        }
        return true
    }
}
