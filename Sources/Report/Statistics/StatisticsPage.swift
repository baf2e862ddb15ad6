import Primitives
package import Wording

/// The figures on paper, in one language: no file, no clock, nothing but its arguments.
package struct StatisticsPage: Sendable {
    private let findings: StatisticsFindings
    private let wording: Wording

    package init(_ findings: StatisticsFindings, _ locale: WordingLocale) {
        self.findings = findings
        wording = Wording(locale)
    }

    package var document: ReportDocument {
        ReportDocument(
            kind: .paper, locale: wording.locale, title: wording.say(.title),
            isTraining: findings.mode == .training,
            trainingMark: wording.say(Phrase.reportTraining), front: front, sections: [],
            footer: footer)
    }

    private var front: [Block] {
        var blocks: [Block] = [.facts(head)]
        for direction in CountedDelivery.Direction.allCases {
            let title = wording.say(direction == .sent ? StatisticsPhrase.sent : .received)
            blocks += [.heading(title), .table(table(StatisticsFigures(findings, direction)))]
        }
        let notes: [StatisticsPhrase] = [.noteWhat, .noteWithheld, .noteHours, .noteAnnounced]
        return blocks + notes.map { .paragraph(wording.say($0)) }
    }

    private var head: [Block.Fact] {
        [
            Block.Fact(wording.say(.organisation), [.outside(findings.organisation.text)]),
            Block.Fact(
                wording.say(.partner),
                [findings.partner.map { .outside($0.text) } ?? wording.say(.allPartners)]),
            Block.Fact(wording.say(.period), [wording.say(.periodMonths, months)]),
        ]
    }

    private var months: [Slot: Passage] {
        [.from: .words(findings.period.from.text), .to: .words(findings.period.to.text)]
    }

    private func table(_ figures: StatisticsFigures) -> Table {
        var rows: [Table.Row] = []
        for list in figures.lists {
            let title = wording.wordOrQuote(.question, list.question.rawValue)
            if list.question == .total {
                rows += list.rows.map { row($0, title) }
                continue
            }
            rows.append(Table.Row([[title]], .gap))
            rows += list.rows.map { row($0, name($0.value, list.question)) }
        }
        return Table(
            [
                (wording.say(.by), 46), (wording.say(StatisticsPhrase.deliveries), 12),
                (wording.say(.share), 10), (wording.say(.hoursToSign), 16),
                (wording.say(.hoursToDecision), 16),
            ], rows)
    }

    private func row(_ row: StatisticsFigures.Row, _ name: Passage) -> Table.Row {
        func number(_ value: UInt64?, _ unit: String = "") -> [Passage] {
            [value.map { wording.number($0).followed(by: .words(unit), after: "\u{A0}") }]
                .compactMap { $0 }
        }
        let count: Passage =
            switch row.count {
            case .number(let number): wording.number(number)
            case .withheld: .words(StatisticsTable.withheld)
            }
        return Table.Row([
            [name], [count], number(row.percent, "%"), number(row.hoursToSign),
            number(row.hoursToDecision),
        ])
    }

    /// What partners choose freely, codes and countries, stands as it is.
    private func name(_ value: String, _ question: StatisticsFigures.Question) -> Passage {
        switch value {
        case StatisticsFigures.all: return wording.say(StatisticsPhrase.all)
        case StatisticsFigures.unknown: return wording.say(StatisticsPhrase.unknown)
        default: break
        }
        switch question {
        case .outcome, .notSeen: return outcome(value)
        case .priority: return wording.wordOrQuote(.priority, value)
        case .answered: return wording.wordOrQuote(.answer, value)
        case .declined: return wording.wordOrQuote(.reason, value)
        case .consent: return wording.wordOrQuote(.withdrawal, value)
        case .leftOut: return wording.wordOrQuote(.leftOut, value)
        case .route, .service:
            return value == StatisticsFigures.other
                ? wording.say(StatisticsPhrase.other) : .outside(value)
        case .month, .total: return .words(value)
        }
    }

    /// In the words of the statements that say so.
    private func outcome(_ value: String) -> Passage {
        switch CountedDelivery.Outcome(rawValue: value) {
        case .accepted: wording.wordOrQuote(.event, "ConsignmentAcceptance")
        case .declined: wording.wordOrQuote(.event, "ConsignmentRejection")
        case .calledBack: wording.wordOrQuote(.event, "Withdrawal")
        case .replaced: wording.wordOrQuote(.reason, "superseded")
        case .expired: wording.wordOrQuote(.event, "AcceptanceRejectionExpiry")
        case .notDelivered: wording.wordOrQuote(.reason, "not_delivered")
        case .open: wording.wordOrQuote(.state, "open")
        case nil: .outside(value)
        }
    }

    private var footer: ReportFooter {
        let page = PageWords(wording)
        return ReportFooter(
            report: wording.say(PaperPhrase.paperFooter),
            consignment: wording.say(StatisticsPhrase.period)
                .followed(by: .words(findings.period.from.text))
                .followed(by: .words(findings.period.to.text), after: " – "),
            seal: .outside(findings.organisation.text),
            pageBefore: page.before, pageBetween: page.between, pageAfter: page.after,
            rendering: wording.say(PaperPhrase.paperRendering))
    }
}
