package import Primitives

extension SignedStatement {
    /// The verified link that this statement makes; nil when nobody answers for its signer.
    package func link(
        mode: Mode, signer: (SignerClaim) -> PublicKey?
    ) throws(StatementError) -> CustodyLink? {
        switch try Statement(parsing: json).event {
        case .sealed:
            try verified(SealedStatement.self, mode, signer).map { .sealed($0) }
        case .deposit:
            try verified(DepositStatement.self, mode, signer).map { .deposit($0) }
        case .submissionAcceptance:
            try verified(SubmissionAcceptance.self, mode, signer).map { .submissionAcceptance($0) }
        case .submissionRejection:
            try verified(SubmissionRejection.self, mode, signer).map { .submissionRejection($0) }
        case .relayAcceptance:
            try verified(RelayAcceptance.self, mode, signer).map { .relayAcceptance($0) }
        case .relayRejection:
            try verified(RelayRejection.self, mode, signer).map { .relayRejection($0) }
        case .relayFailure:
            try verified(RelayFailure.self, mode, signer).map { .relayFailure($0) }
        case .contentConsignment:
            try verified(ContentConsignment.self, mode, signer).map { .contentConsignment($0) }
        case .contentHandover:
            try verified(ContentHandover.self, mode, signer).map { .contentHandover($0) }
        case .acknowledgement:
            try verified(Acknowledgement.self, mode, signer).map { .acknowledgement($0) }
        case .consignmentAcceptance:
            try verified(ConsignmentAcceptance.self, mode, signer)
                .map { .consignmentAcceptance($0) }
        case .consignmentRejection:
            try verified(ConsignmentRejection.self, mode, signer)
                .map { .consignmentRejection($0) }
        case .withdrawal:
            try verified(Withdrawal.self, mode, signer).map { .withdrawal($0) }
        case .acceptanceRejectionExpiry:
            try verified(AcceptanceRejectionExpiry.self, mode, signer)
                .map { .acceptanceRejectionExpiry($0) }
        case .transfer:
            try verified(TransferStatement.self, mode, signer).map { .transfer($0) }
        case .disposal:
            try verified(Disposal.self, mode, signer).map { .disposal($0) }
        case .skipped:
            try verified(SkippedStatement.self, mode, signer).map { .skipped($0) }
        case .consentWithdrawal:
            try verified(ConsentWithdrawal.self, mode, signer).map { .consentWithdrawal($0) }
        case .consentAnswer:
            try verified(ConsentAnswer.self, mode, signer).map { .consentAnswer($0) }
        }
    }

    private func verified<Predicate: StatementPredicate>(
        _ type: Predicate.Type, _ mode: Mode, _ signer: (SignerClaim) -> PublicKey?
    ) throws(StatementError) -> VerifiedStatement<Predicate>? {
        guard let key = signer(try signerClaim(as: type, mode: mode)) else { return nil }
        return try verify(as: type, mode: mode, by: key)
    }
}
