import GRDB
package import Primitives
import TransparencyLog

/// Checkpoints that a quorum has cosigned, how each witness stands, and the tokens of authorities: a
/// database of its own.
///
/// It is written after the fact and apart from everything else, so that no witness and no full disk
/// can hold up a deposit. What is lost of it can be collected again. Of each size of the log the first
/// checkpoint stays, which dates its entries, and the newest: it grows no faster than the log.
package final class WitnessedStore: Sendable {
    static let fileName = "witnessed.db"

    let queue: DatabaseQueue

    package init(folder: String) throws(StoreError) {
        do {
            try FileCalls.makeFolder(folder)
            queue = try DatabaseSettings.openCheckpoints(folder + "/" + Self.fileName)
            try queue.write { database in
                for table in Self.tables + Self.timeTables { try database.execute(sql: table) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static let tables = [
        """
        CREATE TABLE IF NOT EXISTS witnessed (
          id INTEGER PRIMARY KEY,
          size INTEGER NOT NULL,
          note BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX IF NOT EXISTS witnessedOfSize ON witnessed (size, id)",
        """
        CREATE TABLE IF NOT EXISTS standing (
          witness TEXT PRIMARY KEY,
          size INTEGER,
          cosigned INTEGER,
          code TEXT,
          since INTEGER
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// Keeps a cosigned checkpoint; one that gained a line while it is the newest is replaced.
    func keep(_ note: [UInt8], size: UInt64, replacing id: Int64?) throws(StoreError) -> Int64 {
        do {
            return try queue.write { database in
                if let id {
                    try database.execute(
                        sql: "UPDATE witnessed SET note = ? WHERE id = ?",
                        arguments: [Blob(note), id])
                    return id
                }
                try database.execute(
                    sql: "INSERT INTO witnessed (size, note) VALUES (?, ?)",
                    arguments: [Int64(clamping: size), Blob(note)])
                let kept = database.lastInsertedRowID
                try database.execute(
                    sql: """
                        DELETE FROM witnessed WHERE size = :size AND id <> :kept AND id <>
                        (SELECT min(id) FROM witnessed WHERE size = :size)
                        """,
                    arguments: ["size": Int64(clamping: size), "kept": kept])
                return kept
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// The newest, or the first that has more entries than `index`.
    func note(covering index: UInt64?) async throws(StoreError) -> [UInt8]? {
        let (sql, arguments): (String, StatementArguments) =
            index.map {
                (
                    "SELECT note FROM witnessed WHERE size > ? ORDER BY size, id LIMIT 1",
                    [Int64(clamping: $0)]
                )
            } ?? ("SELECT note FROM witnessed ORDER BY id DESC LIMIT 1", [])
        do {
            return try await queue.read { database in
                try Blob.fetchOne(database, sql: sql, arguments: arguments)?.bytes
            }
        } catch {
            throw StoreError(error)
        }
    }

    func setStanding(_ standing: WitnessStanding) throws(StoreError) {
        do {
            try queue.write { database in
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO standing (witness, size, cosigned, code, since)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        standing.witness, standing.size.map { Int64(clamping: $0) },
                        standing.cosignedTime?.secondsSinceEpoch, standing.code,
                        standing.sinceTime?.secondsSinceEpoch,
                    ])
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// What is recorded of every witness that was ever asked, also while a broker runs: it only
    /// reads.
    package static func standings(in folder: String) throws(StoreError) -> [WitnessStanding] {
        do {
            let queue = try DatabaseSettings.openToRead(folder + "/" + fileName)
            return try queue?.read(WitnessStanding.all) ?? []
        } catch {
            throw StoreError(error)
        }
    }

    /// Takes back that a witness is not taken at its word.
    ///
    /// - Returns: false where nothing of the kind is recorded of it.
    package func clear(_ code: String, of witness: String) throws(StoreError) -> Bool {
        do {
            return try queue.write { database in
                try database.execute(
                    sql:
                        "UPDATE standing SET code = NULL, since = NULL WHERE witness = ? AND code = ?",
                    arguments: [witness, code])
                return database.changesCount == 1
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// What witnesses have cosigned of a log that another one continues says nothing of that one.
    func forgetSizes() throws(StoreError) {
        do {
            try queue.write {
                try $0.execute(sql: "UPDATE standing SET size = NULL, cosigned = NULL")
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// The newest note that is kept, of whichever of the broker's logs.
    func newestNote() throws(StoreError) -> [UInt8]? {
        do {
            return try queue.read { database in
                try Blob.fetchOne(
                    database, sql: "SELECT note FROM witnessed ORDER BY id DESC LIMIT 1")?.bytes
            }
        } catch {
            throw StoreError(error)
        }
    }

    func standings() throws(StoreError) -> [WitnessStanding] {
        do {
            return try queue.read(WitnessStanding.all)
        } catch {
            throw StoreError(error)
        }
    }
}

/// How a witness stands with the broker.
package struct WitnessStanding: Sendable, Equatable {
    /// Its name.
    package let witness: String
    /// What it has cosigned last.
    package var size: UInt64?
    package var cosignedTime: Timestamp?
    /// What is wrong with it, and since when; nil while all is well.
    package var code: String?
    package var sinceTime: Timestamp?

    package init(
        witness: String, size: UInt64?, cosignedTime: Timestamp?, code: String?,
        sinceTime: Timestamp?
    ) {
        self.witness = witness
        self.size = size
        self.cosignedTime = cosignedTime
        self.code = code
        self.sinceTime = sinceTime
    }

    static func all(_ database: Database) throws -> [WitnessStanding] {
        try Row.fetchAll(
            database,
            sql: "SELECT witness, size, cosigned, code, since FROM standing ORDER BY witness"
        ).map { row in
            WitnessStanding(
                witness: row["witness"],
                size: (row["size"] as Int64?).flatMap { UInt64(exactly: $0) },
                cosignedTime: (row["cosigned"] as Int64?).flatMap {
                    Timestamp(secondsSinceEpoch: $0)
                },
                code: row["code"],
                sinceTime: (row["since"] as Int64?).flatMap { Timestamp(secondsSinceEpoch: $0) })
        }
    }
}
