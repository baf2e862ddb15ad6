package import Custody
import EvidenceBundle
package import Primitives
import PrivateFiles
package import SystemPackage
import TransparencyLog

/// The broker's receipt that an opened case folder keeps in evidence/, and what it proves.
package struct KeptReceipt {
    /// Those that say something of the receipt and the log.
    package let checks: [Check]
    /// When the broker had the deposit: the time as of which its sender's keys must count. Nil unless
    /// the receipt holds and is of the broker that is known here.
    package let receivedTime: Timestamp?
    /// By when it was deposited; nil where nothing could be read.
    package let depositDate: DepositDate?
    /// By when the deposit existed at the latest, by others than its signer and the broker.
    package let bound: Timestamp?
    package let isInLog: Bool
    package let isWitnessed: Bool
    /// Who has signed, for people.
    package let notes: [String]

    private static let shown: [CheckCode] = [
        .receiptEntry, .receiptSignature, .receiptDeposit, .logInclusion, .logWitnesses,
    ]

    /// Nil when there is none: a case that came by hand.
    package init?(in folder: FilePath, known: KnownParties) throws {
        let kept = StatementFolder(folder.appending("evidence"))
        let place = kept.path.appending("SubmissionAcceptance.json")
        guard PrivateFolder.isThere(place) else { return nil }
        let evidence: EvidenceFolder
        do {
            // What is wrong with the outer statement itself is told by the bundle's own checks.
            guard let deposit = try StatementFolder(folder).load(.deposit),
                let receipt = try kept.load(.submissionAcceptance)
            else { return nil }
            evidence = EvidenceFolder(
                deposit: LoggedStatement(
                    path: "statement", signed: deposit,
                    proof: try Self.proof("statement", kept)),
                answer: LoggedStatement(
                    path: "SubmissionAcceptance", signed: receipt,
                    proof: try Self.proof("SubmissionAcceptance", kept)),
                sealProof: nil, lanes: [], organisations: [], broker: nil, signers: [])
        } catch let failure as any PlainFailure {
            checks = [
                Check(
                    .receiptSignature, "the broker signed the receipt",
                    .failed(Check.Reason(code: failure.code, message: failure.message)))
            ]
            (receivedTime, depositDate, bound) = (nil, nil, nil)
            (isInLog, isWitnessed, notes) = (false, false, [])
            return
        }
        let verification = EvidenceVerification(evidence, known: known)
        checks = verification.checks.filter { Self.shown.contains($0.code) }
        receivedTime = verification.receivedTime
        depositDate = verification.depositDate
        bound = verification.bounds["statement"]
        isInLog = verification.isInLog
        isWitnessed = verification.isWitnessed
        notes = verification.notes
    }

    /// The first check that does not hold; nil when nothing failed.
    package var failure: Failure? {
        for check in checks {
            if case .failed(let reason) = check.outcome {
                return Failure(check: check.code, reason: reason)
            }
        }
        return nil
    }

    /// What does not hold of the receipt. It says nothing against the case: whoever carried the file can
    /// have put it there.
    package struct Failure: PlainFailure, Equatable {
        package let check: CheckCode
        package let reason: Check.Reason

        /// The dotted code of the check that it fails.
        package var checkName: String { check.rawValue }

        package var code: String { reason.code }
        package var message: String {
            "the broker's receipt beside the case does not hold: \(reason.message)"
        }
        package var hint: String? {
            "the case is what was sealed; rely on nothing that the receipt says, and ask the sender"
        }
    }

    private static func proof(_ name: String, _ folder: StatementFolder) throws -> [UInt8]? {
        let file = folder.path.appending(name + ".tlog-proof")
        guard PrivateFolder.isThere(file) else { return nil }
        return try PrivateFile.read(file, limit: LogLimits.proofSizeInBytes)
    }
}
