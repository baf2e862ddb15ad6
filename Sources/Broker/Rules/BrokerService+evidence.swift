package import BrokerAPI
import Custody
package import Primitives

/// What became of a recipient's statement.
package enum EvidenceOutcome: Sendable, Equatable {
    case recorded
    /// The same bytes were recorded before.
    case repeated
}

extension BrokerService {
    /// Records a recipient's statement about a delivery.
    ///
    /// - Throws: `BrokerError.tooLate` when the delivery has ended otherwise.
    package func submitEvidence(
        _ files: SignedFiles, about number: DeliveryNumber, in address: MailboxAddress,
        from caller: Caller
    ) async throws(BrokerError) -> EvidenceOutcome {
        let mailbox = try mailboxRow(address, for: caller)
        let deposit = try await terms(number, in: mailbox.row)
        let check = EvidenceCheck(
            mode: configuration.mode, organisations: organisations, mailbox: mailbox,
            deposit: try depositStatement(deposit), depositDigest: deposit.digest, now: now)
        let evidence = try check.run(files)
        let row = mailbox.row
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                try EvidenceCommit.run(
                    database, evidence, deposit: deposit, mailbox: row, number: number)
            }
        }
        switch outcome {
        case .new(let erased):
            if let erased { try await removeFiles([erased]) }
            return .recorded
        case .known: return .repeated
        case .tooLate: throw .tooLate
        case .refused(let refusal): throw .evidence(refusal)
        }
    }

    /// Every statement about a deposit that took effect, for its sender.
    package func evidence(
        about consignment: ConsignmentID, for caller: Caller
    ) async throws(BrokerError) -> EvidenceList {
        let sender = caller.row
        let statements = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DepositRows.find(database, sender: sender, consignment: consignment).map {
                    try EvidenceRows.list(database, deposit: $0)
                }
            }
        }
        guard let statements else { throw .unknownDeposit }
        return EvidenceList(statements: statements)
    }

    private func terms(
        _ number: DeliveryNumber, in mailbox: Int64
    ) async throws(BrokerError) -> DepositRows.Terms {
        let terms = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.deposit(database, mailbox: mailbox, number: number).flatMap {
                    try DepositRows.terms(database, deposit: $0.deposit)
                }
            }
        }
        guard let terms else { throw .unknownDelivery }
        return terms
    }

    /// The statement as it stands in our database; its signature was verified when it came.
    private func depositStatement(
        _ deposit: DepositRows.Terms
    ) throws(BrokerError) -> DepositStatement {
        do throws(StatementError) {
            return try Statement(parsing: deposit.statement.statement)
                .content(as: DepositStatement.self)
        } catch {
            throw .statement(error)
        }
    }
}
