import BrokerAPI
import Custody
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// The log as somebody else reads it.
enum LogReading {
    /// The three proofs of a receipt, held against what was sent.
    static func verify(
        _ receipt: DepositReceipt, of deposit: TestDeposit, in log: AuditLog
    ) throws -> [VerifiedLogProof] {
        let entries: [AuditLogEntry] = [
            .commitment(.of(deposit.files.entry)), .commitment(deposit.terms.sealedCommitment),
            .commitment(.of(receipt.acceptance.entry)),
        ]
        let proofs = [receipt.proofs.statement, receipt.proofs.seal, receipt.proofs.acceptance]
        return try zip(entries, proofs).map { entry, proof in
            let proof = try UnverifiedLogProof(parsing: proof)
            #expect(throws: LogProofError.self) {
                try proof.verify(entry: entry.bytes + [0], log: log.key)
            }
            return try proof.verify(entry: entry.bytes, log: log.key)
        }
    }
}

extension TestBroker {
    /// Everything derived anew, as `plombad log fsck` does.
    func audit() throws -> LogAudit {
        try LogAudit(
            of: service.store, checkpoints: folder.path + "/log", key: service.log.key)
    }

    /// Entries of statements about deposit 1 that are of no use but to be there.
    func fillWithStatements(_ count: Int) async throws {
        _ = try await service.store.committer.submit { database in
            for number in 0..<count {
                let statement = Array("statement \(number)".utf8)
                let entry = OpeningFile(salt: .random(), statement: statement, signature: [1]).bytes
                let position = try LogRows.append(database, [.commitment(.of(entry))])
                try database.execute(
                    sql: """
                        INSERT INTO evidence (deposit, mailbox, event, signer, digest, statement, signature,
                          entry, isLate, recorded, position)
                        VALUES (1, 1, 'Acknowledgement', zeroblob(32), ?, ?, x'01', ?, 0, 0, ?)
                        """,
                    arguments: [
                        Blob(SHA256Digest.of(statement).bytes), Blob(statement), Blob(entry),
                        Int64(position),
                    ])
            }
            return .keep(())
        }
    }

    /// Entries of nobody, through the committer as all entries go.
    func fill(entries: Int) async throws {
        _ = try await service.store.committer.submit { database in
            let entries = (0..<entries).map {
                AuditLogEntry.commitment(.of(Array("\($0)".utf8)))
            }
            return .keep(try LogRows.append(database, entries))
        }
    }
}
