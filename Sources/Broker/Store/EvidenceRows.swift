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

    /// The files of a recorded statement, to compare with a retry.
    static func find(
        _ database: Database, deposit: Int64, mailbox: Int64, digest: SHA256Digest
    ) throws -> (files: SignedFiles, isLate: Bool)? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT statement, signature, entry, isLate FROM evidence
                WHERE deposit = ? AND mailbox = ? AND digest = ?
                """,
            arguments: [deposit, mailbox, Blob(digest)])
        guard let row else { return nil }
        return (try DepositRows.statement(row), row["isLate"])
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
        isLate: Bool
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO evidence (deposit, mailbox, event, signer, digest, statement,
                  signature, entry, isLate, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                deposit, mailbox, evidence.event, Blob(evidence.signer.digest),
                Blob(evidence.digest), Blob(evidence.files.statement),
                Blob(evidence.files.signature), Blob(evidence.files.entry), isLate,
                evidence.received.secondsSinceEpoch,
            ])
    }

    /// Every statement about a deposit that took effect, the acceptance first.
    static func list(_ database: Database, deposit: DepositRows.Known) throws -> [EvidenceItem] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT evidence.event, mailbox.local, organisation.name, evidence.statement,
                  evidence.signature, evidence.entry
                FROM evidence JOIN mailbox ON mailbox.id = evidence.mailbox
                  JOIN organisation ON organisation.id = mailbox.organisation
                WHERE evidence.deposit = ? AND NOT evidence.isLate
                ORDER BY evidence.id LIMIT ?
                """,
            arguments: [deposit.id, EvidenceList.maximumStatements - 1])
        let acceptance = EvidenceItem(
            name: "SubmissionAcceptance", mailbox: nil, files: deposit.acceptance)
        return try [acceptance]
            + rows.map { row in
                EvidenceItem(
                    name: row["event"],
                    mailbox: try row.value("local") { (local: String) in
                        MailboxAddress("\(local)@\(row["name"] as String)")
                    },
                    files: try DepositRows.statement(row))
            }
    }
}
