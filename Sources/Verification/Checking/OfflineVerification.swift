import BagIt
import Custody
package import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// Verification without a network and without a secret key.
package struct OfflineVerification {
    let known: KnownParties
    private let context: VerificationContext
    let progress: SealProgress

    /// - Parameter known: whom somebody here can vouch for; where nobody is known, nothing can be said
    ///   about who signed.
    package init(known: KnownParties, progress: @escaping SealProgress) {
        (self.known, self.progress) = (known, progress)
        context = known.context
    }

    /// Verifies a sealed file, a dossier, an opened case folder, an evidence folder or a plain bag, whichever lies
    /// there.
    package func verify(_ path: String) throws -> VerificationReport {
        let place = FilePath(path)
        guard PrivateFolder.isThere(place) else { throw FileError.notFound(place) }
        guard PrivateFolder.isFolder(place) else {
            return DossierFile.isOne(path) ? try dossier(path) : try sealedFile(path)
        }
        guard PrivateFolder.isThere(place.appending("statement.json")) else {
            try DossierError.requireNone(in: place)
            try DossierError.requireNone(in: place)
            return VerificationReport(try BagReader.validate(path) { _ in })
        }
        if EvidenceFolder.isOne(place) { return try evidence(place) }
        let receipt = try KeptReceipt(in: place, known: known)
        let verification = try BundleVerifier.verify(
            folder: path, context: context.at(receipt?.receivedTime ?? known.now),
            progress: progress)
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
    package func verify(_ path: String, with evidencePath: String) throws -> VerificationReport {
        let (place, evidencePlace) = (FilePath(path), FilePath(evidencePath))
        for place in [place, evidencePlace] where !PrivateFolder.isThere(place) {
            throw FileError.notFound(place)
        }
        guard PrivateFolder.isFolder(place.appending("bag")),
            PrivateFolder.isThere(place.appending("statement.json"))
        else { throw CourtError.notOpened(path) }
        guard EvidenceFolder.isOne(evidencePlace) else { throw CourtError.noEvidence(evidencePath) }
        let evidence: EvidenceVerification
        do {
            evidence = EvidenceVerification(
                try EvidenceFolder(reading: evidencePlace), known: known)
        } catch let failure as EvidenceFolderError {
            return VerificationReport(refused: failure)
        }
        let content = try BundleVerifier.verify(
            folder: path, context: context.at(evidence.receivedTime ?? known.now),
            progress: progress)
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

    private func evidence(_ place: FilePath) throws -> VerificationReport {
        do {
            let folder = try EvidenceFolder(reading: place)
            return VerificationReport(EvidenceVerification(folder, known: known))
        } catch let failure as EvidenceFolderError {
            return VerificationReport(refused: failure)
        }
    }

    private func sealedFile(_ path: String) throws -> VerificationReport {
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
