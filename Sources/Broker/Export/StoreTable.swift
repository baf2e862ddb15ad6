import GRDB
import Primitives

/// One value in a database, as it is stored.
package enum StoredValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        // No table of ours has such a column: all are STRICT.
        case .double(let double): self = .text(String(double))
        case .string(let text): self = .text(text)
        case .blob: self = .bytes(Blob.fromDatabaseValue(value)?.bytes ?? [])
        }
    }
}

/// A table of a broker's database with every row and column that it has.
///
/// It asks the database what there is and not the program: what a later version adds cannot be forgotten.
package struct StoreTable {
    package let name: String
    package let columns: [String]
    private let order: [String]
    private let database: Database

    /// What holds nothing: the zeros that keep room on a full disk.
    private static let empty = ["room"]

    /// Every table of a database that is a copy, in the order of their names; none where there is no such file.
    ///
    /// - Throws: `StoreError`, and what `body` throws.
    package static func each(in path: String, _ body: (StoreTable) throws -> Void) throws {
        do {
            guard let queue = try DatabaseSettings.openToRead(path) else { return }
            try queue.read { database in
                for name in try String.fetchAll(database, sql: names) where !empty.contains(name) {
                    try body(StoreTable(name, database))
                }
            }
            try queue.close()
        } catch let error as any PlainFailure {
            throw error
        } catch {
            throw StoreError(error)
        }
    }

    private static let names = """
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name
        """

    private init(_ name: String, _ database: Database) throws {
        self.name = name
        self.database = database
        columns = try database.columns(in: name).map(\.name)
        let key = try database.primaryKey(name)
        order = key.isRowID && key.columns.isEmpty ? ["rowid"] : key.columns
    }

    /// One row after the other, each with its values in the order of ``columns``.
    package func forEachRow(_ body: ([StoredValue]) throws -> Void) throws {
        let order = order.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM \(name.quotedDatabaseIdentifier) ORDER BY \(order)")
        while let row = try rows.next() {
            try body(row.databaseValues.map { StoredValue($0) })
        }
    }
}
