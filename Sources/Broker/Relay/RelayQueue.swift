import GRDB
package import Primitives

/// What is on its way to other brokers, seen from outside the broker.
package enum RelayQueue {
    /// Takes everything that waits in a data folder for something that may have been sent: a backup does
    /// not know what was begun after it, and that a home broker has nothing cannot be taken back.
    ///
    /// - Parameter folder: one that no broker uses at the moment.
    package static func doubtAll(in folder: String, now: Timestamp) throws(StoreError) {
        try doubtAll(in: BrokerStore(folder: folder, now: now))
    }

    static func doubtAll(in store: BrokerStore) throws(StoreError) {
        do {
            try store.pool.write { try RelayRows.doubtAll($0) }
        } catch {
            throw StoreError(error)
        }
    }
}
