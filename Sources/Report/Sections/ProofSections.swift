import Custody
import Primitives
import Wording

/// Who kept it, how it was checked, and what the trust rests on.
extension ReportWriter {
    var custodians: [Block] {
        var order: [String] = []
        var rows: [String: (found: FoundStatement, numbers: [Int])] = [:]
        // Whoever signed nothing that holds has kept nothing that is known.
        for (index, found) in findings.statements.enumerated() where found.holds {
            guard let key = found.keyID?.text else { continue }
            if rows[key] == nil {
                order.append(key)
                rows[key] = (found, [])
            }
            rows[key]?.numbers.append(index + 1)
        }
        let table = Table(
            [
                (wording.say(.custodianParty), 28), (wording.say(.custodianPeriod), 30),
                (wording.say(.custodianKey), 30), (wording.say(.custodianEntries), 12),
            ],
            order.compactMap { rows[$0] }.map { found, numbers in
                Table.Row([
                    [.outside(found.party ?? "–"), .outside(found.role ?? "")], period(found),
                    [.code(found.keyID?.text ?? "–")],
                    [.words(numbers.map(String.init).joined(separator: ", "))],
                ])
            })
        return [.table(table), .paragraph(wording.say(.custodianContact))]
    }

    private func period(_ found: FoundStatement) -> [Passage] {
        guard let period = found.period else { return [.words("–")] }
        let whole = wording.say(
            .custodianUntil,
            [.from: wording.day(period.from), .until: wording.day(period.until)])
        return period.isRevoked
            ? [whole, wording.say(.custodianRevoked, [.time: moment(period.until)])] : [whole]
    }

    var method: [Block] {
        [
            .list(
                hashes + [
                    wording.say(.methodSignatures),
                    wording.say(
                        .methodTool,
                        [.tool: .code(findings.tool.name), .version: .code(findings.tool.version)]),
                    wording.say(.methodRepeat, [.file: .code("README-VERIFY")]),
                    wording.say(.methodSameBytes),
                ])
        ]
    }

    /// Said only where files were read.
    private var hashes: [Passage] {
        findings.files.isEmpty ? [] : [wording.say(.methodHashes)]
    }

    var roots: [Block] {
        guard !findings.roots.isEmpty else { return [.paragraph(wording.say(.rootsNone))] }
        return [
            .table(
                Table(
                    [
                        (wording.say(.rootsParty), 25), (wording.say(.rootsFingerprint), 45),
                        (wording.say(.rootsStanding), 30),
                    ],
                    findings.roots.map { root in
                        Table.Row([
                            [.outside(root.name)], [.code(root.fingerprint)],
                            [standing(root.standing)],
                        ])
                    }))
        ]
    }

    private func standing(_ standing: TrustRoot.Standing) -> Passage {
        switch standing {
        case .own: wording.say(.rootsOwn)
        case .confirmed: wording.say(.rootsConfirmed)
        case .introduced: wording.say(.rootsIntroduced)
        case .chosen: wording.say(.rootsPinned)
        case .offered: wording.say(.rootsOffered)
        }
    }

    var signatures: [Block] {
        [
            .signatures(
                [.signMade, .signChecked, .signMachine, .signPlace, .signSignature].map {
                    wording.say($0)
                })
        ]
    }
}
