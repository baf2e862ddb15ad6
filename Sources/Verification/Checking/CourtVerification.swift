package import Custody
package import EvidenceBundle
import KeyDirectory
import Primitives

/// The content and the receipt together: an opened case folder, and the evidence folder about it.
///
/// Neither says it alone: the case folder shows what was sealed, the evidence folder that exactly this was
/// deposited, recorded, witnessed and stamped. (`Protocol/receipt.md`, "A case with its evidence")
package struct CourtVerification {
    /// One line for each code. What both looked at holds only if it holds in both.
    package let checks: [Check]

    package var verdict: Verdict { Verdict(profile: .court, checks: checks) }

    /// - Parameters:
    ///   - content: as of the evidence's time.
    ///   - kept: what the case folder itself keeps of a receipt.
    ///   - acts: what was done with the copy after receipt.
    ///   - isDateOpen: whether a revoked key may have sealed or sent it later.
    package init(
        _ content: BundleVerification, kept: [Check], evidence: EvidenceVerification,
        acts: [Check], isDateOpen: Bool
    ) {
        let isAboutThis =
            content.deposit.map { deposit in
                evidence.statement == deposit.statement.signed
            } ?? true
        var all = content.verdict.checks + evidence.checks
        all += kept.filter { if case .failed = $0.outcome { true } else { false } }
        all += acts
        if !isAboutThis {
            all.append(
                Check(
                    .receiptDeposit, "the receipt is for exactly this statement",
                    .failed(.evidenceOfAnother)))
        }
        checks = Self.merged(all).map { check in
            check.code == .outerSignature || check.code == .sealSignature
                ? check.requiringDate(isDateOpen) : check
        }
    }

    /// The worst outcome of each code, where it is first named.
    private static func merged(_ checks: [Check]) -> [Check] {
        var order: [CheckCode] = []
        var worst: [CheckCode: Check] = [:]
        for check in checks {
            guard let known = worst[check.code] else {
                order.append(check.code)
                worst[check.code] = check
                continue
            }
            if check.outcome.weight > known.outcome.weight { worst[check.code] = check }
        }
        return order.compactMap { worst[$0] }
    }
}

extension BundleVerification {
    /// Whether the device that sent it, or the member who sealed it, was revoked, and nothing shows that
    /// it was before.
    package func isOpen(_ date: DepositDate, _ known: KnownParties) -> Bool {
        guard let deposit else { return false }
        // What the evidence carries may be newer than what was known here.
        let sender = known.organisation(deposit.sender.fingerprint) ?? deposit.sender
        let device = sender.deviceStanding(deposit.statement.signer.id, at: date.bound)
        let member = seal.flatMap { sender.memberStanding($0.statement.signer.id) }
        return [device, member].contains { date.leavesOpen($0, at: known.now) }
    }
}

extension Check.Outcome {
    fileprivate var weight: Int {
        switch self {
        case .passed: 0
        case .notChecked: 1
        case .failed: 2
        }
    }
}

extension Check.Reason {
    static let evidenceOfAnother = Check.Reason(
        code: "evidence.receipt-of-another",
        message: "the evidence is about another outer statement than this case's")
}

/// Why a case is not verified together with evidence.
package enum CourtError: PlainFailure, Equatable {
    case notOpened(String)
    case noEvidence(String)

    package var code: String {
        switch self {
        case .notOpened: "verify.not-opened"
        case .noEvidence: "verify.no-evidence-folder"
        }
    }

    package var message: String {
        switch self {
        case .notOpened(let path): "'\(SafeText.shown(path))' is no opened case folder"
        case .noEvidence(let path): "'\(SafeText.shown(path))' is no evidence folder"
        }
    }

    package var hint: String? {
        switch self {
        case .notOpened: "open the sealed file first: its inside cannot be checked without the key"
        case .noEvidence: "make one with: plomba evidence ID -o FOLDER"
        }
    }
}
