package import BagIt
import Custody
package import EvidenceBundle
import KeyDirectory
package import Primitives

/// What a verification found: each check, and the verdict.
package struct VerificationReport: Sendable {
    package enum Subject: String, Sendable {
        case sealedFile = "sealed file"
        case openedFolder = "opened case folder"
        case plainBag = "plain bag"
        case evidenceFolder = "evidence folder"
        case caseWithEvidence = "opened case folder with its evidence"
        case dossier
    }

    package struct Line: Sendable {
        package enum Outcome: String, Sendable {
            case passed
            case failed
            case notChecked = "not checked"
        }

        package let code: String
        package let sentence: String
        package let outcome: Outcome
        package let reason: String?
        package let reasonCode: String?
    }

    package let subject: Subject
    package let lines: [Line]
    package let isPositive: Bool
    /// What the verdict asks for; nil of a plain bag, which nobody signed.
    package let profile: String?
    package let sender: OrganisationName?
    package let consignment: ConsignmentID?
    /// Each original that is not what was sealed, by name.
    package let differences: [String]
    package let hint: String?
    /// What it carries of material that was sealed before.
    package let original: OriginalReport?
    /// Nothing was found wrong; only the signer is nobody this home knows.
    package let isSignerUnknown: Bool
    /// Of an evidence folder: each statement is shown to be in the broker's log.
    package var isInLog = false
    /// Enough of the witnesses that were chosen here have signed a state of the log with it.
    package var isWitnessed = false
    /// What a person should know of the keys.
    package var notes: [String] = []

    /// The first thing that did not hold, as a sentence and a stable code.
    package var complaint: (reason: String, code: String)? {
        let worst =
            lines.first { $0.outcome == .failed }
            ?? lines.first {
                // What no folder keeps is no complaint about this one.
                $0.outcome == .notChecked && $0.reason != nil
                    && $0.reasonCode != "folder.not-kept"
            }
        return worst.map { line in
            (line.reason ?? line.sentence + ": it does not hold", line.reasonCode ?? line.code)
        }
    }

    /// 0 verified, 2 failed verification.
    package var exitStatus: Int32 { isPositive ? 0 : FailureStatus.failedVerification }

    package init(
        _ verification: BundleVerification, subject: Subject, moreLines: [Line] = [],
        isDateOpen: Bool = false
    ) {
        self.subject = subject
        profile = verification.verdict.profile.rawValue
        let checks = verification.verdict.checks.map { check in
            check.code == .outerSignature ? check.requiringDate(isDateOpen) : check
        }
        lines = checks.map(Line.init) + moreLines
        isPositive =
            verification.verdict.isPositive && !isDateOpen
            && moreLines.allSatisfy { $0.outcome != .failed }
        sender = verification.deposit?.sender.name
        consignment = verification.deposit?.content.consignment
        differences = verification.differences.map(\.message)
        hint = verification.failure.flatMap { FailureStatus.hint(for: $0) }
        original = OriginalReport(verification.original)
        isSignerUnknown =
            verification.failure == .unknownSigner && lines.allSatisfy { $0.outcome != .failed }
    }

    /// A file that could not be read as a sealed file at all.
    package init(refused failure: BundleError) {
        subject = .sealedFile
        profile = VerificationProfile.sealed.rawValue
        isPositive = false
        lines = [
            Line(
                code: failure.check.rawValue,
                sentence: "the file has the one canonical form of a sealed file",
                outcome: .failed, reason: failure.message, reasonCode: failure.code)
        ]
        hint = FailureStatus.hint(for: failure)
        (sender, consignment, differences, isSignerUnknown) = (nil, nil, [], false)
        original = nil
    }

    /// An opened case folder, with what it keeps of the broker's receipt.
    package init(
        _ verification: BundleVerification, _ receipt: KeptReceipt?, _ acts: CaseActs,
        _ sealed: BagCheckpoint, isDateOpen: Bool
    ) {
        // Without a note in the bag there is nothing to say: it is never required.
        let checks =
            (receipt?.checks ?? []) + acts.checks + (sealed.isThere ? [sealed.check] : [])
        self.init(
            verification, subject: .openedFolder, moreLines: checks.map(Line.init),
            isDateOpen: isDateOpen)
        isInLog = receipt?.isInLog ?? false
        isWitnessed = receipt?.isWitnessed ?? false
        notes = (receipt?.notes ?? []) + sealed.notes + acts.notes
    }

    /// A case with its evidence.
    package init(
        _ court: CourtVerification, _ content: BundleVerification,
        _ evidence: EvidenceVerification, _ acts: CaseActs, _ sealed: BagCheckpoint
    ) {
        subject = .caseWithEvidence
        let verdict = court.verdict
        profile = verdict.profile.rawValue
        lines = (court.checks + [sealed.check]).map(Line.init)
        isPositive = verdict.isPositive
        sender = content.deposit?.sender.name
        consignment = content.deposit?.content.consignment
        differences = content.differences.map(\.message)
        hint = content.failure.flatMap { FailureStatus.hint(for: $0) }
        original = OriginalReport(content.original)
        isSignerUnknown =
            !isPositive && verdict.failures.isEmpty
            && lines.contains { $0.reasonCode.map(Check.Reason.strangers.contains) ?? false }
        isInLog = evidence.isInLog
        isWitnessed = evidence.isWitnessed
        notes = evidence.notes + sealed.notes + acts.notes
    }

    package init(_ evidence: EvidenceVerification) {
        subject = .evidenceFolder
        profile = evidence.verdict.profile.rawValue
        lines = evidence.checks.map(Line.init)
        isPositive = evidence.verdict.isPositive
        sender = evidence.deposit?.sender.name
        consignment = evidence.deposit?.consignment
        (differences, original) = ([], nil)
        hint = isPositive ? nil : "do not rely on it; get it once more from who gave it to you"
        isSignerUnknown =
            !isPositive && evidence.verdict.failures.isEmpty
            && lines.contains { $0.reasonCode.map(Check.Reason.strangers.contains) ?? false }
        isInLog = evidence.isInLog
        isWitnessed = evidence.isWitnessed
        notes = evidence.notes
    }

    /// An evidence folder that could not be read as one.
    package init(refused failure: EvidenceFolderError) {
        subject = .evidenceFolder
        profile = VerificationProfile.receipt.rawValue
        isPositive = false
        lines = [
            Line(
                code: "evidence.layout", sentence: "every file of the folder is there, in its form",
                outcome: .failed, reason: failure.message, reasonCode: failure.code)
        ]
        hint = "do not rely on it; get it once more from who gave it to you"
        (sender, consignment, differences, isSignerUnknown) = (nil, nil, [], false)
        original = nil
    }

    package init(_ verdict: BagVerdict) {
        subject = .plainBag
        profile = nil
        isPositive = verdict.judgement == .valid
        let worst = isPositive ? nil : verdict.findings.first { $0.severity != .warning }
        lines = [
            Line(
                code: "bag.complete", sentence: "every file of the bag is listed and unchanged",
                outcome: isPositive ? .passed : .failed, reason: worst?.message,
                reasonCode: worst?.code)
        ]
        differences = verdict.findings.filter { $0.severity != .warning }.map { finding in
            finding.path.isEmpty
                ? finding.message : SafeText.shown(finding.path) + ": " + finding.message
        }
        (sender, consignment, hint, isSignerUnknown) = (nil, nil, nil, false)
        original = nil
    }
}

extension VerificationReport.Line {
    init(_ check: Check) {
        code = check.code.rawValue
        sentence = check.sentence
        switch check.outcome {
        case .passed: (outcome, reason, reasonCode) = (.passed, nil, nil)
        case .failed(let why): (outcome, reason, reasonCode) = (.failed, why.message, why.code)
        case .notChecked(let why):
            (outcome, reason, reasonCode) = (.notChecked, why.message, why.code)
        }
    }
}
