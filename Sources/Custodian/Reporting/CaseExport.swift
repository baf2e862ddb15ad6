import Custody
package import Primitives
import PrivateFiles
package import Report
import Verification

/// What somebody wants a CASE file of.
package struct CaseExportOrder: Sendable {
    let folder: String
    let evidence: String?
    let output: String
    let tool: ReportTool

    /// - Parameters:
    ///   - folder: an opened case folder; nothing is ever written into it.
    ///   - evidence: the evidence folder about it, if there is one.
    package init(folder: String, evidence: String?, output: String, tool: ReportTool) {
        (self.folder, self.evidence, self.output, self.tool) = (folder, evidence, output, tool)
    }
}

/// A CASE file that was written.
package struct WrittenCaseExport: Sendable {
    package let digest: SHA256Digest
    package let exhibits: Int
    package let actions: Int
    package let sidecars: [Sidecar]
    package let isPositive: Bool
    package let isSignerUnknown: Bool

    /// 0 verified, 2 not: the file says which.
    package var exitStatus: Int32 { isPositive ? 0 : FailureStatus.failedVerification }
}

/// An opened case as CASE 1.4 JSON-LD, verified first.
/// - SeeAlso: `Protocol/case-mapping.md`
package enum CaseExport {
    /// - Throws: `CaseGraphError` for a case that does not hold, ``CaseExportError``, ``CourtError``,
    ///   `FileError`.
    package static func write(
        _ order: CaseExportOrder, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> WrittenCaseExport {
        guard order.output.hasSuffix(".jsonld") || order.output.hasSuffix(".json") else {
            throw CaseExportError.otherFormat(order.output)
        }
        let folders = [order.folder, order.evidence].compactMap { $0 }
        guard !ReportOutput.lies(order.output, inAnyOf: folders) else {
            throw CaseExportError.insideCase(order.output)
        }
        let findings = try ExaminedCase(
            order.folder, evidence: order.evidence, home: home, now: clock.now, notices: notices
        ).findings(tool: order.tool)
        let graph = try CaseGraph(findings)
        let bytes = graph.bytes
        try OutsideFile.create(bytes, at: order.output)
        return WrittenCaseExport(
            digest: .of(bytes), exhibits: graph.records, actions: graph.actions,
            sidecars: graph.sidecars, isPositive: findings.verdict.isPositive,
            isSignerUnknown: findings.isSignerUnknown)
    }
}

/// Why no CASE file was made, besides the case itself.
package enum CaseExportError: PlainFailure, Equatable {
    case otherFormat(String)
    case insideCase(String)

    package var code: String {
        switch self {
        case .otherFormat: "case-export.other-format"
        case .insideCase: "case-export.inside-case"
        }
    }

    package var message: String {
        switch self {
        case .otherFormat(let path): "'\(SafeText.shown(path))' does not end in .jsonld"
        case .insideCase(let path): "'\(SafeText.shown(path))' is inside what it is about"
        }
    }

    package var hint: String? {
        switch self {
        case .otherFormat: "a CASE file is one JSON-LD file; name it case.jsonld"
        case .insideCase: "choose a place outside: nothing is written into a case"
        }
    }
}
