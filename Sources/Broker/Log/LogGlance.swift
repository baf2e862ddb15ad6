import GRDB
import Primitives
package import TransparencyLog

/// A quick look at the log from outside, also while a broker runs: it only reads.
///
/// Whether it is shorter than what was signed, or signed by another key, or another one of the same
/// length. Whatever else may be wrong only `LogAudit` finds.
package struct LogGlance: Sendable {
    /// Entries in the database.
    package private(set) var size: UInt64 = 0
    /// Entries that were signed.
    package private(set) var signed: UInt64 = 0
    package private(set) var faults: [LogFault] = []
    /// The putting back after which nothing new was signed yet.
    package private(set) var restoration: Restoration?

    /// - Throws: `StoreError`.
    package init(data: String, checkpoints: String, key: VerifierKey) throws(StoreError) {
        do {
            // First what was signed: of a broker that runs, the entries are never behind it.
            let known = try CheckpointStore.head(in: checkpoints)
            guard let queue = try DatabaseSettings.openToRead(data + "/broker.db") else { return }
            let newest = try queue.read { database in
                // A database of a version without a log has nothing to look at.
                try database.tableExists("logEdge") ? try LogRows.edge(database) : nil
            }.map(LogHead.init)
            size = newest?.size ?? 0
            let keys = try queue.read { try LogSuccessionRows.keys($0, current: key) }
            guard let (head, signer) = known else {
                if size > 0 { faults.append(.checkpointsMissing) }
                return
            }
            signed = head.size
            restoration = try Self.restoration(in: checkpoints)
            if !keys.mayHaveSigned(signer) { faults.append(.otherKey) }
            if size < head.size { faults.append(.shorter) }
            if let newest, newest.size == head.size, newest != head { faults.append(.forked) }
            // Those of a smaller size are held against the log by a start, and by `LogAudit`.
            if try Self.shownAhead(in: checkpoints, keys).contains(where: { shown in
                size < shown.size || newest?.size == shown.size && newest?.root != shown.root
            }) {
                faults.append(.behindWitnesses)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// What witnesses have shown that was not here.
    private static func shownAhead(
        in folder: String, _ keys: LogKeys
    ) throws -> [VerifiedCheckpoint] {
        ShownAhead.verified(try CheckpointStore.shownAhead(in: folder), keys)
    }

    private static func restoration(in folder: String) throws -> Restoration? {
        try DatabaseSettings.openToRead(folder + "/" + CheckpointStore.fileName)?
            .read(Restoration.find)
    }
}
