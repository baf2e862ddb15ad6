import Custody
import Primitives
package import Wording

/// Writes a report about findings in one language: no file, no clock, nothing but its arguments.
package struct ReportWriter: Sendable {
    let findings: CaseFindings
    let wording: Wording
    let view: CaseView
    let offset: LocalOffset?
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

    package init(_ findings: CaseFindings, _ locale: WordingLocale) {
        self.findings = findings
        wording = Wording(locale)
        view = CaseView(caseDocument: findings.caseDocument, preview: findings.preview)
        offset = view.offset.flatMap(LocalOffset.init)
    }

    package var document: ReportDocument {
        ReportDocument(
            locale: wording.locale, title: wording.say(.reportTitle),
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

    private var footer: ReportFooter {
        let seal = findings.parts.first { $0.kind == .seal }?.digest.hex.prefix(16) ?? "–"
        let page = Template.split(wording, .footerPage)
        return ReportFooter(
            report: wording.say(.footerReport),
            consignment: wording.say(.footerConsignment)
                .followed(by: .code(findings.consignment?.text ?? "–")),
            seal: wording.say(.footerSeal).followed(by: .code(String(seal))),
            pageBefore: page.before, pageBetween: page.between, pageAfter: page.after,
            rendering: wording.say(.reportRendering))
    }

    /// The number of a section, as a sentence points to it.
    func number(_ section: Section) -> Passage { .words(String(section.rawValue)) }

    func moment(_ time: Timestamp) -> Passage { wording.moment(time, offset) }
}

/// The words around the two numbers of a page.
private enum Template {
    static func split(
        _ wording: Wording, _ phrase: Phrase
    ) -> (before: Passage, between: Passage, after: Passage) {
        // Two marks that no catalogue holds.
        let passage = wording.say(phrase, [.page: .code("\u{1}"), .pages: .code("\u{2}")])
        let parts = passage.text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\u{1}" || $0 == "\u{2}" })
        guard parts.count == 3 else { return (passage, Passage([]), Passage([])) }
        return (.words(String(parts[0])), .words(String(parts[1])), .words(String(parts[2])))
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
