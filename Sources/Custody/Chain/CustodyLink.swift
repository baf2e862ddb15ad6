package import Primitives

/// One verified statement in a chain.
package enum CustodyLink: Equatable, Sendable {
    case sealed(VerifiedStatement<SealedStatement>)
    case deposit(VerifiedStatement<DepositStatement>)
    case submissionAcceptance(VerifiedStatement<SubmissionAcceptance>)
    case submissionRejection(VerifiedStatement<SubmissionRejection>)
    case relayAcceptance(VerifiedStatement<RelayAcceptance>)
    case relayRejection(VerifiedStatement<RelayRejection>)
    case relayFailure(VerifiedStatement<RelayFailure>)
    case contentConsignment(VerifiedStatement<ContentConsignment>)
    case contentHandover(VerifiedStatement<ContentHandover>)
    case acknowledgement(VerifiedStatement<Acknowledgement>)
    case consignmentAcceptance(VerifiedStatement<ConsignmentAcceptance>)
    case consignmentRejection(VerifiedStatement<ConsignmentRejection>)
    case withdrawal(VerifiedStatement<Withdrawal>)
    case acceptanceRejectionExpiry(VerifiedStatement<AcceptanceRejectionExpiry>)
    case transfer(VerifiedStatement<TransferStatement>)
    case disposal(VerifiedStatement<Disposal>)
    case skipped(VerifiedStatement<SkippedStatement>)
    case consentWithdrawal(VerifiedStatement<ConsentWithdrawal>)
    case consentAnswer(VerifiedStatement<ConsentAnswer>)

    package var signed: SignedStatement {
        switch self {
        case .sealed(let link): link.signed
        case .deposit(let link): link.signed
        case .submissionAcceptance(let link): link.signed
        case .submissionRejection(let link): link.signed
        case .relayAcceptance(let link): link.signed
        case .relayRejection(let link): link.signed
        case .relayFailure(let link): link.signed
        case .contentConsignment(let link): link.signed
        case .contentHandover(let link): link.signed
        case .acknowledgement(let link): link.signed
        case .consignmentAcceptance(let link): link.signed
        case .consignmentRejection(let link): link.signed
        case .withdrawal(let link): link.signed
        case .acceptanceRejectionExpiry(let link): link.signed
        case .transfer(let link): link.signed
        case .disposal(let link): link.signed
        case .skipped(let link): link.signed
        case .consentWithdrawal(let link): link.signed
        case .consentAnswer(let link): link.signed
        }
    }

    package var digest: SHA256Digest { signed.digest }

    /// The typed content.
    package var content: any StatementPredicate {
        switch self {
        case .sealed(let link): link.content
        case .deposit(let link): link.content
        case .submissionAcceptance(let link): link.content
        case .submissionRejection(let link): link.content
        case .relayAcceptance(let link): link.content
        case .relayRejection(let link): link.content
        case .relayFailure(let link): link.content
        case .contentConsignment(let link): link.content
        case .contentHandover(let link): link.content
        case .acknowledgement(let link): link.content
        case .consignmentAcceptance(let link): link.content
        case .consignmentRejection(let link): link.content
        case .withdrawal(let link): link.content
        case .acceptanceRejectionExpiry(let link): link.content
        case .transfer(let link): link.content
        case .disposal(let link): link.content
        case .skipped(let link): link.content
        case .consentWithdrawal(let link): link.content
        case .consentAnswer(let link): link.content
        }
    }

    package var signer: KeyID {
        switch self {
        case .sealed(let link): link.signer.id
        case .deposit(let link): link.signer.id
        case .submissionAcceptance(let link): link.signer.id
        case .submissionRejection(let link): link.signer.id
        case .relayAcceptance(let link): link.signer.id
        case .relayRejection(let link): link.signer.id
        case .relayFailure(let link): link.signer.id
        case .contentConsignment(let link): link.signer.id
        case .contentHandover(let link): link.signer.id
        case .acknowledgement(let link): link.signer.id
        case .consignmentAcceptance(let link): link.signer.id
        case .consignmentRejection(let link): link.signer.id
        case .withdrawal(let link): link.signer.id
        case .acceptanceRejectionExpiry(let link): link.signer.id
        case .transfer(let link): link.signer.id
        case .disposal(let link): link.signer.id
        case .skipped(let link): link.signer.id
        case .consentWithdrawal(let link): link.signer.id
        case .consentAnswer(let link): link.signer.id
        }
    }

    package var event: Event { type(of: content).event }
}
