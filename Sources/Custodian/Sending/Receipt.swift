import BrokerAPI
import Custody
import Primitives

/// The broker's receipt, held against what was sent before anything is called safe.
enum Receipt {
    /// - Throws: ``SendingError/receiptInvalid``
    static func acceptance(
        _ files: SignedFiles, of statement: SignedStatement, trust: BrokerTrust
    ) throws(SendingError) -> VerifiedStatement<SubmissionAcceptance> {
        let receipt = try verify(files, as: SubmissionAcceptance.self, trust)
        guard matches(receipt.content.evidence, statement, trust) else { throw .receiptInvalid }
        return receipt
    }

    /// - Throws: ``SendingError/receiptInvalid``
    static func rejection(
        _ files: SignedFiles, of statement: SignedStatement, trust: BrokerTrust
    ) throws(SendingError) -> VerifiedStatement<SubmissionRejection> {
        let refusal = try verify(files, as: SubmissionRejection.self, trust)
        guard matches(refusal.content.evidence, statement, trust) else { throw .receiptInvalid }
        return refusal
    }

    /// What the broker claims of the time, of a receipt that is new here.
    ///
    /// - Throws: ``SendingError/receiptAhead(_:)``, ``SendingError/receiptLate(_:deadline:)``
    static func requireTime(
        _ receipt: VerifiedStatement<SubmissionAcceptance>, of deposit: DepositStatement,
        at now: Timestamp
    ) throws(SendingError) {
        try requireInTime(receipt, of: deposit)
        let received = receipt.content.evidence.receivedTime
        guard !ClaimedTime.isAhead(received, of: now) else { throw .receiptAhead(received) }
    }

    /// The same without a clock: what a recipient holds against the sender's signed deadline.
    static func requireInTime(
        _ receipt: VerifiedStatement<SubmissionAcceptance>, of deposit: DepositStatement
    ) throws(SendingError) {
        let received = receipt.content.evidence.receivedTime
        guard received < deposit.deadline else {
            throw .receiptLate(received, deadline: deposit.deadline)
        }
    }

    private static func verify<Predicate: StatementPredicate>(
        _ files: SignedFiles, as type: Predicate.Type, _ trust: BrokerTrust
    ) throws(SendingError) -> VerifiedStatement<Predicate> {
        do {
            let signed = try SignedStatement(files)
            _ = try signed.openingFile()
            return try signed.verify(as: type, mode: trust.mode, by: trust.serviceKey(of: signed))
        } catch {
            throw .receiptInvalid
        }
    }

    private static func matches(
        _ evidence: SubmissionEvidence, _ statement: SignedStatement, _ trust: BrokerTrust
    ) -> Bool {
        guard evidence.deposit == statement.digest, evidence.issuer.broker == trust.name,
            let deposit = try? statement.unverified(
                as: DepositStatement.self, mode: trust.mode)
        else { return false }
        return evidence.consignment == deposit.consignment && evidence.sender == deposit.sender
            && evidence.mailboxes == deposit.mailboxes
    }
}

extension SignedFiles {
    /// The three files of a statement of ours.
    init(_ statement: SignedStatement) {
        self.init(
            statement: statement.json, signature: statement.signature,
            entry: statement.entry ?? [])
    }
}

extension SignedStatement {
    /// - Throws: `StatementError` for what exceeds the limits.
    init(_ files: SignedFiles) throws(StatementError) {
        try self.init(json: files.statement, signature: files.signature, entry: files.entry)
    }
}
