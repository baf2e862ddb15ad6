import Custody
import Primitives
import Wording

/// What an expert looks up: every check, every statement, every digest; and the words for others.
extension ReportWriter {
    var annexes: [Block] { checkAnnex + statementAnnex + digestAnnex + glossary }

    var checkAnnex: [Block] {
        let rows = findings.verdict.checks.map { check in
            let (outcome, reason, kind): (Phrase, Check.Reason?, Table.Row.Kind) =
                switch check.outcome {
                case .passed: (.annexPassed, nil, .plain)
                case .failed(let reason): (.annexFailed, reason, .failed)
                case .notChecked(let reason): (.annexNotChecked, reason, .plain)
                }
            return Table.Row(
                [
                    [wording.wordOrQuote(.check, check.code.rawValue)],
                    [.code(check.code.rawValue)], [wording.say(outcome)],
                    reason.map { [.outside(SafeText.shown($0.message)), .code("[\($0.code)]")] }
                        ?? [],
                ], kind)
        }
        return [
            .heading(wording.say(.annexChecks)),
            .table(
                Table(
                    [
                        (wording.say(.annexCheck), 34), (wording.say(.annexCode), 22),
                        (wording.say(.annexOutcome), 13), (wording.say(.annexProgramWords), 31),
                    ], rows)),
        ]
    }

    private var statementAnnex: [Block] {
        guard !findings.statements.isEmpty else { return [] }
        let rows = findings.statements.enumerated().map { index, found in
            Table.Row([
                [.words(String(index + 1))], [.outside(SafeText.shown(found.path) + ".json")],
                [found.digest.groups],
            ])
        }
        return [
            .heading(wording.say(.annexStatements)),
            .table(
                Table(
                    [
                        (wording.say(.exhibitNumber), 7), (wording.say(.annexStatementFile), 43),
                        (wording.say(.exhibitHash), 50),
                    ], rows)),
        ]
    }

    var digestAnnex: [Block] {
        guard !findings.parts.isEmpty else { return [] }
        let rows = findings.parts.map { part in
            let name: Phrase =
                switch part.kind {
                case .manifest: .digestManifest
                case .seal: .digestSeal
                case .statement: .digestStatement
                case .caseDocument: .digestCase
                }
            return Table.Row([[wording.say(name)], [part.digest.groups]])
        }
        return [
            .heading(wording.say(.annexDigests)),
            .table(
                Table(
                    [(wording.say(.annexStatementFile), 50), (wording.say(.exhibitHash), 50)],
                    rows)),
        ]
    }

    private var glossary: [Block] {
        let terms: [(Phrase, Phrase)] = [
            (.termCustody, .termCustodyText), (.termExhibit, .termExhibitText),
            (.termSeal, .termSealText), (.termHash, .termHashText),
            (.termStamp, .termStampText), (.termAcknowledgement, .termAcknowledgementText),
            (.termFingerprint, .termFingerprintText), (.termServer, .termServerText),
            (.termConsent, .termConsentText),
        ]
        return [
            .heading(wording.say(.annexGlossary)),
            .facts(
                terms.map { Block.Fact(wording.say($0), [wording.say($1)]) }),
        ]
    }
}
