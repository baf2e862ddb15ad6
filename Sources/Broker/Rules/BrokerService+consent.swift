package import BrokerAPI
import Custody
import GRDB
package import Primitives

/// What is said about consent once a delivery has ended: by its sender, and by who holds it.
extension BrokerService {
    /// Records that a sender withdraws consent for what it delivered to one mailbox.
    ///
    /// - Throws: `evidence(.notNow)` while nobody has decided: then it is called back.
    package func withdrawConsent(
        _ files: SignedFiles, about consignment: ConsignmentID, from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        let deposit = try await terms(of: consignment, from: caller)
        let verified = try verify(files, as: ConsentWithdrawal.self) { signer in
            organisations.member(signer, of: caller.organisation, at: now)
        }
        let (step, terms) = (verified.content.step, try depositStatement(deposit))
        guard step.sender == terms.sender, step.consignment == terms.consignment,
            terms.mailboxes.contains(step.mailbox),
            let mailbox = organisations.row(of: step.mailbox)
        else { throw .evidence(.wrongLane) }
        guard verified.content.deposit == deposit.digest else { throw .evidence(.wrongSubject) }
        return try await record(
            CheckedConsent(
                event: .consentWithdrawal, deposit: deposit, mailbox: mailbox,
                digest: verified.digest, about: verified.digest, previous: step.previous,
                files: files))
    }

    /// Records a holder's answer, by a member who opens the mailbox.
    package func answerConsent(
        _ files: SignedFiles, in address: MailboxAddress, from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        let mailbox = try mailboxRow(address, for: caller)
        let verified = try verify(files, as: ConsentAnswer.self) { signer in
            organisations.member(signer, of: mailbox, at: now)
        }
        let (content, step) = (verified.content, verified.content.step)
        guard step.mailbox == address else { throw .evidence(.wrongLane) }
        guard step.issuer.organisation == mailbox.organisation else {
            throw .evidence(.wrongIssuer)
        }
        guard let sender = organisations.row(of: step.sender),
            let deposit = try await deposit(step.consignment, of: sender)
        else { throw .evidence(.wrongLane) }
        return try await record(
            CheckedConsent(
                event: .consentAnswer, deposit: deposit, mailbox: mailbox.row,
                digest: verified.digest, about: content.withdrawal, previous: step.previous,
                files: files))
    }

    /// What was said about consent for the deliveries of a mailbox, for who opens it.
    package func consent(
        in address: MailboxAddress, _ query: DeliveryQuery, for caller: Caller
    ) async throws(BrokerError) -> ConsentList {
        let mailbox = try mailboxRow(address, for: caller).row
        return try await list(query) { database in
            try ConsentRows.list(database, mailbox: mailbox, query)
        }
    }

    /// The same for all lanes of a deposit, for its sender.
    package func consent(
        about consignment: ConsignmentID, _ query: DeliveryQuery, for caller: Caller
    ) async throws(BrokerError) -> ConsentList {
        let deposit = try await terms(of: consignment, from: caller).id
        return try await list(query) { database in
            try ConsentRows.list(database, deposit: deposit, query)
        }
    }

    private func list(
        _ query: DeliveryQuery,
        _ rows: @escaping @Sendable (Database) throws -> [ConsentRows.Listed]
    ) async throws(BrokerError) -> ConsentList {
        let listed = try await mapped { () async throws(StoreError) in
            try await self.store.read(rows)
        }
        let proofs = listed.isEmpty ? [] : try await proofs(of: listed.map(\.known.position))
        return ConsentList(
            consent: zip(listed, proofs).map { item, proof in
                ConsentItem(
                    place: item.place, name: item.known.event, mailbox: item.mailbox,
                    files: item.known.files, proof: proof)
            },
            next: listed.last?.place ?? query.after)
    }

    private func deposit(
        _ consignment: ConsignmentID, of sender: Int64
    ) async throws(BrokerError) -> DepositRows.Terms? {
        try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DepositRows.find(database, sender: sender, consignment: consignment).flatMap {
                    try DepositRows.terms(database, deposit: $0.id)
                }
            }
        }
    }

    private func record(
        _ consent: CheckedConsent
    ) async throws(BrokerError) -> EvidenceReceipt {
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { try ConsentCommit.run($0, consent) }
        }
        switch outcome {
        case .new(let position):
            signals.signal(consent.mailbox)
            return try await proven(.recorded, at: position)
        case .known(let position):
            return try await proven(.repeated, at: position)
        case .refused(let refusal): throw .evidence(refusal)
        }
    }
}
