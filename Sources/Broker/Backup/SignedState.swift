import GRDB
import Primitives
import TransparencyLog

/// How far a broker has signed its log, as the folder of checkpoints has it.
package struct SignedState: Comparable, Sendable {
    /// Nil where nothing was signed yet.
    package let size: UInt64?

    /// - Throws: `StoreError` when the folder's database cannot be read.
    package init(in folder: String) throws(StoreError) {
        do {
            size = try CheckpointStore.head(in: folder)?.head.size
        } catch {
            throw StoreError(error)
        }
    }

    package static func < (left: SignedState, right: SignedState) -> Bool {
        guard let right = right.size else { return false }
        return left.size.map { $0 < right } ?? true
    }
}

extension SignedState {
    /// Takes the head of a newer record into an older one, so that what witnesses have shown stays with it.
    ///
    /// It goes forward only: the log in `data` must have begun with what the older one has, and continue
    /// to what the newer one has, by one key. It is marked before: whoever repeats a restore that was cut off
    /// here finds nothing older any more.
    ///
    /// - Returns: false, with nothing changed, when it is not so.
    /// - Throws: `StoreError`.
    package static func bring(
        _ older: String, forwardTo newer: String, over data: String, marked mark: Restoration
    ) throws(StoreError) -> Bool {
        do {
            guard let new = try CheckpointStore.head(in: newer) else { return false }
            let old = try CheckpointStore.head(in: older)
            guard old.map({ $0.key.utf8.elementsEqual(new.key.utf8) }) ?? true,
                try contains([old?.head ?? .empty, new.head], data)
            else { return false }
            let store = try CheckpointStore(folder: older)
            try store.set(mark)
            if old == nil { try store.begin(key: new.key) }
            try store.advance(from: old?.head ?? .empty, to: new.head)
            return true
        } catch {
            throw StoreError(error)
        }
    }

    private static func contains(_ heads: [LogHead], _ data: String) throws -> Bool {
        guard let queue = try DatabaseSettings.openToRead(data + "/broker.db") else { return false }
        return try queue.read { database in
            let size = try LogRows.size(database)
            let tiles = LogTiles(
                database: database, edge: try LogTiles.edge(database, size: size))
            return try heads.allSatisfy { head in
                guard head.size <= size else { return false }
                return try tiles.holds(head)
            }
        }
    }
}
