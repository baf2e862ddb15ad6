import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import Report
import SystemPackage
import Verification

/// An opened case with the evidence about it, verified offline as `verify` does it, and everything of it
/// that a report shows.
struct ExaminedCase {
    private let place: FilePath
    private let now: Timestamp
    private let home: Home?
    private(set) var known: KnownParties
    private let content: BundleVerification?
    private let evidence: EvidenceVerification?
    private let evidenceFolder: EvidenceFolder?
    private let receipt: KeptReceipt?
    private let lowerBound: Timestamp?
    private let acts: CaseActs
    let verdict: Verdict

    /// - Throws: ``CourtError``, `FileError`, `BundleFileError`.
    init(
        _ folder: String, evidence evidencePath: String?, home: Home?, now: Timestamp,
        notices: NoticeBoard
    ) throws {
        (place, self.home, self.now) = (FilePath(folder), home, now)
        guard PrivateFolder.isThere(place) else { throw PrivateFiles.FileError.notFound(place) }
        guard PrivateFolder.isFolder(place.appending("bag")) else {
            throw CourtError.notOpened(folder)
        }
        var known = try home.map { try KnownParties($0, at: now) } ?? KnownParties(at: now)
        var failed: [Check] = []
        (evidenceFolder, evidence) = try Self.evidence(evidencePath, known, &failed)
        if let evidence { known = evidence.known }
        self.known = known
        receipt = try KeptReceipt(in: place, known: known)
        let context =
            try home.map { try Directory($0, at: now).context(at: now) }
            ?? VerificationContext(mode: known.mode ?? .live, time: now, confirmed: [])
        content = try Self.content(
            folder, context.at(evidence?.receivedTime ?? receipt?.receivedTime ?? now),
            notices, &failed)
        acts = try CaseActs(of: place, known: known)
        let upper = (evidence?.depositDate ?? receipt?.depositDate)?.bound
        let lower = content.map { [known] in
            BagCheckpoint($0.checkpoint, known: known, upper: upper)
        }
        lowerBound = lower?.time
        let found = Self.verdict(content, evidence, receipt, known, failed, acts.checks)
        verdict = Verdict(
            profile: found.profile, checks: found.checks + (lower.map { [$0.check] } ?? []))
    }

    /// What cannot be read as evidence is a finding.
    private static func evidence(
        _ path: String?, _ known: KnownParties, _ failed: inout [Check]
    ) throws -> (EvidenceFolder?, EvidenceVerification?) {
        guard let path else { return (nil, nil) }
        let place = FilePath(path)
        guard PrivateFolder.isThere(place) else { throw PrivateFiles.FileError.notFound(place) }
        guard EvidenceFolder.isOne(place) else { throw CourtError.noEvidence(path) }
        do {
            let folder = try EvidenceFolder(reading: place)
            return (folder, EvidenceVerification(folder, known: known))
        } catch let failure as EvidenceFolderError {
            failed.append(
                Check(
                    .evidenceLayout, "every file of the folder is there, in its form",
                    .failed(Check.Reason(code: failure.code, message: failure.message))))
            return (nil, nil)
        }
    }

    /// What cannot be read as a case is a finding too; a disk that fails is not.
    private static func content(
        _ folder: String, _ context: VerificationContext, _ notices: NoticeBoard,
        _ failed: inout [Check]
    ) throws -> BundleVerification? {
        let missing = ["statement.json", "statement.json.sig", "statement.entry", "header.age"]
            .first { !PrivateFolder.isThere(FilePath(folder).appending($0)) }
        if let missing {
            failed.append(
                Check(
                    .outerEncoding, "the file and its outer statement have the one canonical form",
                    .failed(
                        Check.Reason(
                            code: "bundle.layout-missing-file",
                            message: "'\(missing)' is not in the folder"))))
            return nil
        }
        do {
            return try BundleVerifier.verify(
                folder: folder, context: context,
                progress: { notices.progress(Progress(.verifying, done: $0, total: $1)) })
        } catch let failure as BundleError {
            failed.append(
                Check(
                    failure.check, "the file and its outer statement have the one canonical form",
                    .failed(Check.Reason(failure))))
            return nil
        }
    }

    private static func verdict(
        _ content: BundleVerification?, _ evidence: EvidenceVerification?,
        _ receipt: KeptReceipt?, _ known: KnownParties, _ failed: [Check], _ acts: [Check]
    ) -> Verdict {
        let kept = receipt?.checks ?? []
        guard let content else {
            return Verdict(
                profile: .folder, checks: failed + kept + (evidence?.checks ?? []) + acts)
        }
        if let evidence {
            let court = CourtVerification(
                content, kept: kept, evidence: evidence, acts: acts,
                isDateOpen: content.isOpen(evidence.depositDate, evidence.known))
            return Verdict(profile: .court, checks: failed + court.checks)
        }
        let isDateOpen = receipt?.depositDate.map { content.isOpen($0, known) } ?? false
        let checks = content.verdict.checks.map { check in
            check.code == .outerSignature ? check.requiringDate(isDateOpen) : check
        }
        return Verdict(profile: .folder, checks: failed + checks + kept + acts)
    }
}

