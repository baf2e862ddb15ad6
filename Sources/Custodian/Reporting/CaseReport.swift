import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import PrivateFiles
package import Report
import SystemPackage
import Verification
package import Wording

/// What somebody wants a report of.
package struct ReportOrder: Sendable {
    let folder: String
    let evidence: String?
    let locale: WordingLocale
    let secondLocale: WordingLocale?
    let output: String
    let tool: ReportTool
    /// For what no case says: how far the clocks stood from UTC.
    package var offset: LocalOffset?

    /// - Parameters:
    ///   - folder: an opened case folder; nothing is ever written into it.
    ///   - evidence: the evidence folder about it, if there is one.
    package init(
        folder: String, evidence: String?, locale: WordingLocale, secondLocale: WordingLocale?,
        output: String, tool: ReportTool
    ) {
        (self.folder, self.evidence, self.output) = (folder, evidence, output)
        (self.locale, self.secondLocale, self.tool) = (locale, secondLocale, tool)
    }
}

/// A report that was written.
package struct WrittenReport: Sendable {
    package let findings: CaseFindings
    package let digest: SHA256Digest
    package let sizeInBytes: Int
    package let isPositive: Bool

    /// 0 verified, 2 failed verification: the report was written either way.
    package var exitStatus: Int32 { isPositive ? 0 : FailureStatus.failedVerification }
}

/// The chain-of-custody report of an opened case: made offline, from what lies there.
package enum CaseReport {
    /// - Throws: ``ReportError``, ``CourtError``, `FileError`; what does not hold about the case is in
    ///   the report.
    package static func write(
        _ order: ReportOrder, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> WrittenReport {
        try write(order, home: home, clock: clock, notices: notices) { _ in nil }
    }

    /// - Parameter paper: what to write of the findings instead of the report.
    static func write(
        _ order: ReportOrder, home: Home?, clock: Clock, notices: NoticeBoard,
        paper: (CaseFindings) throws -> CasePaper?
    ) throws -> WrittenReport {
        let output = try ReportOutput(order.output, outside: order.folder, order.evidence)
        let examined = try ExaminedCase(
            order.folder, evidence: order.evidence, home: home, now: clock.now, notices: notices)
        let findings = try examined.findings(tool: order.tool)
        return try write(
            findings, paper(findings), order, to: output,
            isPositive: findings.verdict.isPositive)
    }

    static func write(
        _ findings: CaseFindings, _ paper: CasePaper?, _ order: ReportOrder,
        to output: ReportOutput, isPositive: Bool
    ) throws -> WrittenReport {
        let bytes = page(of: findings, order.locale, order.secondLocale, paper: paper)
        try output.write(bytes)
        return WrittenReport(
            findings: findings, digest: .of(bytes), sizeInBytes: bytes.count,
            isPositive: isPositive)
    }

    /// The same findings and languages give the same bytes.
    package static func page(
        of findings: CaseFindings, _ locale: WordingLocale, _ second: WordingLocale?,
        paper: CasePaper?
    ) -> [UInt8] {
        func document(_ locale: WordingLocale) -> ReportDocument {
            ReportWriter(findings, locale, paper: paper).document
        }
        return HTMLPage(
            document(locale), second: second.flatMap { $0 == locale ? nil : document($0) }
        ).bytes
    }
}

/// Where a report is to be written: a new file, outside of what it is about.
struct ReportOutput {
    private let path: String
    private static let maximumDepth = 256

    /// - Throws: ``ReportError``.
    init(_ path: String, outside folder: String, _ evidence: String?) throws(ReportError) {
        guard !path.hasSuffix(".pdf") else { throw .pdf }
        guard path.hasSuffix(".html") else { throw .otherFormat(path) }
        guard !Self.lies(path, inAnyOf: [folder, evidence].compactMap { $0 }) else {
            throw .insideCase(path)
        }
        self.path = path
    }

    func write(_ bytes: [UInt8]) throws(PrivateFiles.FileError) {
        try OutsideFile.create(bytes, at: path)
    }

    /// Whether a file would lie in one of these folders.
    static func lies(_ path: String, inAnyOf folders: [String]) -> Bool {
        folders.contains { lies(FilePath(path).removingLastComponent(), in: FilePath($0)) }
    }

    /// Whether a folder is the other one or below it, whatever the way there looks like.
    private static func lies(_ folder: FilePath, in other: FilePath) -> Bool {
        guard let target = try? other.stat() else { return false }
        var place = folder.isEmpty ? FilePath(".") : folder
        var last: (UInt64, UInt64)?
        for _ in 0..<maximumDepth {
            // What is not there holds nothing; the write tells it.
            guard let status = try? place.stat() else { return false }
            let here = (UInt64(status.deviceID.rawValue), UInt64(status.inode.rawValue))
            if here == (UInt64(target.deviceID.rawValue), UInt64(target.inode.rawValue)) {
                return true
            }
            if let last, last == here { return false }
            last = here
            place.append("..")
        }
        return false
    }
}

/// Why no report was made.
package enum ReportError: PlainFailure, Equatable {
    case pdf
    case otherFormat(String)
    case insideCase(String)
    case programUnreadable

    package var code: String {
        switch self {
        case .pdf: "report.no-pdf"
        case .otherFormat: "report.other-format"
        case .insideCase: "report.inside-case"
        case .programUnreadable: "report.program-unreadable"
        }
    }

    package var message: String {
        switch self {
        case .pdf: "nothing is written as PDF yet"
        case .otherFormat(let path): "'\(SafeText.shown(path))' does not end in .html"
        case .insideCase(let path): "'\(SafeText.shown(path))' is inside what it is about"
        case .programUnreadable: "the system does not show this program its own file"
        }
    }

    package var hint: String? {
        switch self {
        case .pdf: "name the file .html: it is one file, and any browser prints it on A4"
        case .otherFormat: "it is one HTML file; name it like report.html"
        case .insideCase: "choose a place outside: nothing is written into a case"
        case .programUnreadable: "run it where /proc is mounted"
        }
    }
}
