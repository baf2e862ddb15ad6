package import Primitives

/// One verified statement in a chain.
package enum CustodyLink: Equatable, Sendable {
    case sealed(VerifiedStatement<SealedStatement>)
    case deposit(VerifiedStatement<DepositStatement>)
    case submissionAcceptance(VerifiedStatement<SubmissionAcceptance>)
    case submissionRejection(VerifiedStatement<SubmissionRejection>)
    case contentHandover(VerifiedStatement<ContentHandover>)
    case acknowledgement(VerifiedStatement<Acknowledgement>)
    case consignmentAcceptance(VerifiedStatement<ConsignmentAcceptance>)
    case consignmentRejection(VerifiedStatement<ConsignmentRejection>)
    case transfer(VerifiedStatement<TransferStatement>)

    package var signed: SignedStatement {
        switch self {
        case .sealed(let link): link.signed
        case .deposit(let link): link.signed
        case .submissionAcceptance(let link): link.signed
        case .submissionRejection(let link): link.signed
        case .contentHandover(let link): link.signed
        case .acknowledgement(let link): link.signed
        case .consignmentAcceptance(let link): link.signed
        case .consignmentRejection(let link): link.signed
        case .transfer(let link): link.signed
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
        case .contentHandover(let link): link.content
        case .acknowledgement(let link): link.content
        case .consignmentAcceptance(let link): link.content
        case .consignmentRejection(let link): link.content
        case .transfer(let link): link.content
        }
    }

    package var event: Event { type(of: content).event }
}
