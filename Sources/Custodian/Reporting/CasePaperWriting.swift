import EvidenceBundle
import Primitives
import Report

/// Which paper beside the report somebody wants.
package enum PaperKind: Sendable {
    /// - Parameter act: its number; nil for the last hand-over.
    case handover(act: Int?)
    case exhibits
    case verification
    case referral
    case consent
}

/// The papers beside the report, of an opened case: made offline, from what lies there.
/// - SeeAlso: `Protocol/documents.md`
package enum CasePaperWriting {
    /// - Throws: as ``CaseReport``; `PaperError`.
    package static func write(
        _ kind: PaperKind, _ order: ReportOrder, home: Home?, clock: Clock, notices: NoticeBoard
    ) throws -> WrittenReport {
        try CaseReport.write(order, home: home, clock: clock, notices: notices) { findings in
            switch kind {
            case .handover(let act): .handover(try findings.handover(act))
            case .exhibits: .exhibits
            case .referral: .referral
            case .consent: try findings.consentPaper()
            case .verification: .verification(program: try RunningProgram.digest())
            }
        }
    }
}

/// The executable that runs now, as the system holds it: whatever lies at its path by now.
enum RunningProgram {
    private static let blockSize = 1 << 20

    /// - Throws: ``ReportError`` where the system does not show it.
    static func digest() throws(ReportError) -> SHA256Digest {
        do {
            let file = try InputFile(path: "/proc/self/exe")
            var hasher = SHA256Hasher()
            var position: UInt64 = 0
            while position < file.size {
                let block = try file.read(at: position, count: blockSize)
                guard !block.isEmpty else { break }
                hasher.update(block)
                position += UInt64(block.count)
            }
            guard position == file.size else { throw ReportError.programUnreadable }
            return hasher.finalize()
        } catch {
            throw .programUnreadable
        }
    }
}
