import Custody
import Primitives
import Wording

/// What was said about consent after the delivery, one plain sentence each.
extension ReportWriter {
    func consentRemarks(_ found: FoundStatement, _ number: Passage) -> [Passage] {
        guard found.holds else { return [] }
        switch found.event {
        case .consentWithdrawal: return withdrawn(found, number)
        case .consentAnswer: return [answered(found, number)]
        default: return []
        }
    }

    private func withdrawn(_ found: FoundStatement, _ number: Passage) -> [Passage] {
        let isWhole = (found.predicate["part"] ?? .null) == .null
        let said = wording.say(
            isWhole ? .remarkConsentWithdrawn : .remarkConsentPart,
            [
                .number: number, .name: .outside(found.predicate["mailbox"]?.line ?? "–"),
                .time: found.time.map(moment) ?? .words("–"),
            ])
        let isAnswered = findings.statements.contains {
            $0.event == .consentAnswer && $0.holds && $0.previous == found.digest
        }
        return isAnswered ? [said] : [said, wording.say(.remarkConsentOpen, [.number: number])]
    }

    private func answered(_ found: FoundStatement, _ number: Passage) -> Passage {
        let organisation = Passage.outside(found.party ?? "–")
        switch found.predicate["answer"]?.line.flatMap(ConsentAnswerWord.init) {
        case .stopped, nil:
            return wording.say(
                .remarkConsentStopped, [.number: number, .organisation: organisation])
        case .erased:
            return wording.say(
                .remarkConsentErased, [.number: number, .organisation: organisation])
        case .retained:
            let reason = found.predicate["reason"]?.line ?? "–"
            return wording.say(
                .remarkConsentRetained,
                [
                    .number: number, .organisation: organisation,
                    .reason: wording.wordOrQuote(.reason, reason),
                    .text: .outside(found.predicate["basis"]?.line ?? "–"),
                ])
        }
    }
}
