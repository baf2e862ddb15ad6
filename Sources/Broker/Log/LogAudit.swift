import GRDB
package import Primitives
package import TransparencyLog

/// Derives the whole log anew from its entries, and holds against it everything that is stored:
/// tiles, right edge, what was signed, the statements and records whose entries they are, and what was
/// collected over it: cosigned checkpoints and time-stamp tokens.
package struct LogAudit {
    /// What was found wrong, in the order in which it was found; no more than a few of a kind.
    package private(set) var findings: [LogFinding] = []
    package private(set) var size: UInt64 = 0
    package private(set) var root = TreeHasher.emptyRoot

    private static let entriesPerRead: UInt64 = 1 << 14
    private static let findingsPerKind = 10

    /// Reads a store that no broker uses at the moment.
    package init(
        of store: BrokerStore, checkpoints: String, key: VerifierKey
    ) throws(StoreError) {
        do {
            let signed = try CheckpointStore(folder: checkpoints).head()
            let kept = try KeptCheckpoints(in: checkpoints, key: key)
            var audit = self
            try store.pool.read { try audit.run($0, signed?.head, kept) }
            self = audit
            if let signed, !signed.key.utf8.elementsEqual(key.text.utf8) { note(.otherKey) }
        } catch {
            throw StoreError(error)
        }
    }

    private mutating func run(
        _ database: Database, _ head: LogHead?, _ kept: KeptCheckpoints
    ) throws {
        for finding in kept.findings { note(finding) }
        let edge = try deriveTiles(database, head, kept.roots)
        size = edge.size
        let newest = LogHead(edge)
        root = newest.root
        if try LogRows.edge(database) ?? TreeFrontier() != edge { note(.edge) }
        if let head {
            if head.size > size { note(.shorter(signed: head.size)) }
            if head.size == size, head != newest { note(.forked(size: size)) }
        } else if size > 0 {
            note(.checkpointsMissing)
        }
        try checkStatements(database)
    }

    /// Appends every entry, and compares each tile that becomes full.
    private mutating func deriveTiles(
        _ database: Database, _ head: LogHead?, _ cosigned: [UInt64: SHA256Digest]
    ) throws -> TreeFrontier {
        var hasher = TreeHasher()
        var tiles = RightmostTiles()
        var fullTiles = 0
        let count = try LogRows.size(database)
        while tiles.size < count {
            let end = min(tiles.size + Self.entriesPerRead, count)
            let entries = try LogRows.entries(database, tiles.size..<end)
            for entry in entries {
                if AuditLogEntry(parsing: entry) == nil { note(.entry(tiles.size)) }
                for full in tiles.append(leaf: hasher.leaf(entry), hasher: &hasher) {
                    fullTiles += 1
                    let stored = try LogRows.tile(
                        database, level: full.tile.level, index: full.tile.index)
                    if stored != HashTile.encode(full.hashes) { note(.tile(full.tile.path)) }
                }
                if tiles.size == head?.size, LogHead(tiles.frontier) != head {
                    note(.forked(size: tiles.size))
                }
                if let root = cosigned[tiles.size], LogHead(tiles.frontier).root != root {
                    note(.cosigned(size: tiles.size))
                }
            }
            // A gap ends the reading of entries with an error; an end before the last is one too.
            guard tiles.size == end else { throw StoreError.log(.mismatch) }
        }
        for size in cosigned.keys.sorted() where size > count { note(.cosigned(size: size)) }
        let stored = try Int.fetchOne(database, sql: "SELECT count(*) FROM logTile") ?? 0
        if stored != fullTiles { note(.tileCount(stored: stored, expected: fullTiles)) }
        return tiles.frontier
    }

    /// Every statement stands in the log where its row says.
    private mutating func checkStatements(_ database: Database) throws {
        let deposits = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, statement, entry, acceptanceEntry, position FROM deposit ORDER BY id
                """)
        while let row = try deposits.next() {
            let expected: [AuditLogEntry] = [
                .commitment(.of(try row.bytes("entry"))),
                .commitment(try SealedCommitment.of(try row.bytes("statement"))),
                .commitment(.of(try row.bytes("acceptanceEntry"))),
            ]
            if try !stands(database, expected, row) { note(.deposit(row["id"])) }
        }
        let evidence = try Row.fetchCursor(
            database, sql: "SELECT id, entry, position FROM evidence WHERE NOT isLate ORDER BY id")
        while let row = try evidence.next() {
            let expected: [AuditLogEntry] = [.commitment(.of(try row.bytes("entry")))]
            if try !stands(database, expected, row) { note(.evidence(row["id"])) }
        }
        try checkSkipped(database)
        try checkDisposals(database)
        try checkRecords(database)
    }

    private mutating func checkDisposals(_ database: Database) throws {
        let disposals = try Row.fetchCursor(
            database,
            sql: "SELECT deposit, entry, position FROM disposal ORDER BY deposit, signer")
        while let row = try disposals.next() {
            let expected: [AuditLogEntry] = [.commitment(.of(try row.bytes("entry")))]
            if try !stands(database, expected, row) { note(.disposal(deposit: row["deposit"])) }
        }
    }

    private mutating func checkSkipped(_ database: Database) throws {
        let skipped = try Row.fetchCursor(
            database,
            sql: "SELECT mailbox, place, entry, position FROM skipped ORDER BY mailbox, place")
        while let row = try skipped.next() {
            let expected: [AuditLogEntry] = [.commitment(.of(try row.bytes("entry")))]
            if try !stands(database, expected, row) {
                note(.skipped(mailbox: row["mailbox"], place: row["place"]))
            }
        }
    }

    func stands(
        _ database: Database, _ expected: [AuditLogEntry], _ row: Row
    ) throws -> Bool {
        guard let position = (row["position"] as Int64?).flatMap(UInt64.init(exactly:)) else {
            return false
        }
        let range = position..<position + UInt64(expected.count)
        return try LogRows.entries(database, range) == expected.map(\.bytes)
    }

    mutating func note(_ finding: LogFinding) {
        let ofItsKind = findings.count { $0.code.utf8.elementsEqual(finding.code.utf8) }
        if ofItsKind < Self.findingsPerKind { findings.append(finding) }
    }
}

/// Something in the log that is not as it must be.
package enum LogFinding: Sendable, Equatable {
    case entry(UInt64)
    case tile(String)
    case tileCount(stored: Int, expected: Int)
    case edge
    case shorter(signed: UInt64)
    case forked(size: UInt64)
    case checkpointsMissing
    case otherKey
    case deposit(Int64)
    case evidence(Int64)
    case skipped(mailbox: Int64, place: Int64)
    case disposal(deposit: Int64)
    case record(organisation: Int64, version: Int64)
    case cosigned(size: UInt64)
    case token(size: UInt64, authority: String)

    package var code: String {
        switch self {
        case .entry: "log.entry"
        case .tile, .tileCount: "log.tile"
        case .edge: "log.edge"
        case .shorter: LogFault.shorter.code
        case .forked: LogFault.forked.code
        case .checkpointsMissing: LogFault.checkpointsMissing.code
        case .otherKey: LogFault.otherKey.code
        case .deposit, .evidence, .skipped, .disposal: "log.statement"
        case .record: "log.record"
        case .cosigned: "log.cosigned"
        case .token: "log.token"
        }
    }

    package var message: String {
        switch self {
        case .entry(let index): "entry \(index) is of no known kind"
        case .tile(let path): "\(path) is missing, or not what its entries give"
        case .tileCount(let stored, let expected):
            "\(stored) full tiles are stored where there should be \(expected)"
        case .edge: "the stored right edge is not what the entries give"
        case .shorter(let signed): "\(LogFault.shorter.message): \(signed) were signed"
        case .forked(let size): "\(LogFault.forked.message), at size \(size)"
        case .checkpointsMissing: LogFault.checkpointsMissing.message
        case .otherKey: LogFault.otherKey.message
        case .deposit(let row): "the log has other entries than those of deposit \(row)"
        case .evidence(let row): "the log has another entry than that of statement \(row)"
        case .skipped(let mailbox, let place):
            "the log has another entry than that of skipped number \(place) of mailbox \(mailbox)"
        case .disposal(let row):
            "the log has another entry than that of the sender's disposal of deposit \(row)"
        case .record(let organisation, let version):
            "record \(version) of organisation \(organisation) does not stand where its row says"
        case .cosigned(let size):
            "what is kept as the cosigned checkpoint of size \(size) is not one of this log"
        case .token(let size, let authority):
            "the token of \(authority) that is kept is not over the checkpoint of size \(size)"
        }
    }
}
