import GRDB
import KeyDirectory
import Primitives
import TransparencyLog

/// Entries, full tiles and right edge of the log.
enum LogRows {
    static func size(_ database: Database) throws -> UInt64 {
        let last = try Int64.fetchOne(
            database.cachedStatement(
                sql: "SELECT max(position) FROM logEntry WHERE position >= 0"))
        return last.map { UInt64(clamping: $0) + 1 } ?? 0
    }

    /// - Returns: the position of the first of the entries.
    static func append(_ database: Database, _ entries: [AuditLogEntry]) throws -> UInt64 {
        let first = try size(database)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO logEntry (position, entry) VALUES (?, ?)")
        for (offset, entry) in entries.enumerated() {
            try statement.execute(
                arguments: [Int64(clamping: first) + Int64(offset), Blob(entry.bytes)])
        }
        return first
    }

    /// Enters the versions of an organisation's record that are not entered yet.
    static func append(_ database: Database, recordsOf organisation: VerifiedOrganisation) throws {
        let row = try Int64.fetchOne(
            database, sql: "SELECT id FROM organisation WHERE fingerprint = ?",
            arguments: [Blob(organisation.fingerprint.digest)])
        let known =
            try Int.fetchOne(
                database, sql: "SELECT max(version) FROM logRecord WHERE organisation = ?",
                arguments: [row]) ?? 0
        for (record, signed) in zip(organisation.history, organisation.records)
        where record.version > known {
            let position = try append(
                database,
                [
                    .keyRecord(
                        organisation.fingerprint, version: UInt64(clamping: record.version),
                        record: signed.digest)
                ])
            try database.execute(
                sql: "INSERT INTO logRecord (organisation, version, position) VALUES (?, ?, ?)",
                arguments: [row, record.version, Int64(clamping: position)])
        }
    }

    /// Where a version of an organisation's record is entered; nil when it is not.
    static func position(
        of version: Int, of fingerprint: Fingerprint, _ database: Database
    ) throws -> UInt64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT position FROM logRecord JOIN organisation ON organisation.id = organisation
                WHERE fingerprint = ? AND logRecord.version = ?
                """,
            arguments: [Blob(fingerprint.digest), version]
        ).flatMap { UInt64(exactly: $0) }
    }

    /// The entries at these positions; fewer when there are fewer.
    ///
    /// - Throws: `LogFault.mismatch` when one between them is missing.
    static func entries(_ database: Database, _ positions: Range<UInt64>) throws -> [[UInt8]] {
        let run = try run(database, positions)
        // A gap would move every later entry.
        guard run.next == nil else { throw StoreError.log(.mismatch) }
        return run.entries
    }

    /// The entries at these positions up to the first that is missing, and where they go on after it:
    /// nil when they do not.
    static func run(
        _ database: Database, _ positions: Range<UInt64>
    ) throws -> (entries: [[UInt8]], next: UInt64?) {
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT position, entry FROM logEntry
                    WHERE position >= ? AND position < ? ORDER BY position
                    """),
            arguments: [
                Int64(clamping: positions.lowerBound), Int64(clamping: positions.upperBound),
            ])
        var entries: [[UInt8]] = []
        while let row = try rows.next() {
            let position = UInt64(clamping: row["position"] as Int64)
            guard position == positions.lowerBound + UInt64(entries.count) else {
                return (entries, position)
            }
            entries.append(try row.bytes("entry"))
        }
        return (entries, nil)
    }

    /// The first position from this one on that has an entry.
    static func next(_ database: Database, after position: UInt64) throws -> UInt64 {
        let next = try Int64.fetchOne(
            database, sql: "SELECT min(position) FROM logEntry WHERE position >= ?",
            arguments: [Int64(clamping: position)])
        return next.flatMap { UInt64(exactly: $0) } ?? position
    }

    /// Where entries are missing between others, from a position that has one on.
    static func holes(
        _ database: Database, from position: UInt64, limit: Int
    ) throws -> [Range<UInt64>] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT position, next FROM (
                    SELECT position, lead(position) OVER (ORDER BY position) AS next
                    FROM logEntry WHERE position >= ?
                ) WHERE next > position + 1 ORDER BY position LIMIT ?
                """, arguments: [Int64(clamping: position), limit])
        return rows.map { row in
            let (last, next) = (row["position"] as Int64, row["next"] as Int64)
            return UInt64(clamping: last) + 1..<UInt64(clamping: next)
        }
    }

    /// How many entries stand before the first place.
    static func strays(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM logEntry WHERE position < 0") ?? 0
    }

    static func insertTile(_ database: Database, _ tile: Tile, _ hashes: [SHA256Digest]) throws {
        try database.cachedStatement(
            sql: "INSERT INTO logTile (level, number, hashes) VALUES (?, ?, ?)"
        ).execute(arguments: [
            tile.level, Int64(clamping: tile.index), Blob(HashTile.encode(hashes)),
        ])
    }

    /// The hashes of a full tile.
    static func tile(_ database: Database, level: Int, index: UInt64) throws -> [UInt8]? {
        try Blob.fetchOne(
            database.cachedStatement(
                sql: "SELECT hashes FROM logTile WHERE level = ? AND number = ?"),
            arguments: [level, Int64(clamping: index)])?.bytes
    }

    static func setEdge(_ database: Database, _ edge: TreeFrontier) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO logEdge (id, size, subtrees) VALUES (0, ?, ?)
                ON CONFLICT (id) DO UPDATE SET size = excluded.size, subtrees = excluded.subtrees
                """
        ).execute(arguments: [Int64(clamping: edge.size), Blob(HashTile.encode(edge.subtrees))])
    }

    /// Nil before anything was entered.
    static func edge(_ database: Database) throws -> TreeFrontier? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT size, subtrees FROM logEdge"))
        guard let row else { return nil }
        let size = try row.value("size") { (value: Int64) in UInt64(exactly: value) }
        return try row.value("subtrees") { (blob: Blob) in
            let count = blob.bytes.count / SHA256Digest.size
            return (try? HashTile.decode(blob.bytes, width: count)).flatMap {
                TreeFrontier(size: size, subtrees: $0)
            }
        }
    }
}
