import Synchronization

/// Remembers that a write or a flush failed, for the rest of the process.
///
/// After a failed fsync the kernel may already have dropped the pages and report success next time
/// (decision record 0062), so no later success may be acknowledged. Reading goes on.
final class FaultLatch: Sendable {
    private let first = Mutex<StoreError?>(nil)

    var fault: StoreError? { first.withLock { $0 } }

    /// Latches when the error leaves the disk uncertain; gives the error back.
    func note(_ error: StoreError) -> StoreError {
        guard error.isFault else { return error }
        first.withLock { first in
            if first == nil { first = error }
        }
        return error
    }

    func requireHealthy() throws(StoreError) {
        guard fault == nil else { throw .readOnly }
    }
}
