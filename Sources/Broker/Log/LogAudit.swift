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

    private static let entriesPerRead: UInt64 = 1 << 14
    private static let findingsPerKind = 10

    /// Reads a store that no broker uses at the moment.
    package init(
        of store: BrokerStore, checkpoints: String, key: VerifierKey
    ) throws(StoreError) {
        do {
            let signed = try CheckpointStore.head(in: checkpoints)
            let kept = try KeptCheckpoints(in: checkpoints, key: key)
            shown = try ShownAhead.verified(CheckpointStore.shownAhead(in: checkpoints), key)
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
        let strays = try LogRows.strays(database)
        if strays > 0 { note(.strays(strays)) }
        let edge = try deriveTiles(database, head, kept.roots)
        size = edge.size
        root = LogHead(edge).root
        if isWhole { try compare(edge, database, head) }
        if head == nil, size > 0 { note(.checkpointsMissing) }
        try checkStatements(database)
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
        note(.missing(first..<after))
        for hole in try LogRows.holes(database, from: after, limit: Self.findingsPerKind) {
            note(.missing(hole))
        }
        isWhole = false
    }

    /// Every statement stands in the log where its row says.
    private mutating func checkStatements(_ database: Database) throws {
        let deposits = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, statement, entry, acceptanceEntry, position FROM deposit ORDER BY id
                """)
        while let row = try deposits.next() {
            guard let expected = try? Self.entries(of: row), try stands(database, expected, row)
            else {
                note(.deposit(row["id"]))
                continue
            }
        }
        let evidence = try Row.fetchCursor(
            database, sql: "SELECT id, entry, position FROM evidence WHERE NOT isLate ORDER BY id")
        while let row = try evidence.next() {
            let expected: [AuditLogEntry] = [.commitment(.of(try row.bytes("entry")))]
            if try !stands(database, expected, row) { note(.evidence(row["id"])) }
        }
        try checkSkipped(database)
        try checkDisposals(database)
        try checkConsent(database)
        try checkRecords(database)
    }

    /// - Throws: when the statement is damaged, and names no seal.
    private static func entries(of deposit: Row) throws -> [AuditLogEntry] {
        [
            .commitment(.of(try deposit.bytes("entry"))),
            .commitment(try SealedCommitment.of(try deposit.bytes("statement"))),
            .commitment(.of(try deposit.bytes("acceptanceEntry"))),
        ]
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

    private mutating func checkConsent(_ database: Database) throws {
        let consent = try Row.fetchCursor(
            database,
            sql: "SELECT mailbox, place, entry, position FROM consent ORDER BY mailbox, place")
        while let row = try consent.next() {
            let expected: [AuditLogEntry] = [.commitment(.of(try row.bytes("entry")))]
            if try !stands(database, expected, row) {
                note(.consent(mailbox: row["mailbox"], place: row["place"]))
            }
        }
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
