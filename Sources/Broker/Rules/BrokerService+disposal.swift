package import BrokerAPI
import Custody
package import Primitives

/// A sender's `Disposal` of its own copy, by a member of it.
struct CheckedDisposal: Sendable {
    let deposit: DepositRows.Terms
    let signer: KeyID
    let previous: SHA256Digest
    let files: SignedFiles
}

extension BrokerService {
    /// Records what a sender says about its own deposit: that it calls it back from a mailbox, or that
    /// it destroyed its own copy.
    ///
    /// - Throws: `BrokerError.tooLate` when a withdrawal comes after the end.
    package func submitEvidence(
        _ files: SignedFiles, about consignment: ConsignmentID, from caller: Caller
    ) async throws(BrokerError) -> EvidenceReceipt {
        // What cannot be read is told by the check that follows.
        let event = (try? Statement(parsing: files.statement))?.event
        guard event == .disposal else {
            return try await withdraw(files, about: consignment, from: caller)
        }
        let deposit = try await terms(of: consignment, from: caller)
        let disposal = try check(files, of: deposit, from: caller)
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { try DisposalCommit.run($0, disposal) }
        }
        switch outcome {
        case .new(let position):
            return try await proven(.recorded, at: position)
        case .known(let position):
            return try await proven(.repeated, at: position)
        case .refused(let refusal): throw .evidence(refusal)
        }
    }

    private func check(
        _ files: SignedFiles, of deposit: DepositRows.Terms, from caller: Caller
    ) throws(BrokerError) -> CheckedDisposal {
        let verified = try verify(files, as: Disposal.self) { signer in
            organisations.member(signer, of: caller.organisation, at: now)
        }
        let (content, terms) = (verified.content, try depositStatement(deposit))
        // One of a lane is the recipient's, and is sent to its mailbox.
        guard content.mailbox == nil, content.sender == terms.sender,
            content.consignment == terms.consignment
        else { throw .evidence(.wrongLane) }
        guard content.deposit == deposit.digest else { throw .evidence(.wrongSubject) }
        return CheckedDisposal(
            deposit: deposit, signer: verified.signer.id, previous: content.previous, files: files)
    }
}
