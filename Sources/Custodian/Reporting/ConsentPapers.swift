import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import Report
import SystemPackage
import Verification

/// The record of consent of a case.json that nobody has sealed yet, for the person to whom it belongs.
/// - SeeAlso: `Protocol/documents.md`
package enum ConsentRecord {
    /// Whether this names a file and no case folder.
    package static func isOfFile(_ order: ReportOrder) -> Bool {
        let place = FilePath(order.folder)
        return PrivateFolder.isThere(place) && !PrivateFolder.isFolder(place)
    }

    /// - Throws: `CaseError` for a case.json that could not be sealed, `PaperError.noConsent`,
    ///   ``ReportError``, `FileError`.
    package static func write(_ order: ReportOrder) throws -> WrittenReport {
        let output = try ReportOutput(order.output, outside: order.folder, nil)
        let bytes = try OutsideFile.read(order.folder, limit: CaseLimits.documentSize)
        let document = try CaseDocument(parsing: bytes)
        var findings = CaseFindings(
            tool: order.tool, mode: document.mode, verdict: Verdict(profile: .folder, checks: []))
        // What becomes preview.json stands in the same document as long as nobody has sealed it.
        let json = try JSONValue.parse(bytes)
        (findings.caseDocument, findings.preview) = (json, json)
        findings.isUnsealed = true
        return try CaseReport.write(
            findings, findings.consentPaper(), order, to: output, isPositive: true)
    }
}

extension CaseFindings {
    func consentPaper() throws(PaperError) -> CasePaper {
        try requireConsent()
        return .consent
    }
}
