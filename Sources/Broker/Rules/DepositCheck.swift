import BrokerAPI
import Custody
import Primitives

/// The checks of a deposit that need no database, in the order of `Protocol/broker-api.md`.
struct DepositCheck {
    let configuration: BrokerConfiguration
    let organisations: AdmittedOrganisations
    let now: Timestamp

    /// The statement, after its form, its signer, its signature and its entry.
    func authenticate(
        _ files: SignedFiles, from caller: Caller
    ) throws(BrokerError) -> VerifiedStatement<DepositStatement> {
        let verified: VerifiedStatement<DepositStatement>
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            let signer = try signed.claimedSigner()
            guard let key = organisations.device(signer, of: caller.organisation, at: now) else {
                throw .signatureInvalid
            }
            verified = try verify(signed, by: key)
            _ = try signed.openingFile()
        } catch {
            throw .statement(error)
        }
        guard verified.content.sender == caller.organisation else { throw .notYourStatement }
        return verified
    }

    /// A statement of the other mode is authentic too; the broker refuses it with a reason.
    private func verify(
        _ signed: SignedStatement, by key: PublicKey
    ) throws(StatementError) -> VerifiedStatement<DepositStatement> {
        let mode = configuration.mode
        do throws(StatementError) {
            return try signed.verify(as: DepositStatement.self, mode: mode, by: key)
        } catch .signatureInvalid {
            let other: Mode = mode == .live ? .training : .live
            return try signed.verify(as: DepositStatement.self, mode: other, by: key)
        }
    }

    /// Why an authentic deposit is refused; nil when it is not.
    func refusal(
        of terms: DepositStatement, preview: [UInt8], payload: PayloadInHand
    ) -> SubmissionRejectionReason? {
        let limits = configuration.limits
        guard terms.mode == configuration.mode else { return .wrongMode }
        guard terms.destinations.count <= limits.mailboxesPerDeposit else {
            return .tooManyMailboxes
        }
        guard terms.payloadSize <= UInt64(limits.payloadBytes) else { return .payloadTooLarge }
        guard terms.payloadDigest == payload.digest,
            terms.payloadSize == UInt64(payload.sizeInBytes)
        else { return .payloadMismatch }
        guard terms.previewDigest == .of(preview) else { return .previewMismatch }
        guard terms.isNumbered else { return .streamMissing }
        guard terms.deadline > now else { return .deadlinePassed }
        let latest = now.adding(seconds: limits.deadlineMaxHours * 3600)
        guard let latest, terms.deadline <= latest else { return .deadlineTooFar }
        guard lanes(of: terms) != nil else { return .mailboxUnknown }
        return nil
    }

    /// Where the deposit goes; nil when a mailbox is not known here or has no position.
    func lanes(of terms: DepositStatement) -> [DepositLane]? {
        var lanes: [DepositLane] = []
        for destination in terms.destinations {
            guard let mailbox = organisations.mailbox(destination.mailbox, at: now),
                let position = destination.stream
            else { return nil }
            lanes.append(
                DepositLane(
                    mailbox: mailbox.row, address: mailbox.address, device: position.device,
                    number: position.number))
        }
        return lanes
    }
}
