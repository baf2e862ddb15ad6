package import BrokerAPI
import GRDB
package import Primitives
package import TransparencyLog

/// Whether a store that was put back is whole: SQLite's own judgement, every payload of the size that
/// its deposit has, and the log derived anew from its entries.
package struct SnapshotCheck: Sendable {
    /// What is wrong, in plain words; empty when nothing is.
    package private(set) var faults: [String] = []
    /// Payloads that are missing, shorter than their deposits say, or of another content.
    package private(set) var damagedPayloads: [UploadID] = []
    package private(set) var size: UInt64 = 0
    /// Entries that were signed, as the store of checkpoints has it; nil where there is none.
    package private(set) var signed: UInt64?

    private static let faultsShown = 10

    /// - Parameter digests: of payloads that were read while they were put there.
    ///
    /// Opens the store, which brings it up to date and removes what nothing refers to.
    ///
    /// - Throws: `StoreError` when it cannot be opened.
    package init(
        data: String, log: String, key: VerifierKey?, digests: [UploadID: SHA256Digest] = [:],
        now: Timestamp
    ) throws(StoreError) {
        let store = try BrokerStore(folder: data, now: now)
        do {
            var check = self
            try store.pool.read { try check.judge($0, store.folder, digests) }
            self = check
            signed = try CheckpointStore.head(in: log)?.head.size
        } catch {
            throw StoreError(error)
        }
        guard let key else { return }
        let audit = try LogAudit(of: store, checkpoints: log, key: key)
        size = audit.size
        for finding in audit.findings where !Self.isOnlyBehind(finding, size) {
            note(finding.message)
        }
    }

    /// That fewer entries are here than were signed is no damage: the broker says so when it starts.
    private static func isOnlyBehind(_ finding: LogFinding, _ size: UInt64) -> Bool {
        switch finding {
        case .shorter, .checkpointsMissing, .behind: true
        case .cosigned(let cosigned), .token(let cosigned, _): cosigned > size
        default: false
        }
    }

    private mutating func judge(
        _ database: Database, _ folder: PayloadFolder, _ digests: [UploadID: SHA256Digest]
    ) throws {
        for line in try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
        where line != "ok" {
            note("the database is damaged: \(SafeText.shown(line))")
        }
        if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil {
            note("the database is damaged: rows refer to others that are not there")
        }
        damagedPayloads = try PayloadRows.contents(database).filter { name, content in
            if let digest = content.digest, let found = digests[name], found != digest {
                return true
            }
            return try FileCalls.size(folder.path(name)) ?? -1 < content.size
        }.keys.sorted { $0.text < $1.text }
    }

    private mutating func note(_ fault: String) {
        if faults.count < Self.faultsShown { faults.append(fault) }
    }
}
