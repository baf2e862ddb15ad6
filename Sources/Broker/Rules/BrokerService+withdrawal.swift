package import BrokerAPI
import Custody
package import Primitives

extension BrokerService {
    /// Records that a sender calls a deposit back from one mailbox.
    ///
    /// - Throws: `BrokerError.tooLate` when the delivery has ended otherwise.
    package func withdraw(
        _ files: SignedFiles, about consignment: ConsignmentID, from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        let deposit = try await terms(of: consignment, from: caller)
        let evidence = try check(files, of: deposit, from: caller)
        guard let mailbox = organisations.row(of: evidence.mailbox),
            let number = try await number(of: deposit.id, in: mailbox)
        else { throw .evidence(.wrongLane) }
        let receipt = try await record(evidence.checked, of: deposit, in: mailbox, number)
        signals.signal(mailbox)
        return receipt
    }

    /// The caller's own deposit.
    func terms(
        of consignment: ConsignmentID, from caller: Caller
    ) async throws(BrokerError) -> DepositRows.Terms {
        let sender = caller.row
        let deposit = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DepositRows.find(database, sender: sender, consignment: consignment).flatMap {
                    try DepositRows.terms(database, deposit: $0.id)
                }
            }
        }
        guard let deposit else { throw .unknownDeposit }
        return deposit
    }

    private func number(
        of deposit: Int64, in mailbox: Int64
    ) async throws(BrokerError) -> DeliveryNumber? {
        try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.number(database, deposit: deposit, mailbox: mailbox)
            }
        }
    }

    /// A withdrawal of this deposit, by an active member of its sender.
    private func check(
        _ files: SignedFiles, of deposit: DepositRows.Terms, from caller: Caller
    ) throws(BrokerError) -> (checked: CheckedEvidence, mailbox: MailboxAddress) {
        let verified = try verify(files, as: Withdrawal.self) { signer in
            organisations.member(signer, of: caller.organisation, at: now)
        }
        let (step, terms) = (verified.content.step, try depositStatement(deposit))
        guard step.sender == terms.sender, step.consignment == terms.consignment,
            terms.mailboxes.contains(step.mailbox)
        else { throw .evidence(.wrongLane) }
        guard verified.content.deposit == deposit.digest else { throw .evidence(.wrongSubject) }
        let checked = CheckedEvidence(
            event: .withdrawal, signer: verified.signer.id, digest: verified.digest,
            previous: step.previous, files: files, received: now, state: .withdrawn)
        return (checked, step.mailbox)
    }
}
