import BrokerAPI
import GRDB
import Primitives

/// Statements of recipients, in the order in which they were recorded.
enum EvidenceRows {
    /// What the rules need to know about the statements of a lane.
    struct Recorded: Sendable {
        let digest: SHA256Digest
        let event: String
        let signer: SHA256Digest
        let isLate: Bool
    }

    /// The files of a recorded statement, to compare with a retry, and its position in the log;
    /// what came late has none.
    static func find(
        _ database: Database, deposit: Int64, mailbox: Int64, digest: SHA256Digest
    ) throws -> (files: SignedFiles, position: UInt64?)? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT statement, signature, entry, position FROM evidence
                WHERE deposit = ? AND mailbox = ? AND digest = ?
                """,
            arguments: [deposit, mailbox, Blob(digest)])
        guard let row else { return nil }
        return (try DepositRows.statement(row), position(row))
    }

    static func lane(_ database: Database, deposit: Int64, mailbox: Int64) throws -> [Recorded] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT digest, event, signer, isLate FROM evidence
                WHERE deposit = ? AND mailbox = ? ORDER BY id
                """,
            arguments: [deposit, mailbox]
        ).map { row in
            Recorded(
                digest: try DepositRows.digest(row, "digest"), event: row["event"],
                signer: try DepositRows.digest(row, "signer"), isLate: row["isLate"])
        }
    }

    static func insert(
        _ database: Database, deposit: Int64, mailbox: Int64, _ evidence: CheckedEvidence,
        isLate: Bool, position: UInt64?
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO evidence (deposit, mailbox, event, signer, digest, statement,
                  signature, entry, isLate, recorded, position)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                deposit, mailbox, evidence.event, Blob(evidence.signer.digest),
                Blob(evidence.digest), Blob(evidence.files.statement),
                Blob(evidence.files.signature), Blob(evidence.files.entry), isLate,
                evidence.received.secondsSinceEpoch, position.map { Int64(clamping: $0) },
            ])
    }

    private static func position(_ row: Row) -> UInt64? {
        (row["position"] as Int64?).map { UInt64(clamping: $0) }
    }

    /// A statement about a deposit that took effect, and where it is logged.
    struct Listed: Sendable {
        let name: String
        let mailbox: MailboxAddress?
        let files: SignedFiles
        let position: UInt64
    }

    /// Every statement about a deposit that took effect, the acceptance first.
    static func list(_ database: Database, deposit: DepositRows.Known) throws -> [Listed] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT evidence.event, mailbox.local, organisation.name, evidence.statement,
                  evidence.signature, evidence.entry, evidence.position
                FROM evidence JOIN mailbox ON mailbox.id = evidence.mailbox
                  JOIN organisation ON organisation.id = mailbox.organisation
                WHERE evidence.deposit = ? AND NOT evidence.isLate
                ORDER BY evidence.id LIMIT ?
                """,
            arguments: [deposit.id, EvidenceList.maximumStatements - 1])
        let acceptance = Listed(
            name: "SubmissionAcceptance", mailbox: nil, files: deposit.acceptance,
            position: deposit.position + 2)
        return try [acceptance]
            + rows.map { row in
                Listed(
                    name: row["event"],
                    mailbox: try row.value("local") { (local: String) in
                        MailboxAddress("\(local)@\(row["name"] as String)")
                    },
                    files: try DepositRows.statement(row),
                    position: try row.value("position") { (value: Int64) in
                        UInt64(exactly: value)
                    })
            }
    }
}
