import BrokerAPI
import Custody
import Primitives
package import TransparencyLog

/// A deposit that is in the broker's log, by the three proofs that came with the receipt.
struct LoggedDeposit: Sendable {
    /// Of the outer statement.
    let statement: UnverifiedLogProof
    /// Of the seal inside.
    let seal: UnverifiedLogProof
    /// Of the broker's acceptance.
    let acceptance: UnverifiedLogProof
    /// The one that all three are under, signed by the log and by no witness.
    let checkpoint: VerifiedCheckpoint

    /// - Throws: ``LogReceiptError``
    init(
        _ proofs: DepositProofs?, of statement: SignedStatement,
        accepted receipt: VerifiedStatement<SubmissionAcceptance>, in log: VerifierKey,
        mode: Mode
    ) throws(LogReceiptError) {
        guard let proofs else { throw .proofMissing }
        guard let deposit = try? statement.unverified(as: DepositStatement.self, mode: mode),
            let entry = statement.entry, let receiptEntry = receipt.signed.entry
        else { throw .proofMissing }
        do throws(LogProofError) {
            self.statement = try UnverifiedLogProof(parsing: proofs.statement)
            let known = self.statement.checkpoint
            seal = try UnverifiedLogProof(parsing: proofs.seal, known: known)
            acceptance = try UnverifiedLogProof(parsing: proofs.acceptance, known: known)
            let first = try self.statement.verify(
                entry: AuditLogEntry.commitment(.of(entry)).bytes, log: log)
            checkpoint = first.checkpoint
            let second = try seal.verify(
                entry: AuditLogEntry.commitment(deposit.sealedCommitment).bytes,
                under: checkpoint)
            let third = try acceptance.verify(
                entry: AuditLogEntry.commitment(.of(receiptEntry)).bytes, under: checkpoint)
            guard second.index == first.index + 1, third.index == second.index + 1 else {
                throw .otherCheckpoint
            }
        } catch {
            throw .proofInvalid(error)
        }
    }
}

/// Why the log part of a receipt is refused.
package enum LogReceiptError: PlainFailure, Equatable {
    case proofMissing
    case proofInvalid(LogProofError)
    /// Two checkpoints, signed by one log, of which the larger is not shown to continue the smaller;
    /// kept in this file, which proves it or asks for an explanation.
    case twoHistories(file: String, isProven: Bool)

    package var code: String {
        switch self {
        case .proofMissing: "receipt.proof-missing"
        case .proofInvalid(let error): error.code
        case .twoHistories: "receipt.two-histories"
        }
    }

    package var message: String {
        switch self {
        case .proofMissing: "the broker's receipt lacks the proof that it is in the broker's log"
        case .proofInvalid(let error): error.message
        case .twoHistories(_, isProven: true):
            "the broker has signed two histories of its log: somebody was shown another one than you"
        case .twoHistories:
            "the broker cannot show that its log only grew since you last saw it"
        }
    }

    package var hint: String? {
        switch self {
        case .proofMissing, .proofInvalid:
            "treat it as not sent, and tell the broker's operator"
        case .twoHistories(let file, _):
            "send nothing more; give your partners \(file), which anybody can check: plomba verify FILE"
        }
    }
}
