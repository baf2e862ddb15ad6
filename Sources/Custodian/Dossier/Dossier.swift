package import BagIt
package import Custody
import EvidenceBundle
package import Primitives
package import Report
import Verification
package import Wording

/// What somebody wants a dossier of.
package struct DossierOrder: Sendable {
    let folder: String
    let evidence: String?
    let languages: [WordingLocale]
    let output: String
    let tool: ReportTool

    /// - Parameters:
    ///   - folder: an opened case folder; nothing is ever written into it.
    ///   - evidence: the evidence folder about it, if there is one.
    ///   - languages: of the reports that go into it, each once.
    package init(
        folder: String, evidence: String?, languages: [WordingLocale], output: String,
        tool: ReportTool
    ) {
        (self.folder, self.evidence, self.output, self.tool) = (folder, evidence, output, tool)
        var seen: Set<WordingLocale> = []
        self.languages = languages.filter { seen.insert($0).inserted }
    }
}

/// A dossier that was written.
package struct WrittenDossier: Sendable {
    package let digest: SHA256Digest
    package let sizeInBytes: UInt64
    package let files: Int
    package let isPositive: Bool
    /// Names in the case folder that are no part of a case, and stayed there.
    package let leftOut: [String]

    /// 0 verified, 2 not everything could be checked.
    package var exitStatus: Int32 { isPositive ? 0 : FailureStatus.failedVerification }
}

/// One file with all that it takes to check a case, for somebody who has nothing else.
/// - SeeAlso: `Protocol/dossier.md`
package enum Dossier {
    /// The same case, partners and languages give the same bytes.
    ///
    /// - Throws: ``DossierWritingError``, `CourtError`, `FileError`, `PayloadError`.
    package static func write(
        _ order: DossierOrder, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> WrittenDossier {
        guard order.output.hasSuffix(".tar") else {
            throw DossierWritingError.otherFormat(order.output)
        }
        let folders = [order.folder, order.evidence].compactMap { $0 }
        guard !ReportOutput.lies(order.output, inAnyOf: folders) else {
            throw DossierWritingError.insideCase(order.output)
        }
        // What is verified after this is what is copied after that: each file is the one that was seen here.
        let material = try DossierMaterial(order.folder, evidence: order.evidence)
        let examined = try ExaminedCase(
            order.folder, evidence: order.evidence, home: home, now: clock.now, notices: notices)
        let findings = try examined.findings(tool: order.tool)
        if case .failed(let reason)? = findings.verdict.failures.first?.outcome {
            throw DossierWritingError.notVerified(reason)
        }
        let keys = try DossierKeys(findings, known: examined.known)
        var small = try keys.files
        for locale in order.languages {
            small.append(
                (
                    try BagPath("\(DossierLayout.report)/report-\(locale.tag).html"),
                    CaseReport.page(of: findings, locale, nil, paper: nil)
                ))
        }
        small += VerifierFiles.all
        let readme = DossierReadme(
            findings, keys, evidence: material.evidence.map { Set($0.items.map(\.path)) }
        ).text
        let archive = DossierArchive(material, small, sealed: findings.files)
        let written = try archive.write(readme: readme, to: order.output) {
            notices.progress(Progress(.packing, done: $0, total: material.totalSize))
        }
        return WrittenDossier(
            digest: written.digest, sizeInBytes: written.size, files: written.files,
            isPositive: findings.verdict.isPositive, leftOut: material.leftOut)
    }
}

/// Why no dossier was made.
package enum DossierWritingError: PlainFailure, Equatable {
    case otherFormat(String)
    case insideCase(String)
    case notVerified(Check.Reason)
    case signerUnknown
    case changed(BagPath)

    package var code: String {
        switch self {
        case .otherFormat: "dossier.other-format"
        case .insideCase: "dossier.inside-case"
        case .notVerified: "dossier.not-verified"
        case .signerUnknown: "dossier.signer-unknown"
        case .changed: "dossier.changed"
        }
    }

    package var message: String {
        switch self {
        case .otherFormat(let path): "'\(SafeText.shown(path))' does not end in .tar"
        case .insideCase(let path): "'\(SafeText.shown(path))' is inside what it is about"
        case .notVerified(let reason):
            "this case does not hold: \(reason.message) (\(reason.code))"
        case .signerUnknown: "nobody here knows who sealed this case"
        case .changed(let path):
            "'\(SafeText.shown(path.bytes))' was changed while it was read"
        }
    }

    package var hint: String? {
        switch self {
        case .otherFormat: "a dossier is one tar archive; name it dossier.tar"
        case .insideCase: "choose a place outside: nothing is written into a case"
        case .notVerified:
            "nothing was written; 'plomba report' writes down what was found of such a case"
        case .signerUnknown:
            "a dossier carries the keys of those who signed: add them with 'plomba partner add', or "
                + "give the evidence folder with --evidence"
        case .changed: "close the programs that write to it and try again"
        }
    }
}
