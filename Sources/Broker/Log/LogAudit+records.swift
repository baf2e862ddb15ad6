import GRDB
import KeyDirectory
import Primitives
import TransparencyLog

extension LogAudit {
    /// Every version of every record stands in the log where its row says, and no row says more.
    mutating func checkRecords(_ database: Database) throws {
        for row in try OrganisationRows.all(database) {
            guard var expected = try? Self.entries(of: row) else {
                note(.organisation(row.id))
                continue
            }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT version, position FROM logRecord WHERE organisation = ?
                    ORDER BY version
                    """, arguments: [row.id])
            for entered in rows {
                claim(entered)
                let version: Int64 = entered["version"]
                let entry = expected.removeValue(forKey: version)
                guard let entry, try stands(database, [entry], entered) else {
                    note(.record(organisation: row.id, version: version))
                    continue
                }
            }
            for version in expected.keys.sorted() {
                note(.record(organisation: row.id, version: version))
            }
        }
    }

    /// The entry of each version. - Throws: when the file is damaged.
    private static func entries(
        of row: OrganisationRows.Row
    ) throws -> [Int64: AuditLogEntry] {
        let file = try OrganisationFile(parsing: row.file)
        let organisation = try UnverifiedOrganisation(file)
            .verify(fingerprint: row.fingerprint, mode: file.mode)
        var entries: [Int64: AuditLogEntry] = [:]
        for (record, signed) in zip(organisation.history, organisation.records) {
            entries[Int64(record.version)] = .keyRecord(
                row.fingerprint, version: UInt64(clamping: record.version), record: signed.digest)
        }
        return entries
    }
}
