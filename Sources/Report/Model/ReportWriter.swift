import BagIt
import Custody
import EvidenceBundle
import Primitives
package import Wording

/// Writes a report about findings in one language: no file, no clock, nothing but its arguments.
package struct ReportWriter: Sendable {
    let findings: CaseFindings
    let wording: Wording
    let view: CaseView
    let offset: LocalOffset?
    let differing: [BagPath: FileDifference]
    /// Nil where the report itself is written.
    private let paper: CasePaper?
    /// Where a section stands, for those that point to it.
    enum Section: Int, CaseIterable {
        case exhibits = 1
        case timeline, custodians, remarks, method, roots, consent, annexes, signatures

        var title: Phrase {
            switch self {
            case .exhibits: .sectionExhibits
            case .timeline: .sectionTimeline
            case .custodians: .sectionCustodians
            case .remarks: .sectionRemarks
            case .method: .sectionMethod
            case .roots: .sectionRoots
            case .consent: .sectionConsent
            case .annexes: .sectionAnnexes
            case .signatures: .sectionSignatures
            }
        }
    }

    /// - Parameter paper: what to write instead of the report.
    package init(_ findings: CaseFindings, _ locale: WordingLocale, paper: CasePaper?) {
        self.findings = findings
        self.paper = paper
        wording = Wording(locale)
        differing = Dictionary(
            findings.differences.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        view = CaseView(caseDocument: findings.caseDocument, preview: findings.preview)
        offset = view.offset.flatMap(LocalOffset.init) ?? findings.offset
    }

    package var document: ReportDocument { paper.map(document(of:)) ?? report }

    private var report: ReportDocument {
        ReportDocument(
            kind: .report, locale: wording.locale, title: wording.say(.reportTitle),
            isTraining: findings.mode == .training, trainingMark: wording.say(.reportTraining),
            front: front, sections: Section.allCases.map(section), footer: footer)
    }

    private func section(_ section: Section) -> ReportDocument.Section {
        let blocks =
            switch section {
            case .exhibits: exhibits
            case .timeline: timeline
            case .custodians: custodians
            case .remarks: remarkList
            case .method: method
            case .roots: roots
            case .consent: consent
            case .annexes: annexes
            case .signatures: signatures
            }
        return ReportDocument.Section(
            number: section.rawValue, title: wording.say(section.title), blocks: blocks)
    }

    var footer: ReportFooter {
        let seal = findings.parts.first { $0.kind == .seal }?.digest.hex.prefix(16) ?? "–"
        let page = PageWords(wording)
        return ReportFooter(
            report: paper == nil ? wording.say(.footerReport) : wording.say(.paperFooter),
            consignment: wording.say(.footerConsignment)
                .followed(by: .code(findings.consignment?.text ?? "–")),
            seal: wording.say(.footerSeal).followed(by: .code(String(seal))),
            pageBefore: page.before, pageBetween: page.between, pageAfter: page.after,
            rendering: rendering)
    }

    /// Each copy of a hand-over record says it for itself.
    private var rendering: Passage {
        switch paper {
        case nil: wording.say(.reportRendering)
        case .handover: Passage([])
        case .consent where findings.isUnsealed: Passage([])
        default: wording.say(.paperRendering)
        }
    }

    /// The number of a section, as a sentence points to it; from a paper, that of the report.
    func number(_ section: Section) -> Passage {
        let number = Passage.words(String(section.rawValue))
        guard paper != nil else { return number }
        return number.followed(by: wording.say(.reportTitle), after: ", ")
    }

    func moment(_ time: Timestamp) -> Passage { wording.moment(time, offset) }
}

/// The words around the two numbers of a page.
struct PageWords {
    let before: Passage
    let between: Passage
    let after: Passage

    init(_ wording: Wording) {
        // Two marks that no catalogue holds.
        let passage = wording.say(.footerPage, [.page: .code("\u{1}"), .pages: .code("\u{2}")])
        let parts = passage.text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\u{1}" || $0 == "\u{2}" })
        guard parts.count == 3 else {
            (before, between, after) = (passage, Passage([]), Passage([]))
            return
        }
        before = .words(String(parts[0]))
        between = .words(String(parts[1]))
        after = .words(String(parts[2]))
    }
}

extension SHA256Digest {
    /// `2cf24dba 5fb0a30e ...`: in groups of eight, never cut.
    var groups: Passage {
        let digits = Array(hex)
        let groups = stride(from: 0, to: digits.count, by: 8).map { start in
            String(digits[start..<min(start + 8, digits.count)])
        }
        return .code(groups.joined(separator: " "))
    }
}
