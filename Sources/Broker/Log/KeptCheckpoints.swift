import GRDB
import Primitives
import Timestamping
import TransparencyLog

/// What was collected over the log, as it is kept in a database of its own: checkpoints that a quorum
/// cosigned, those that authorities were asked about, and their tokens.
///
/// Each must be signed by the log, or by one that it continues, and of its row's size; a token must be over the text of its
/// checkpoint. Whether the tree has these roots is `LogAudit`'s to say. Cosignatures, and who signed a
/// token, are not looked at: readers judge them by keys of their own.
struct KeptCheckpoints {
    /// The root that is said for each size.
    private(set) var roots: [UInt64: SHA256Digest] = [:]
    private(set) var findings: [LogFinding] = []

    private var keys: LogKeys
    /// By whose name each size was signed.
    private var origins: [UInt64: KeyName] = [:]

    init(in folder: String, keys: LogKeys) throws {
        self.keys = keys
        let path = folder + "/" + WitnessedStore.fileName
        guard let queue = try DatabaseSettings.openToRead(path) else { return }
        var kept = self
        try queue.read { database in
            for table in ["witnessed", "batch"] where try database.tableExists(table) {
                try kept.read(table, database)
            }
            if try database.tableExists("stamp") { try kept.readTokens(database) }
        }
        self = kept
    }

    private mutating func read(_ table: String, _ database: Database) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT size, note FROM \(table) ORDER BY size")
        while let row = try rows.next() {
            let size = UInt64(clamping: row["size"] as Int64)
            guard
                let shown = try? UnverifiedCheckpoint(parsing: row.bytes("note")),
                let signed = try? keys.verify(shown), signed.size == size,
                roots[size] == nil || roots[size] == signed.root
            else {
                findings.append(.cosigned(size: size))
                continue
            }
            roots[size] = signed.root
            origins[size] = signed.origin
        }
    }

    private mutating func readTokens(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT size, authority, token FROM stamp WHERE token IS NOT NULL ORDER BY size")
        while let row = try rows.next() {
            let size = UInt64(clamping: row["size"] as Int64)
            let origin = origins[size] ?? keys.current.name
            let text = roots[size].map { Checkpoint(origin: origin, size: size, root: $0).text }
            guard let text,
                let token = try? UnverifiedTimestampToken(der: row.bytes("token")),
                token.claimedImprint == .of(text)
            else {
                findings.append(.token(size: size, authority: row["authority"]))
                continue
            }
        }
    }
}
