import Custody
import Primitives
import Wording

/// On what basis who may get what.
extension ReportWriter {
    var consent: [Block] {
        var blocks: [Block] = []
        if view.consents.isEmpty {
            blocks.append(.paragraph(wording.say(.consentNone)))
        } else {
            blocks.append(
                .table(
                    Table(
                        [
                            (wording.say(.consentBasis), 15), (wording.say(.consentPurpose), 15),
                            (wording.say(.consentTo), 18), (wording.say(.consentNotTo), 14),
                            (wording.say(.consentGiven), 21), (wording.say(.consentLimits), 17),
                        ], view.consents.map(row))))
        }
        let marked = view.items.filter { $0.marking != .null }
        guard !marked.isEmpty else { return blocks }
        return blocks + [
            .heading(wording.say(.consentMarking)),
            .table(
                Table(
                    [
                        (wording.say(.exhibitNumber), 20), (wording.say(.consentPurpose), 25),
                        (wording.say(.consentTo), 30), (wording.say(.consentNotTo), 25),
                    ],
                    marked.prefix(Self.maximumRows).map { item in
                        Table.Row([
                            [.outside(item.exhibitNumber ?? "–")],
                            [item.purpose.map { wording.wordOrQuote(.purpose, $0) } ?? .words("–")],
                            [recipients(item.marking["release_to"]?.lines ?? [])],
                            [recipients(item.marking["not_to"]?.lines ?? [])],
                        ])
                    })),
        ]
    }

    private func row(_ entry: CaseConsent) -> Table.Row {
        Table.Row([
            [entry.basis.map { wording.wordOrQuote(.basis, $0) } ?? .words("–")],
            [entry.purpose.map { wording.wordOrQuote(.purpose, $0) } ?? .words("–")],
            [recipients(entry.releaseTo)],
            [recipients(entry.notTo)],
            [
                entry.givenAt.map(moment) ?? .words("–"),
                .list(
                    [
                        entry.givenBy.map { wording.wordOrQuote(.giver, $0) },
                        entry.form.map { wording.wordOrQuote(.form, $0) },
                    ].compactMap { $0 }),
            ],
            [
                .outside(entry.validUntil ?? "–"),
                entry.withdrawnAt.map(when) ?? withdrawnSince,
            ],
        ])
    }

    /// No dash where the material holds a withdrawal that came after the case.
    private var withdrawnSince: Passage {
        let isWithdrawn = findings.statements.contains {
            $0.holds && $0.event == .consentWithdrawal
        }
        return isWithdrawn ? wording.say(.paperConsentSince) : Passage([])
    }

    func recipients(_ names: [String]) -> Passage {
        names.isEmpty
            ? .words("–") : .list(names.map { wording.wordOrQuote(.recipient, $0) })
    }
}
