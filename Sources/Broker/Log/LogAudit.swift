import Custody
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
    /// What witnesses have shown that was not here.
    private var shown: [VerifiedCheckpoint] = []
    /// No entry is missing between others. After one that is, no root can be derived.
    private var isWhole = true
    private var claims = EntryClaims(size: 0)

    private static let entriesPerRead: UInt64 = 1 << 14
    private static let findingsPerKind = 10

    /// Reads a store that no broker uses at the moment.
    package init(
        of store: BrokerStore, checkpoints: String, key: VerifierKey
    ) throws(StoreError) {
        try self.init(reading: store.pool, checkpoints: checkpoints, key: key)
    }

    /// Reads beside a broker: what was signed first, so that the entries are never behind it.
    init(
        reading database: any DatabaseReader, checkpoints: String, key: VerifierKey
    ) throws(StoreError) {
        do {
            let signed = try CheckpointStore.head(in: checkpoints)
            let keys = try database.read { try LogSuccessionRows.keys($0, current: key) }
            let kept = try KeptCheckpoints(in: checkpoints, keys: keys)
            shown = try ShownAhead.verified(CheckpointStore.shownAhead(in: checkpoints), keys)
            var audit = self
            try database.read { try audit.run($0, signed?.head, kept) }
            self = audit
            if let signed, !keys.mayHaveSigned(signed.key) { note(.otherKey) }
        } catch {
            throw StoreError(error)
        }
    }

    private mutating func run(
        _ database: Database, _ head: LogHead?, _ kept: KeptCheckpoints
    ) throws {
        for finding in kept.findings { note(finding) }
        let strays = try LogRows.strays(database)
        if strays > 0 { note(.strays(strays)) }
        let edge = try deriveTiles(database, head, kept.roots)
        size = edge.size
        root = LogHead(edge).root
        if isWhole { try compare(edge, database, head) }
        if head == nil, size > 0 { note(.checkpointsMissing) }
        claims = EntryClaims(size: size)
        try checkStatements(database)
        if let (first, count) = claims.unclaimed { note(.unclaimed(first: first, count: count)) }
    }

    private mutating func compare(
        _ edge: TreeFrontier, _ database: Database, _ head: LogHead?
    ) throws {
        let stored = try? LogRows.edge(database) ?? TreeFrontier()
        if stored != edge { note(.edge) }
        for shown in shown where shown.size > size { note(.behind(shown.size)) }
        guard let head else { return }
        if head.size > size { note(.shorter(signed: head.size)) }
        if head.size == size, head != LogHead(edge) { note(.forked(size: size)) }
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
            let run = try LogRows.run(database, tiles.size..<end)
            for entry in run.entries {
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
                for shown in shown where shown.size == tiles.size {
                    if LogHead(tiles.frontier) != LogHead(shown) { note(.behind(shown.size)) }
                }
            }
            if tiles.size < end {
                try noteHoles(database, from: tiles.size, to: run.next)
                return tiles.frontier
            }
        }
        for size in cosigned.keys.sorted() where size > count { note(.cosigned(size: size)) }
        let stored = try Int.fetchOne(database, sql: "SELECT count(*) FROM logTile") ?? 0
        if stored != fullTiles { note(.tileCount(stored: stored, expected: fullTiles)) }
        return tiles.frontier
    }

    /// Tells of the entries that are missing: what comes after the first cannot be derived, and is not
    /// said to be wrong.
    private mutating func noteHoles(
        _ database: Database, from first: UInt64, to next: UInt64?
    ) throws {
        let after = try next ?? LogRows.next(database, after: first)
        if first < after { note(.missing(first..<after)) }
        for hole in try LogRows.holes(database, from: after, limit: Self.findingsPerKind) {
            note(.missing(hole))
        }
        isWhole = false
    }

    /// Every statement is what its opening file says, and stands in the log where its row says; what came
    /// too late stands nowhere in it.
    private mutating func checkStatements(_ database: Database) throws {
        let deposits = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, statement, signature, entry, acceptance, acceptanceSignature,
                  acceptanceEntry, position
                FROM deposit ORDER BY id
                """)
        while let row = try deposits.next() {
            claim(row, 3)
            guard let expected = try? Self.entries(of: row), try stands(database, expected, row)
            else {
                note(.deposit(row["id"]))
                continue
            }
        }
        try check(database, "evidence WHERE NOT isLate ORDER BY id", "id") { .evidence($0["id"]) }
        try check(database, "skipped ORDER BY mailbox, place", "mailbox, place") {
            .skipped(mailbox: $0["mailbox"], place: $0["place"])
        }
        try check(database, "disposal ORDER BY deposit, signer", "deposit") {
            .disposal(deposit: $0["deposit"])
        }
        try check(database, "consent ORDER BY mailbox, place", "mailbox, place") {
            .consent(mailbox: $0["mailbox"], place: $0["place"])
        }
        if try database.tableExists("logSuccession") {
            try check(database, "logSuccession ORDER BY number", "number") {
                .succession(number: $0["number"])
            }
            if let wrong = try LogSuccessionRows.wrongNumber(database) {
                note(.succession(number: wrong))
            }
        }
        try checkRecords(database)
    }

    /// - Throws: when a statement is damaged.
    private static func entries(of deposit: Row) throws -> [AuditLogEntry] {
        [
            try opened(deposit),
            .commitment(try SealedCommitment.of(try deposit.bytes("statement"))),
            try opened(deposit, "acceptance", "acceptanceSignature", "acceptanceEntry"),
        ]
    }

    /// The entry of a statement, of which each row has one.
    ///
    /// - Throws: when its opening file is not that of this statement and signature.
    static func opened(
        _ row: Row, _ statement: String = "statement", _ signature: String = "signature",
        _ entry: String = "entry"
    ) throws -> AuditLogEntry {
        let bytes = try row.bytes(entry)
        let opening = try OpeningFile(parsing: bytes)
        guard
            try opening.matches(
                statement: row.bytes(statement), signature: row.bytes(signature))
        else { throw StatementError.entryMismatch }
        return .commitment(.of(bytes))
    }

    private mutating func check(
        _ database: Database, _ table: String, _ names: String,
        _ finding: (Row) -> LogFinding
    ) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(names), statement, signature, entry, position FROM \(table)")
        while let row = try rows.next() {
            claim(row)
            guard let expected = try? Self.opened(row), try stands(database, [expected], row) else {
                note(finding(row))
                continue
            }
        }
    }

    /// So many entries are of this row, be they what they must be or not.
    mutating func claim(_ row: Row, _ count: UInt64 = 1) {
        guard let position = (row["position"] as Int64?).flatMap(UInt64.init(exactly:)) else {
            return
        }
        claims.claim(count, at: position)
    }

    func stands(
        _ database: Database, _ expected: [AuditLogEntry], _ row: Row
    ) throws -> Bool {
        guard let position = (row["position"] as Int64?).flatMap(UInt64.init(exactly:)) else {
            return false
        }
        let (end, isTooFar) = position.addingReportingOverflow(UInt64(expected.count))
        guard !isTooFar else { return false }
        let range = position..<end
        return try LogRows.run(database, range).entries == expected.map(\.bytes)
    }

    mutating func note(_ finding: LogFinding) {
        let ofItsKind = findings.count { $0.code.utf8.elementsEqual(finding.code.utf8) }
        if ofItsKind < Self.findingsPerKind { findings.append(finding) }
    }
}
