package import BrokerAPI
import Custody
package import Primitives

/// What became of a recipient's statement.
package enum EvidenceOutcome: Sendable, Equatable {
    case recorded
    /// The same bytes were recorded before.
    case repeated
}

/// The answer to a recipient's statement: the proof that it is in the log.
package struct EvidenceReceipt: Sendable, Equatable {
    package let outcome: EvidenceOutcome
    /// A `.tlog-proof`.
    package let proof: [UInt8]
}

extension BrokerService {
    /// Records a recipient's statement about a delivery.
    ///
    /// - Throws: `BrokerError.tooLate` when the delivery has ended otherwise.
    package func submitEvidence(
        _ files: SignedFiles, about number: DeliveryNumber, in address: MailboxAddress,
        from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        let mailbox = try mailboxRow(address, for: caller)
        let deposit = try await terms(number, in: mailbox.row)
        let check = EvidenceCheck(
            mode: configuration.mode, organisations: organisations, mailbox: mailbox,
            deposit: try depositStatement(deposit), depositDigest: deposit.digest, now: now)
        let evidence = try check.run(files)
        return try await record(evidence, of: deposit, in: mailbox.row, number)
    }

    /// Puts a statement in the order of its lane.
    ///
    /// - Throws: `tooLate` with the end that won; `evidence`.
    func record(
        _ evidence: CheckedEvidence, of deposit: DepositRows.Terms, in mailbox: Int64,
        _ number: DeliveryNumber
    ) async throws(BrokerError) -> EvidenceReceipt {
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                try EvidenceCommit.run(
                    database, evidence, deposit: deposit, mailbox: mailbox, number: number)
            }
        }
        switch outcome {
        case .new(let position, let erased):
            if let erased { try await removeFiles([erased]) }
            return try await proven(.recorded, at: position)
        case .known(let position):
            return try await proven(.repeated, at: position)
        case .tooLate(let end): throw .tooLate(try await items([end])[0])
        case .refused(let refusal): throw .evidence(refusal)
        }
    }

    /// What whoever handed a statement over gets: the proof that its entry is in the log.
    func proven(
        _ outcome: EvidenceOutcome, at position: UInt64
    ) async throws(BrokerError) -> EvidenceReceipt {
        EvidenceReceipt(outcome: outcome, proof: try await proofs(of: [position])[0])
    }

    /// Every statement about one delivery that took effect, for who opens its mailbox: the outer
    /// statement and the broker's acceptance first.
    package func evidence(
        about number: DeliveryNumber, in address: MailboxAddress, for caller: Caller
    ) async throws(BrokerError) -> EvidenceList {
        let mailbox = try mailboxRow(address, for: caller)
        let deposit = try await terms(number, in: mailbox.row)
        let statements = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DepositRows.find(database, id: deposit.id).map { known in
                    try EvidenceRows.deposit(known)
                        + EvidenceRows.lanes(database, deposit: known.id, mailbox: mailbox.row)
                }
            }
        }
        guard let statements else { throw .unknownDelivery }
        return EvidenceList(statements: try await items(statements))
    }

    /// Every statement about a deposit that took effect, for its sender.
    package func evidence(
        about consignment: ConsignmentID, for caller: Caller
    ) async throws(BrokerError) -> EvidenceList {
        let sender = caller.row
        let statements = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DepositRows.find(database, sender: sender, consignment: consignment).map {
                    try Array(EvidenceRows.deposit($0).dropFirst())
                        + EvidenceRows.lanes(database, deposit: $0.id, mailbox: nil)
                        + DisposalRows.all(database, deposit: $0.id)
                }
            }
        }
        guard let statements else { throw .unknownDeposit }
        return EvidenceList(statements: try await items(statements))
    }

    /// The same with their proofs.
    private func items(
        _ statements: [EvidenceRows.Listed]
    ) async throws(BrokerError) -> [EvidenceItem] {
        let proofs = try await proofs(of: statements.map(\.position))
        return zip(statements, proofs).map { statement, proof in
            EvidenceItem(
                name: statement.name, mailbox: statement.mailbox, files: statement.files,
                proof: proof)
        }
    }

    /// The proofs of entries that are committed, each a `.tlog-proof`.
    func proofs(of positions: [UInt64]) async throws(BrokerError) -> [[UInt8]] {
        try await mapped { () async throws(StoreError) in
            if !positions.allSatisfy(self.log.isPublished) {
                // It was committed when there was no room to sign it: any transaction tries again.
                _ = try await self.store.committer.submit { _ in .keep(true) }
            }
            return try await self.log.proofs(of: positions)
        }
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
    func depositStatement(
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
