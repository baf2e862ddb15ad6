import Primitives
import Wording

/// What the papers beside the report have in common.
extension ReportWriter {
    /// A line to write on.
    static let blank = Passage.words("……………………………")

    func document(of paper: CasePaper) -> ReportDocument {
        let front =
            switch paper {
            case .handover(let act): handover(act)
            case .exhibits: exhibitList
            case .verification(let program): verification(program)
            case .packing: packing
            case .delivery: delivery
            case .referral: referral
            case .consent: consentRecord
            case .withdrawal: withdrawalNotice
            }
        return ReportDocument(
            kind: .paper, locale: wording.locale, title: paper.title(wording),
            isTraining: findings.mode == .training, trainingMark: wording.say(.reportTraining),
            front: front, sections: [], footer: footer)
    }

    /// The numbers under which a case is kept here and there, and the consignment.
    var caseNumbers: [Block.Fact] {
        [
            Block.Fact(
                wording.say(.reportCaseNumber), [view.caseNumber.map(Passage.outside) ?? Self.blank]
            ),
            Block.Fact(wording.say(.reportOwnNumber), [Self.blank]),
            Block.Fact(
                wording.say(.footerConsignment), [.code(findings.consignment?.text ?? "–")]),
        ]
    }

    /// What was said about consent since, before anything that rests on it.
    var consentSince: [Block] {
        let lines = findings.statements.enumerated().flatMap { index, found in
            consentRemarks(found, .words(String(index + 1)))
        }
        return lines.isEmpty ? [] : [.box(title: wording.say(.sectionConsent), lines: lines)]
    }

    /// Lines for whoever files it.
    var maker: Block {
        .signatures(
            [wording.say(.paperMade), wording.say(.signPlace), wording.say(.signSignature)])
    }

    var paperLimits: Block {
        .box(
            title: wording.say(.paperLimitsTitle),
            lines: [.limitsContent, .limitsRecording, .limitsPerson, .limitsLaw].map {
                wording.say($0)
            })
    }

    /// Two columns to write in, and a row for each label and for the signature.
    func hands(_ sides: (Passage, Passage), _ labels: [Passage]) -> Block {
        .table(
            Table(
                [
                    (wording.say(.sectionSignatures), 24), (sides.0, 38), (sides.1, 38),
                ],
                (labels + [wording.say(.signSignature)]).map { Table.Row([[$0], [], []], .hand) }))
    }
}