extension CheckCode {
    /// Only where an evidence folder cannot be read at all.
    static let evidenceLayout = CheckCode(rawValue: "evidence.layout")
}

extension ExaminedCase {
    func findings(tool: ReportTool) throws -> CaseFindings {
        let mode = known.mode ?? claimedMode
        var findings = CaseFindings(tool: tool, mode: mode, verdict: verdict)
        findings.isSignerUnknown =
            !verdict.isPositive && verdict.failures.isEmpty
            && Self.isOpenByStrangersOnly(verdict)
        findings.hasEvidence = evidenceFolder != nil
        if let content {
            findings.differences = content.differences
            findings.files = content.files
            findings.original = content.original.map {
                ReportOriginal(sender: $0.sender.name, isVerified: $0.isVerified)
            }
            if let seal = content.seal, let deposit = content.deposit,
                let sealedTime = seal.statement.content.claimedTime
            {
                findings.sealer = ReportSealer(
                    organisation: deposit.sender.name, role: seal.member,
                    sealedTime: sealedTime)
            }
        }
        let statement = try? StatementFolder(place).load(.deposit)
        let deposit = try? statement?.unverified(as: DepositStatement.self, mode: mode)
        findings.consignment = deposit?.consignment
        findings.sender = deposit?.sender.name
        findings.payload = deposit.flatMap { deposit in
            (try? BagPath("payload.age")).map {
                PackedFile(path: $0, size: deposit.payloadSize, digest: deposit.payloadDigest)
            }
        }
        findings.mailboxes = deposit?.mailboxes ?? []
        if let time = evidence?.receivedTime ?? receipt?.receivedTime,
            let name = known.broker?.keys.name
        {
            findings.receipt = ReportReceipt(
                broker: name.text, receivedTime: time,
                isConfirmed: known.broker?.isConfirmed ?? false)
        }
        findings.lowerBound = lowerBound
        findings.bound = evidence?.bounds["statement"] ?? receipt?.bound
        try readBag(&findings)
        var gathering = StatementGathering(
            known: known, mode: mode, depositTime: findings.receipt?.receivedTime)
        try gathering.collect(place, evidenceFolder, evidence?.bounds ?? [:])
        gathering.add(acts)
        findings.statements = gathering.found
        findings.unreadable = gathering.unreadable
        findings.roots = try TrustRootList(known: known, home: home, now: now)
            .roots(of: gathering.organisations, hasLog: findings.receipt != nil)
        return findings
    }

    /// Whether each required check that was not made would be made if somebody here knew the signers.
    private static func isOpenByStrangersOnly(_ verdict: Verdict) -> Bool {
        let open = verdict.checks.compactMap { check -> String? in
            guard verdict.profile.required.contains(check.code),
                case .notChecked(let reason) = check.outcome
            else { return nil }
            return reason.code
        }
        let strangers = Check.Reason.strangers.union(["bundle.unknown-signer"])
        return open.contains(where: strangers.contains)
            && open.allSatisfy { strangers.contains($0) || Check.Reason.following.contains($0) }
    }

    /// What the outer statement says of itself, where no home says which mode counts.
    private var claimedMode: Mode {
        let json = try? PrivateFile.read(
            place.appending("statement.json"), limit: StatementLimits.textSizeInBytes)
        // What cannot be read is told by its own check.
        return json.flatMap { try? Statement(parsing: $0).mode } ?? .live
    }

    private func readBag(_ findings: inout CaseFindings) throws {
        let bag = place.appending("bag")
        if let manifest = Self.readIfThere(
            bag.appending("manifest-sha256.txt"), limit: BagManifest.maximumSize)
        {
            findings.parts.append(ReportPart(.manifest, .of(manifest)))
            // A list that is none is told by its own check.
            let entries = (try? BagManifest.parse(manifest))?.entries ?? []
            findings.listed = Dictionary(
                entries.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        }
        if let document = Self.readIfThere(
            bag.appending("case.json"), limit: CaseLimits.documentSize)
        {
            findings.parts.append(ReportPart(.caseDocument, .of(document)))
            findings.caseDocument = (try? JSONValue.parse(document)) ?? .null
        }
        if let preview = Self.readIfThere(
            bag.appending("preview.json"), limit: PreviewPadding.size)
        {
            findings.preview = (try? JSONValue.parse(preview)) ?? .null
        }
        if let statement = Self.readIfThere(
            place.appending("statement.json"), limit: StatementLimits.textSizeInBytes)
        {
            findings.parts.append(ReportPart(.statement, .of(statement)))
        }
        // Only the one that was checked: any other file may lie in custody/ under such a name.
        if let seal = content?.seal {
            findings.parts.append(ReportPart(.seal, .of(seal.statement.signed.json)))
        }
    }

    /// Nil also for what is too large or no plain file: the verification has told that.
    private static func readIfThere(_ path: FilePath, limit: Int) -> [UInt8]? {
        try? PrivateFile.read(path, limit: limit)
    }
}
