import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import Report
import SystemPackage
import Verification

/// What was said about a delivery, on paper, from an evidence folder: offline, without a secret key.
package enum DeliveryReceipt {
    /// - Throws: `PaperError`, ``ReportError``, `CourtError`, `FileError`; what does not hold is on the paper.
    package static func write(
        _ order: ReportOrder, home: Home?, clock: Clock
    ) throws -> WrittenReport {
        let output = try ReportOutput(order.output, outside: order.folder, nil)
        let findings = try findings(order, home, now: clock.now)
        return try CaseReport.write(
            findings, .delivery, order, to: output, isPositive: findings.isDeliveryVouchedFor)
    }

    private static func findings(
        _ order: ReportOrder, _ home: Home?, now: Timestamp
    ) throws -> CaseFindings {
        let place = FilePath(order.folder)
        guard PrivateFolder.isThere(place) else { throw PrivateFiles.FileError.notFound(place) }
        guard EvidenceFolder.isOne(place) else { throw CourtError.noEvidence(order.folder) }
        let known = try home.map { try KnownParties($0, at: now) } ?? KnownParties(at: now)
        let folder: EvidenceFolder
        do {
            folder = try EvidenceFolder(reading: place)
        } catch let failure as EvidenceFolderError {
            throw PaperError.evidenceUnreadable(code: failure.code, message: failure.message)
        }
        let checked = EvidenceVerification(folder, known: known)
        let mode = known.mode ?? checked.deposit?.mode ?? .live
        var findings = CaseFindings(tool: order.tool, mode: mode, verdict: checked.verdict)
        findings.consignment = checked.deposit?.consignment
        findings.sender = checked.deposit?.sender.name
        findings.mailboxes = checked.deposit?.mailboxes ?? []
        findings.deadline = checked.deposit?.deadline
        findings.offset = order.offset
        findings.parts = [ReportPart(.statement, folder.deposit.signed.digest)]
        var gathering = StatementGathering(
            known: checked.known, mode: mode, depositTime: checked.receivedTime)
        gathering.collect(folder, checked.bounds)
        findings.statements = gathering.found
        findings.roots = try TrustRootList(known: checked.known, home: home, now: now)
            .roots(of: gathering.organisations, hasLog: checked.receivedTime != nil)
        return findings
    }
}

extension Office {
    /// What was sealed here, for the sender's own file: by the copy that the sender keeps.
    /// - Throws: `PaperError.notSealedHere`, ``PassOnError``, ``ReportError``, and as the keys are unlocked.
    package func packingReceipt(_ order: ReportOrder) throws -> WrittenReport {
        let output = try ReportOutput(order.output, outside: order.folder, nil)
        guard case .sent(let entry) = try original(order.folder) else {
            throw PaperError.notSealedHere(order.folder)
        }
        let directory = try Directory(home, at: clock.now)
        let own = try ownProof(of: entry, directory, memberIdentities())
        var findings = CaseFindings(
            tool: order.tool, mode: directory.own.organisation.mode,
            verdict: Verdict(profile: .sealed, checks: []))
        findings.consignment = entry.consignment
        findings.sender = own.sealed.sender.name
        (findings.mailboxes, findings.deadline) = (entry.mailboxes, entry.deadline)
        findings.sealer = ReportSealer(
            organisation: own.sealed.sender.name, role: own.role,
            sealedTime: own.sealed.sealedTime)
        findings.files = own.proof.items.map {
            PackedFile(path: $0.path, size: $0.size, digest: $0.digest)
        }
        findings.parts = [ReportPart(.seal, own.proof.seal.digest)]
        findings.offset = order.offset
        // The own seal held, or there would be no paper.
        return try CaseReport.write(findings, .packing, order, to: output, isPositive: true)
    }
}
