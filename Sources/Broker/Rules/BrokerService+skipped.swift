package import BrokerAPI
import Custody
package import Primitives

/// A `Skipped` that its device may sign, about a mailbox that is here.
struct CheckedSkip: Sendable {
    let mailbox: Int64
    let stream: DepositStatement.StreamPosition
    let files: SignedFiles
}

extension BrokerService {
    /// Records that a device will never deliver what it gave a stream number to.
    ///
    /// - Throws: `evidence(.delivered)` when a deposit bears the number.
    package func skip(
        _ files: SignedFiles, in address: MailboxAddress, from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        guard let mailbox = organisations.mailbox(address, at: now) else { throw .unknownMailbox }
        let content = try verify(files, from: caller)
        guard content.mailbox == address else { throw .evidence(.wrongLane) }
        let skip = CheckedSkip(mailbox: mailbox.row, stream: content.stream, files: files)
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { try SkippedCommit.run($0, skip) }
        }
        switch outcome {
        case .new(let position):
            signals.signal(mailbox.row)
            return try await proven(.recorded, at: position)
        case .known(let position):
            return try await proven(.repeated, at: position)
        case .refused(let refusal): throw .evidence(refusal)
        }
    }

    /// The numbers that were given up on the way to a mailbox, for who opens it.
    package func skipped(
        in address: MailboxAddress, _ query: DeliveryQuery, for caller: Caller
    ) async throws(BrokerError) -> SkippedList {
        let mailbox = try mailboxRow(address, for: caller).row
        let listed = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try SkippedRows.list(
                    database, mailbox: mailbox, after: query.after, limit: query.limit)
            }
        }
        // A log that cannot be signed is no reason to refuse to say that there is nothing.
        let proofs = listed.isEmpty ? [] : try await proofs(of: listed.map(\.known.position))
        return SkippedList(
            skipped: zip(listed, proofs).map { item, proof in
                SkippedItem(place: item.place, files: item.known.files, proof: proof)
            },
            next: listed.last?.place ?? query.after)
    }

    /// Signed by an active device of the caller's organisation, which must be the sender.
    private func verify(
        _ files: SignedFiles, from caller: Caller
    ) throws(BrokerError) -> SkippedStatement {
        let verified = try verify(files, as: SkippedStatement.self) { signer in
            organisations.device(signer, of: caller.organisation, at: now)
        }
        guard verified.content.sender == caller.organisation else {
            throw .evidence(.wrongIssuer)
        }
        return verified.content
    }
}
