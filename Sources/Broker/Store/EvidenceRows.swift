import BrokerAPI
import Custody
import GRDB
import Primitives

/// Statements about lanes, in the order in which they were recorded.
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

    /// Whether a statement of any lane of the deposit took effect.
    static func isThere(
        _ database: Database, deposit: Int64, digest: SHA256Digest
    ) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT 1 FROM evidence WHERE deposit = ? AND digest = ? AND NOT isLate",
            arguments: [deposit, Blob(digest)]) ?? false
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
                deposit, mailbox, evidence.event.rawValue, Blob(evidence.signer.digest),
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

    /// The outer statement and the broker's acceptance of it.
    static func deposit(_ known: DepositRows.Known) -> [Listed] {
        [
            Listed(
                name: Event.deposit.rawValue, mailbox: nil, files: known.statement,
                position: known.position),
            Listed(
                name: Event.submissionAcceptance.rawValue, mailbox: nil,
                files: known.acceptance, position: known.position + 2),
        ]
    }

    /// Room in one list is left for the two of the deposit and for its sender's disposals.
    private static let mostInLanes =
        EvidenceList.maximumStatements - 2 - DisposalCommit.maximumPerDeposit

    /// What was said about the lanes of a deposit, or about one of them, and took effect.
    static func lanes(
        _ database: Database, deposit: Int64, mailbox: Int64?
    ) throws -> [Listed] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT evidence.event, mailbox.local, organisation.name, evidence.statement,
                  evidence.signature, evidence.entry, evidence.position
                FROM evidence JOIN mailbox ON mailbox.id = evidence.mailbox
                  JOIN organisation ON organisation.id = mailbox.organisation
                WHERE evidence.deposit = ?1 AND NOT evidence.isLate
                  AND (?2 IS NULL OR evidence.mailbox = ?2)
                ORDER BY evidence.id LIMIT ?3
                """,
            arguments: [deposit, mailbox, mostInLanes]
        ).map { row in
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
