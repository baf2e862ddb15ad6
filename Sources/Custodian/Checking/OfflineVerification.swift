import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage

/// Verification without a network and without a secret key.
package enum OfflineVerification {
    /// Verifies a sealed file, a dossier, an opened case folder or a plain bag, whichever lies there.
    ///
    /// Without a home nobody is known: then nothing can be said about who signed.
    package static func verify(
        _ path: String, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> VerificationReport {
        let now = clock.now
        let place = FilePath(path)
        guard PrivateFolder.isThere(place) else { throw FileError.notFound(place) }
        let context = try context(home, at: now)
        let progress: SealProgress = {
            notices.progress(Progress(.verifying, done: $0, total: $1))
        }
        guard PrivateFolder.isFolder(place) else {
            return DossierFile.isOne(path)
                ? try dossier(path, home: home, now: now, progress: progress)
                : try sealedFile(path, context, progress)
        }
        guard PrivateFolder.isThere(place.appending("statement.json")) else {
            try DossierError.requireNone(in: place)
            return VerificationReport(try BagReader.validate(path) { _ in })
        }
        let known = try home.map { try KnownParties($0, at: now) } ?? KnownParties(at: now)
        if EvidenceFolder.isOne(place) { return try evidence(place, known) }
        let receipt = try KeptReceipt(in: place, known: known)
        let verification = try BundleVerifier.verify(
            folder: path, context: context.at(receipt?.receivedTime ?? now), progress: progress)
        return VerificationReport(
            verification, receipt, try CaseActs(of: place, known: known),
            BagCheckpoint(
                verification.checkpoint, known: known, upper: receipt?.depositDate?.bound),
            isDateOpen: receipt?.depositDate.map { date in
                verification.isOpen(date, known)
            } ?? false)
    }

    /// Verifies an opened case folder together with an evidence folder about it.
    ///
    /// - Throws: ``CourtError``, where the two are not such folders.
    package static func verify(
        _ path: String, with evidencePath: String, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> VerificationReport {
        let now = clock.now
        let (place, evidencePlace) = (FilePath(path), FilePath(evidencePath))
        for place in [place, evidencePlace] where !PrivateFolder.isThere(place) {
            throw FileError.notFound(place)
        }
        guard PrivateFolder.isFolder(place.appending("bag")),
            PrivateFolder.isThere(place.appending("statement.json"))
        else { throw CourtError.notOpened(path) }
        guard EvidenceFolder.isOne(evidencePlace) else { throw CourtError.noEvidence(evidencePath) }
        let known = try home.map { try KnownParties($0, at: now) } ?? KnownParties(at: now)
        let evidence: EvidenceVerification
        do {
            evidence = EvidenceVerification(
                try EvidenceFolder(reading: evidencePlace), known: known)
        } catch let failure as EvidenceFolderError {
            return VerificationReport(refused: failure)
        }
        let context = try context(home, at: now)
        let content = try BundleVerifier.verify(
            folder: path, context: context.at(evidence.receivedTime ?? now),
            progress: { notices.progress(Progress(.verifying, done: $0, total: $1)) })
        let kept = try KeptReceipt(in: place, known: known)?.checks ?? []
        let acts = try CaseActs(of: place, known: evidence.known)
        return VerificationReport(
            CourtVerification(
                content, kept: kept, evidence: evidence, acts: acts.checks,
                isDateOpen: content.isOpen(evidence.depositDate, evidence.known)),
            content, evidence, acts,
            BagCheckpoint(
                content.checkpoint, known: evidence.known, upper: evidence.depositDate.bound))
    }

    private static func context(
        _ home: Home?, at now: Timestamp
    ) throws -> VerificationContext {
        try home.map { try Directory($0, at: now).context(at: now) }
            ?? VerificationContext(mode: .live, time: now, confirmed: [])
    }

    private static func evidence(
        _ place: FilePath, _ known: KnownParties
    ) throws -> VerificationReport {
        do {
            let folder = try EvidenceFolder(reading: place)
            return VerificationReport(EvidenceVerification(folder, known: known))
        } catch let failure as EvidenceFolderError {
            return VerificationReport(refused: failure)
        }
    }

    private static func sealedFile(
        _ path: String, _ context: VerificationContext, _ progress: SealProgress
    ) throws -> VerificationReport {
        do {
            let verification = try BundleVerifier.verify(
                BundleFile(path: path), context: context, progress: progress)
            return VerificationReport(verification, subject: .sealedFile)
        } catch let failure as BundleError {
            // Not even the form of a sealed file: that is a finding too.
            return VerificationReport(refused: failure)
        }
    }
}
