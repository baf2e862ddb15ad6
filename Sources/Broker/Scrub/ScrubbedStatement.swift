import Custody
import GRDB
import Primitives

/// The columns by which the broker finds a recorded statement and judges its lane, held against the statement.
enum ScrubbedStatement {
    /// - Returns: at most `limit` findings.
    static func findings(_ database: Database, limit: Int) throws -> [ScrubFinding] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT evidence.deposit AS deposit, event, signer, digest, statement, signature, local
                FROM evidence JOIN mailbox ON mailbox.id = evidence.mailbox ORDER BY evidence.id
                """)
        var found: [ScrubFinding] = []
        while let row = try rows.next(), found.count < limit {
            let deposit: Int64 = row["deposit"]
            found += wrong(row).map {
                .column("\($0) of a statement about a delivery", deposit: deposit)
            }
        }
        return found
    }

    /// What does not parse is compared with its entry alone: the broker takes nothing of the kind.
    private static func wrong(_ row: Row) -> [String] {
        guard let json = try? row.bytes("statement"), let signature = try? row.bytes("signature"),
            let statement = try? Statement(parsing: json),
            let content = try? statement.anyContent(),
            let signed = try? SignedStatement(json: json, signature: signature, entry: nil),
            let claim = signed.anySignerClaim(mode: statement.mode)
        else { return [] }
        let columns: [(String, Bool)] = [
            ("event", String.fromDatabaseValue(row["event"]) == statement.event.rawValue),
            ("digest", (try? DepositRows.digest(row, "digest")) == .of(json)),
            ("signer", (try? DepositRows.digest(row, "signer")) == claim.keyID.digest),
            (
                "mailbox",
                mailbox(of: content).map { $0.local == String.fromDatabaseValue(row["local"]) }
                    ?? true
            ),
        ]
        return columns.filter { !$0.1 }.map(\.0)
    }

    private static func mailbox(of content: any StatementPredicate) -> MailboxAddress? {
        switch content {
        case let content as any BrokerStatement: content.step.mailbox
        case let content as any LaneStatement: content.step.mailbox
        case let content as Disposal: content.mailbox
        default: nil
        }
    }
}
