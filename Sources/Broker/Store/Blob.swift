import Foundation
import GRDB
import Primitives

/// Bytes in a column. GRDB speaks `Data`; the rest of the broker does not.
struct Blob: DatabaseValueConvertible, Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ digest: SHA256Digest) {
        bytes = digest.bytes
    }

    var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
        Data.fromDatabaseValue(value).map { Blob([UInt8]($0)) }
    }
}

extension Row {
    /// A blob that the schema declares as present.
    func bytes(_ column: String) throws -> [UInt8] {
        try value(column) { (blob: Blob) in blob.bytes }
    }

    /// The value that `make` builds from a column; a column that does not fit is corruption.
    func value<Stored: DatabaseValueConvertible, Value>(
        _ column: String, _ make: (Stored) -> Value?
    ) throws -> Value {
        let stored: DatabaseValue = self[column]
        guard let value = Stored.fromDatabaseValue(stored).flatMap(make) else {
            throw StoreError.database(code: ResultCode.SQLITE_CORRUPT.rawValue)
        }
        return value
    }
}
