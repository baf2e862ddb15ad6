import BrokerAPI
import Custody
import Primitives

/// A statement about one lane that is authentic and speaks of the delivery it was sent for.
struct CheckedEvidence: Sendable {
    let event: Event
    let signer: KeyID
    let digest: SHA256Digest
    let previous: SHA256Digest
    let files: SignedFiles
    let received: Timestamp
    /// The state that it brings the delivery to; nil where it moves nothing.
    let state: DeliveryState?

    var act: LaneAct { LaneAct(event: event, digest: digest, signer: signer, expiry: nil) }
}

/// The checks of a recipient's statement that need no database.
struct EvidenceCheck {
    let mode: Mode
    let organisations: AdmittedOrganisations
    let mailbox: AdmittedOrganisations.AdmittedMailbox
    /// The deposit as it was signed, and its digest.
    let deposit: DepositStatement
    let depositDigest: SHA256Digest
    let now: Timestamp

    func run(_ files: SignedFiles) throws(BrokerError) -> CheckedEvidence {
        let (event, signed) = try parse(files)
        switch event {
        case .contentHandover:
            return try check(signed, files, .handedOver, ContentHandover.self) { content in
                content.payloadDigest == deposit.payloadDigest
                    && content.payloadSize == deposit.payloadSize
            }
        case .acknowledgement:
            return try check(signed, files, .acknowledged, Acknowledgement.self) { content in
                content.previewDigest == deposit.previewDigest
            }
        case .consignmentAcceptance:
            return try check(signed, files, .accepted, ConsignmentAcceptance.self) { content in
                content.deposit == depositDigest
                    && content.sealedCommitment == deposit.sealedCommitment
            }
        case .consignmentRejection:
            return try check(signed, files, .declined, ConsignmentRejection.self) { content in
                content.deposit == depositDigest
            }
        case .disposal: return try checkDisposal(signed, files)
        case .sealed, .deposit, .submissionAcceptance, .submissionRejection,
            .contentConsignment, .withdrawal, .acceptanceRejectionExpiry, .transfer, .skipped,
            .consentWithdrawal, .consentAnswer, .relayAcceptance, .relayRejection, .relayFailure:
            throw .evidence(.wrongEvent)
        }
    }

    private func parse(_ files: SignedFiles) throws(BrokerError) -> (Event, SignedStatement) {
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            return (try Statement(parsing: files.statement).event, signed)
        } catch {
            throw .statement(error)
        }
    }

    private func check<Content: LaneStatement>(
        _ signed: SignedStatement, _ files: SignedFiles, _ state: DeliveryState,
        _ type: Content.Type, matches: (Content) -> Bool
    ) throws(BrokerError) -> CheckedEvidence {
        let verified = try verify(signed, type)
        let step = verified.content.step
        guard step.consignment == deposit.consignment, step.sender == deposit.sender,
            step.mailbox == mailbox.address
        else { throw .evidence(.wrongLane) }
        guard step.issuer.organisation == mailbox.organisation else {
            throw .evidence(.wrongIssuer)
        }
        guard matches(verified.content) else { throw .evidence(.wrongSubject) }
        return CheckedEvidence(
            event: type.event, signer: verified.signer.id, digest: verified.digest,
            previous: step.previous, files: files, received: now, state: state)
    }

    /// That the recipient destroyed its copy. The sender's own has no lane and comes another way.
    private func checkDisposal(
        _ signed: SignedStatement, _ files: SignedFiles
    ) throws(BrokerError) -> CheckedEvidence {
        let verified = try verify(signed, Disposal.self)
        let content = verified.content
        guard content.consignment == deposit.consignment, content.sender == deposit.sender,
            content.mailbox == mailbox.address
        else { throw .evidence(.wrongLane) }
        guard content.issuer.organisation == mailbox.organisation else {
            throw .evidence(.wrongIssuer)
        }
        guard content.deposit == depositDigest else { throw .evidence(.wrongSubject) }
        return CheckedEvidence(
            event: .disposal, signer: verified.signer.id, digest: verified.digest,
            previous: content.previous, files: files, received: now, state: nil)
    }

    /// The signature, by a key of the kind that the event asks for.
    private func verify<Content: StatementPredicate>(
        _ signed: SignedStatement, _ type: Content.Type
    ) throws(BrokerError) -> VerifiedStatement<Content> {
        do throws(StatementError) {
            let signer = try signed.claimedSigner()
            guard let key = key(signer, type.event.signerKind) else {
                throw .signerMismatch
            }
            let verified = try signed.verify(as: type, mode: mode, by: key)
            _ = try signed.openingFile()
            return verified
        } catch .signerMismatch {
            throw .evidence(.wrongSigner)
        } catch {
            throw .statement(error)
        }
    }

    private func key(_ keyID: KeyID, _ kind: SignerKind) -> PublicKey? {
        switch kind {
        case .device: organisations.device(keyID, of: mailbox.organisation, at: now)
        case .member: organisations.member(keyID, of: mailbox, at: now)
        case .broker: nil
        }
    }
}
