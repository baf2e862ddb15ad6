package import BrokerAPI
import GRDB
import Glibc
package import Primitives
import TransparencyLog

/// A copy of a broker's store as it was at one moment, taken while the broker goes on, or from one
/// that does not run. It only reads, and gives payloads a second name instead of copying them.
///
/// ```
/// FOLDER/log/checkpoints.db         what had been signed before that moment
/// FOLDER/log/witnessed.db           cosigned checkpoints and tokens, likewise
/// FOLDER/data/broker.db             everything else, at that moment
/// FOLDER/data/payloads/3f/3f0c...   every payload and upload that broker.db names
/// ```
/// The order is the point: what was signed is read first, so that the entries are never behind it.
package struct StoreSnapshot: Sendable {
    /// Entries in the log, and the root over them.
    package let size: UInt64
    package let root: SHA256Digest
    /// Files in `payloads`.
    package let payloads: Int
    /// Payloads that the broker itself no longer has whole: not there, or shorter than its database says.
    /// The copy holds all the rest.
    package let damaged: [UploadID]
    /// What the content of each whole payload must be; whoever reads the copy can tell whether it is.
    package let digests: [UploadID: SHA256Digest]

    /// A payload may be erased between the copy of the database and its second name; then the
    /// database is copied again. More often than this means that something else is wrong.
    private static let attempts = 8

    /// - Parameters:
    ///   - data: the broker's data folder.
    ///   - log: the folder of checkpoints, which need not be there.
    ///   - folder: an empty one on the volume of `data`.
    /// - Throws: `StoreError`; `.moving` when payloads kept being erased meanwhile.
    package init(data: String, log: String, to folder: String) throws(StoreError) {
        do {
            for part in ["log", "data"] { try FileCalls.makeFolder("\(folder)/\(part)") }
            for name in [CheckpointStore.fileName, WitnessedStore.fileName] {
                try Self.copy("\(log)/\(name)", to: "\(folder)/log/\(name)")
            }
            let source = PayloadFolder(
                root: data + "/payloads", flush: { FileCalls.fdatasync($0) }, reserveInBytes: 0)
            let copies = PayloadFolder(
                root: folder + "/data/payloads", flush: source.flush, reserveInBytes: 0)
            try PayloadFolder.prepare(copies.root)
            self = try Self.take(data, folder + "/data", source, copies)
        } catch {
            throw StoreError(error)
        }
    }

    private init(
        _ head: LogHead, _ contents: [UploadID: PayloadRows.Content], damaged: [UploadID],
        absent: Int
    ) {
        (size, root) = (head.size, head.root)
        (payloads, self.damaged) = (contents.count - absent, damaged)
        digests = contents.compactMapValues(\.digest)
    }

    private static func take(
        _ data: String, _ folder: String, _ source: PayloadFolder, _ copies: PayloadFolder
    ) throws -> StoreSnapshot {
        var absent: Set<UploadID> = []
        for _ in 0..<attempts {
            guard try copy(data + "/broker.db", to: folder + "/broker.db") else {
                throw StoreError.databaseMissing
            }
            let (contents, edge) = try look(folder + "/broker.db")
            let gone = try Set(contents.keys.filter { try !link($0, source, copies) })
            // What this copy names, and was not there before it was taken, was not erased: it is lost.
            guard gone.isSubset(of: absent) else {
                absent.formUnion(gone)
                continue
            }
            for name in try copies.names() where contents[name] == nil { try copies.remove(name) }
            let damaged = try contents.filter { name, content in
                try gone.contains(name) || FileCalls.size(copies.path(name)) ?? -1 < content.size
            }
            return StoreSnapshot(
                LogHead(edge), contents, damaged: damaged.keys.sorted { $0.text < $1.text },
                absent: gone.count)
        }
        throw StoreError.moving
    }

    /// - Returns: false when there is no such database.
    @discardableResult
    private static func copy(_ path: String, to copy: String) throws -> Bool {
        guard let source = try DatabaseSettings.openToRead(path) else { return false }
        for ending in ["", "-wal", "-shm", "-journal"] { try FileCalls.remove(copy + ending) }
        let target = try DatabaseQueue(path: copy)
        // All pages within one reading transaction: the state of one moment.
        try source.backup(to: target)
        // One file, without the two beside it that a database in WAL mode has.
        try target.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try target.close()
        try source.close()
        return true
    }

    private static func look(_ path: String) throws -> (
        [UploadID: PayloadRows.Content], TreeFrontier
    ) {
        guard let copy = try DatabaseSettings.openToRead(path) else {
            throw StoreError.databaseMissing
        }
        let found = try copy.read { database in
            (
                try PayloadRows.contents(database),
                try database.tableExists("logEdge") ? LogRows.edge(database) : nil
            )
        }
        try copy.close()
        return (found.0, found.1 ?? TreeFrontier())
    }

    /// - Returns: false when it is not there.
    private static func link(
        _ name: UploadID, _ source: PayloadFolder, _ copies: PayloadFolder
    ) throws(StoreError) -> Bool {
        guard unsafe Glibc.link(source.path(name), copies.path(name)) != 0 else { return true }
        switch errno {
        case EEXIST: return true
        case ENOENT: return false
        case ENOSPC, EDQUOT: throw .insufficientStorage
        case let reason: throw .system("link", errno: reason)
        }
    }
}
