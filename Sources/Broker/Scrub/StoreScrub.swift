import BrokerAPI
import Custody
import GRDB
import Primitives
package import TransparencyLog

/// Reads all that lies on the broker's disk, and compares it with what was signed: by the database's own
/// judgement, the log derived anew from its entries, each statement and signature under its entry, and each
/// preview and payload under its statement. Only reads, and the broker may go on meanwhile.
///
/// Not seen: the state of a delivery, uploads that are still coming, nonces. Nobody has signed those.
package struct StoreScrub: Sendable {
    package private(set) var findings: [ScrubFinding] = []
    /// Entries of the log.
    package private(set) var entries: UInt64 = 0
    package private(set) var deposits = 0
    /// Payloads that lie in files, and their bytes.
    package private(set) var files = 0
    package private(set) var bytes: Int64 = 0

    private static let findingsShown = 100
    private static let depositsPerRead = 256

    /// - Parameters:
    ///   - data: the broker's data folder.
    ///   - log: the folder of checkpoints, which need not be there.
    ///   - progress: told how many of how many bytes of payload files were read.
    /// - Throws: `StoreError.databaseMissing`; what makes the disk unreadable as a whole.
    package init(
        data: String, log: String, key: VerifierKey,
        progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws(StoreError) {
        let folder = PayloadFolder(
            root: data + "/payloads", flush: { FileCalls.fdatasync($0) }, reserveInBytes: 0)
        do {
            let path = data + "/broker.db"
            guard let queue = try DatabaseSettings.openToRead(path) else {
                throw StoreError.databaseMissing
            }
            try queue.read { try judge($0) }
            // What SQLite itself calls damaged is not worth reading further.
            guard findings.isEmpty else { return }
            let audit = try LogAudit(reading: queue, checkpoints: log, key: key)
            entries = audit.size
            for finding in audit.findings { note(.log(finding)) }
            let large = try readDeposits(queue)
            try queue.read { try checkLate($0) }
            let columns = try queue.read {
                try ScrubbedStatement.findings($0, limit: Self.findingsShown)
            }
            for finding in columns { note(finding) }
            try readFiles(large, folder, queue, progress)
            try queue.close()
        } catch {
            // What cannot be read to its end is found, and not merely not looked at.
            let failure = StoreError(error)
            guard case .database(let code) = failure, Self.isDamage(code) else { throw failure }
            note(.database("it cannot be read to its end, error \(code) of SQLite"))
        }
    }

    private static func isDamage(_ code: Int32) -> Bool {
        [ResultCode.SQLITE_CORRUPT, .SQLITE_NOTADB].contains { $0.rawValue == code & 0xFF }
    }

    private mutating func judge(_ database: Database) throws {
        for line in try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
        where line != "ok" {
            note(.database(SafeText.shown(line)))
        }
        if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil {
            note(.database("rows refer to others that are not there"))
        }
    }

    /// In many short transactions: a long one keeps the write-ahead log from beginning anew.
    ///
    /// - Returns: the payloads that lie in files.
    private mutating func readDeposits(_ queue: DatabaseQueue) throws -> [LargePayload] {
        var (large, last): ([LargePayload], Int64) = ([], 0)
        while true {
            let found = try queue.read { database in
                try ScrubbedDeposit.read(database, after: last, limit: Self.depositsPerRead)
            }
            for deposit in found {
                for finding in deposit.findings { note(finding) }
                if let payload = deposit.large { large.append(payload) }
            }
            deposits += found.count
            guard let next = found.last?.id, found.count == Self.depositsPerRead else {
                return large
            }
            last = next
        }
    }

    /// What came late stands in no log; it is still what somebody signed.
    private mutating func checkLate(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, statement, signature, entry FROM evidence WHERE isLate ORDER BY id")
        while let row = try rows.next() {
            if (try? LogAudit.opened(row)) == nil { note(.statement(row["id"])) }
        }
    }

    private mutating func readFiles(
        _ large: [LargePayload], _ folder: PayloadFolder, _ queue: DatabaseQueue,
        _ progress: (Int64, Int64) -> Void
    ) throws {
        let total = large.reduce(0) { $0 + $1.size }
        for payload in large {
            if try !payload.isWhole(in: folder) {
                // It may have been erased since its row was read.
                let isStillThere = try queue.read { database in
                    try Bool.fetchOne(
                        database, sql: "SELECT 1 FROM payload WHERE file = ?",
                        arguments: [Blob(payload.name.bytes)]) ?? false
                }
                if isStillThere { note(.payloadFile(payload.name)) }
            }
            files += 1
            bytes += payload.size
            progress(bytes, total)
        }
    }

    private mutating func note(_ finding: ScrubFinding) {
        if findings.count < Self.findingsShown { findings.append(finding) }
    }
}
