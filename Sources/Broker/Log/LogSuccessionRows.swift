import GRDB
import Primitives
import TransparencyLog

/// By which each log of this broker, from the second on, continues the one before it.
enum LogSuccessionRows {
    static let table = """
        CREATE TABLE logSuccession (
          number INTEGER PRIMARY KEY,
          statement BLOB NOT NULL,
          signature BLOB NOT NULL,
          entry BLOB NOT NULL,
          position INTEGER NOT NULL
        ) STRICT
        """

    /// Nil while the broker has its first log.
    ///
    /// - Throws: `LogFault.mismatch` for rows that do not hold together.
    static func history(_ database: Database) throws -> LogSuccessionHistory? {
        let signed = try signed(database)
        guard !signed.isEmpty else { return nil }
        do throws(LogSuccessionError) {
            return try LogSuccessionHistory(verifying: signed)
        } catch {
            throw StoreError.log(.mismatch)
        }
    }

    private static func signed(_ database: Database) throws -> [SignedLogSuccession] {
        // A database of an earlier version that is only looked at has no such table.
        guard try database.tableExists("logSuccession") else { return [] }
        return try Row.fetchAll(
            database,
            sql: "SELECT statement, signature, entry FROM logSuccession ORDER BY number"
        ).map { row in
            SignedLogSuccession(
                bytes: try row.bytes("statement"), signature: try row.bytes("signature"),
                entry: try row.bytes("entry"))
        }
    }

    /// The first row whose number or place is not the one that its statement gives; nil where all are, and where no
    /// statement can be read, which is found otherwise.
    static func wrongNumber(_ database: Database) throws -> Int64? {
        guard let history = try? LogSuccessionHistory(verifying: signed(database)) else {
            return try Int64.fetchOne(database, sql: "SELECT min(number) FROM logSuccession")
        }
        let rows = try Row.fetchAll(
            database, sql: "SELECT number, position FROM logSuccession ORDER BY number")
        return zip(rows, history.successions).first { row, said in
            row["number"] != Int64(said.number) || row["position"] != Int64(clamping: said.size)
        }?.0["number"]
    }

    /// The key in use, and those before it. Rows that are damaged name none: who reads all of it says so.
    static func keys(_ database: Database, current: VerifierKey) throws -> LogKeys {
        let history = try? LogSuccessionHistory(verifying: signed(database))
        return LogKeys(current, former: history?.keys.former ?? [])
    }

    static func insert(
        _ database: Database, number: Int, _ signed: SignedLogSuccession, position: UInt64
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO logSuccession (number, statement, signature, entry, position)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                number, Blob(signed.bytes), Blob(signed.signature), Blob(signed.entry),
                Int64(clamping: position),
            ])
    }
}

/// Which of a broker's logs is in use.
package enum LogNumber {
    /// From 1, as the database in this folder has it; it is only looked at, also while a broker runs.
    package static func current(in data: String) throws(StoreError) -> Int {
        do {
            guard let queue = try DatabaseSettings.openToRead(data + "/broker.db") else { return 1 }
            return try queue.read { database in
                guard try database.tableExists("logSuccession") else { return 1 }
                return try Int.fetchOne(database, sql: "SELECT max(number) FROM logSuccession")
                    ?? 1
            }
        } catch {
            throw StoreError(error)
        }
    }
}

extension LogKeys {
    /// Whether a key, as a text, is the one just before that in use.
    func isLastFormer(_ text: String) -> Bool {
        former.last?.key.text.utf8.elementsEqual(text.utf8) ?? false
    }

    /// Whether what was signed last may bear this key: that in use, or the one before it until the first start
    /// under the new one.
    func mayHaveSigned(_ text: String) -> Bool {
        current.text.utf8.elementsEqual(text.utf8) || isLastFormer(text)
    }
}
