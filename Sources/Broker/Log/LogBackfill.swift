import GRDB
import KeyDirectory
import Primitives
import TransparencyLog

/// Enters in the log what a version without one has accepted: records, then deposits, then the
/// statements of recipients, each in the order in which they came.
enum LogBackfill {
    static func run(_ database: Database, _ organisations: AdmittedOrganisations) throws {
        for organisation in organisations.all {
            try LogRows.append(database, recordsOf: organisation)
        }
        let deposits = try Int64.fetchAll(database, sql: "SELECT id FROM deposit ORDER BY id")
        for deposit in deposits { try enter(database, deposit: deposit) }
        let evidence = try Int64.fetchAll(
            database, sql: "SELECT id FROM evidence WHERE NOT isLate ORDER BY id")
        for statement in evidence { try enter(database, evidence: statement) }
    }

    private static func enter(_ database: Database, deposit: Int64) throws {
        let row = try Row.fetchOne(
            database, sql: "SELECT statement, entry, acceptanceEntry FROM deposit WHERE id = ?",
            arguments: [deposit])
        guard let row else { return }
        let position = try LogRows.append(
            database,
            [
                .commitment(.of(try row.bytes("entry"))),
                .commitment(try SealedCommitment.of(try row.bytes("statement"))),
                .commitment(.of(try row.bytes("acceptanceEntry"))),
            ])
        try DepositRows.setPosition(database, deposit: deposit, position)
    }

    private static func enter(_ database: Database, evidence: Int64) throws {
        let entry = try Blob.fetchOne(
            database, sql: "SELECT entry FROM evidence WHERE id = ?", arguments: [evidence])
        guard let entry else { return }
        let position = try LogRows.append(database, [.commitment(.of(entry.bytes))])
        try database.execute(
            sql: "UPDATE evidence SET position = ? WHERE id = ?",
            arguments: [Int64(clamping: position), evidence])
    }
}
