internal import Primitives

/// What is said about consent, and takes back what was said before.
extension LintBook {
    var consentContradictions: [Contradiction] {
        let answers = statements.compactMap { statement in
            (statement.content as? ConsentAnswer).map { (statement, $0) }
        }
        return answers.flatMap { statement, content in
            subject(of: statement, content) + unerased(statement, content)
        } + answers.compactMap { erasedAndPassedOn($0, $1) }
    }

    /// It answers something that is no withdrawal of consent on this lane.
    private func subject(
        of statement: LintedStatement, _ content: ConsentAnswer
    ) -> [Contradiction] {
        guard let asked = byDigest[content.withdrawal] else { return [] }
        let withdrawal = asked.content as? ConsentWithdrawal
        guard withdrawal?.step.lane != content.step.lane else { return [] }
        return [
            Contradiction(
                .consentAnswersAnother,
                "an answer is to something else than a withdrawal of consent to its own delivery",
                [asked, statement])
        ]
    }

    /// What was erased is not kept afterwards: neither in an answer that follows, nor in one that somebody
    /// else of the organisation gives at a later time of its own word.
    private func unerased(
        _ statement: LintedStatement, _ content: ConsentAnswer
    ) -> [Contradiction] {
        guard content.outcome.word != .erased else { return [] }
        let followed = byDigest[content.step.previous]?.name
        return statements.compactMap { earlier in
            guard let before = earlier.content as? ConsentAnswer, before.outcome.word == .erased,
                before.withdrawal == content.withdrawal,
                before.step.issuer.organisation == content.step.issuer.organisation,
                earlier.name == followed || before.step.claimedTime < content.step.claimedTime
            else { return nil }
            return Contradiction(
                .consentUnerased, "a copy was said to be erased, and later to be kept",
                [earlier, statement])
        }
    }

    /// One organisation says of one delivery that its copy is erased, and, at a later time of its own
    /// word, passes it on.
    private func erasedAndPassedOn(
        _ statement: LintedStatement, _ content: ConsentAnswer
    ) -> Contradiction? {
        guard content.outcome.word == .erased else { return nil }
        let later = statements.filter { other in
            guard let transfer = other.content as? TransferStatement else { return false }
            return transfer.sender.fingerprint == content.step.lane.sender
                && transfer.consignment == content.step.consignment
                && transfer.issuer.organisation == content.step.issuer.organisation
                && transfer.transferTime > content.step.claimedTime
        }
        guard !later.isEmpty else { return nil }
        return Contradiction(
            .consentErasedAndPassedOn,
            "a copy was said to be erased, and was passed on afterwards", [statement] + later)
    }
}

extension Event {
    /// Whether nobody who keeps the rules makes this statement once the lane has ended.
    var mayNotFollowAnEnd: Bool {
        switch self {
        case .transfer, .disposal, .consentWithdrawal, .consentAnswer: false
        default: true
        }
    }
}
