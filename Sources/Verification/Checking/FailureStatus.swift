import Age
import Custody
import EvidenceBundle
package import Primitives
import TransparencyLog

/// The exit status that a failure ends with.
///
/// 2 says: this evidence is not what it claims to be. 1 says only that the work could not be done.
package enum FailureStatus {
    package static let couldNotBeDone: Int32 = 1
    package static let failedVerification: Int32 = 2

    package static func of(_ failure: any PlainFailure) -> Int32 {
        isAboutEvidence(failure) ? failedVerification : couldNotBeDone
    }

    /// What to do about a failure: its own hint, else what is true of all failures of its kind.
    package static func hint(for failure: any PlainFailure) -> String? {
        if let hint = failure.hint { return hint }
        if case BundleError.decryption(.identity(.outOfReach)) = failure {
            return "run the same command again"
        }
        return isAboutEvidence(failure)
            ? "do not rely on it; ask the sender for it once more" : nil
    }

    private static func isAboutEvidence(_ failure: any PlainFailure) -> Bool {
        switch failure {
        // No key, no record: nothing was found out about the evidence.
        case BundleError.unknownSigner, BundleError.noIdentityMatches, BundleError.recordExpired:
            false
        // The key was locked before the work was done.
        case BundleError.decryption(.identity(.outOfReach)), StatementError.notSigned: false
        case is BundleError, is CustodyError, is StatementError, is TwoHistoriesError: true
        // A list or head on a carrier that is not what its sender signed.
        case ParcelError.headDamaged, ParcelError.piecesSignature, ParcelError.piecesOfAnother: true
        default: (failure as? any EvidenceFailure)?.isAboutEvidence ?? false
        }
    }
}

/// A failure of those who work with evidence that may speak against the evidence itself.
package protocol EvidenceFailure: PlainFailure {
    var isAboutEvidence: Bool { get }
}
