import BagIt
import Custody
import EvidenceBundle
import Glibc
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// A whole dossier: its files, and the case in it with its evidence.
extension OfflineVerification {
    /// Reads the file once. What is small - statements, lists, evidence - is written into a private folder for as
    /// long as it takes, and removed; the originals are read where they are.
    package func dossier(_ path: String) throws -> VerificationReport {
        var inspection: DossierInspection
        do {
            inspection = try DossierInspection(DossierFile(path: path))
            guard inspection.smallSize <= DossierLayout.smallFilesSize else {
                throw DossierError.notADossier(.tooLarge)
            }
        } catch let failure as DossierError {
            return VerificationReport(dossier: failure)
        }
        var folder = try StagingDirectory(
            target: Self.desk + "/plomba-dossier", expectedSize: inspection.smallSize,
            durability: .fileSystem)
        try inspection.take(into: &folder)
        let reading = DossierReading(
            folder: FilePath(folder.path), originals: inspection.originals, known: known,
            progress: progress)
        let found = try reading.found()
        folder.abandon()
        try inspection.compare(found.files)
        return VerificationReport(
            dossier: inspection.checks(published: VerifierFiles.digests),
            inspection.differences, found.report)
    }

    /// In memory where the system has such a place for this person.
    private static var desk: String {
        for name in ["XDG_RUNTIME_DIR", "TMPDIR"] {
            guard let value = unsafe getenv(name) else { continue }
            let path = unsafe String(cString: value)
            if path.hasPrefix("/"), PrivateFolder.isFolder(FilePath(path)) { return path }
        }
        return "/tmp"
    }
}

/// The case of a dossier whose small files lie in a folder, and its originals in the file.
private struct DossierReading {
    let folder: FilePath
    let originals: StoredOriginals
    let known: KnownParties
    let progress: SealProgress

    typealias Found = (report: VerificationReport, files: [PackedFile])

    /// A part that is not there, or not in its form, is a finding too.
    func found() throws -> Found {
        do {
            return try verify()
        } catch let failure as any PlainFailure where Self.isAboutDossier(failure) {
            return (VerificationReport(dossier: failure), [])
        }
    }

    private func verify() throws -> Found {
        let evidence = folder.appending(DossierLayout.evidence)
        return PrivateFolder.isThere(evidence) ? try verify(with: evidence) : try verifyAlone()
    }

    private var place: FilePath { folder.appending(DossierLayout.caseFolder) }

    private func content(asOf time: Timestamp) throws -> BundleVerification {
        try BundleVerifier.verify(
            folder: place.string, stored: originals, context: known.context.at(time),
            progress: progress)
    }

    private func verifyAlone() throws -> Found {
        let receipt = try KeptReceipt(in: place, known: known)
        let content = try content(asOf: receipt?.receivedTime ?? known.now)
        let report = VerificationReport(
            content, receipt, try CaseActs(of: place, known: known),
            BagCheckpoint(content.checkpoint, known: known, upper: receipt?.depositDate?.bound),
            isDateOpen: receipt?.depositDate.map { content.isOpen($0, known) } ?? false)
        return (report, content.files)
    }

    private func verify(with place: FilePath) throws -> Found {
        let evidence: EvidenceVerification
        do {
            evidence = EvidenceVerification(try EvidenceFolder(reading: place), known: known)
        } catch let failure as EvidenceFolderError {
            return (VerificationReport(refused: failure), [])
        }
        let content = try content(asOf: evidence.receivedTime ?? known.now)
        let kept = try KeptReceipt(in: self.place, known: known)?.checks ?? []
        let acts = try CaseActs(of: self.place, known: evidence.known)
        let court = CourtVerification(
            content, kept: kept, evidence: evidence, acts: acts.checks,
            isDateOpen: content.isOpen(evidence.depositDate, evidence.known))
        let sealed = BagCheckpoint(
            content.checkpoint, known: evidence.known, upper: evidence.depositDate.bound)
        return (VerificationReport(court, content, evidence, acts, sealed), content.files)
    }

    private static func isAboutDossier(_ failure: any PlainFailure) -> Bool {
        switch failure {
        case is BundleFileError, is PayloadError, is BundleError, is PrivateFiles.FileError: true
        default: false
        }
    }
}
