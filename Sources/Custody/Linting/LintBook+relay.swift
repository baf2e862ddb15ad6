internal import Primitives

/// One hop between two brokers: what cannot all be true of it.
extension LintBook {
    /// Two brokers each have a deposit where one has brought it to the other, and by no other way.
    func isContradiction(
        _ receipts: [LintedStatement], among statements: [LintedStatement]
    ) -> Bool {
        guard receipts.count > 1 else { return false }
        let brokers = receipts.compactMap {
            ($0.content as? SubmissionAcceptance)?.evidence.issuer.broker
        }
        let hops = statements.compactMap { $0.content as? RelayAcceptance }
        return receipts.count > 2
            || !hops.contains { Set(brokers) == [$0.step.issuer.broker, $0.peer.broker] }
    }

    /// A home broker that has spoken has it; and nobody gives up before the deadline.
    func relays(_ statements: [LintedStatement]) -> [Contradiction] {
        let refusals = statements.filter { $0.event == .relayRejection }
        var found: [Contradiction] = []
        for failure in statements {
            guard let content = failure.content as? RelayFailure else { continue }
            let home = statements.filter { $0.brokerName == content.peer.broker }
            if content.isFinal, !home.isEmpty {
                found.append(
                    Contradiction(
                        .relayedAndFailed,
                        "a delivery was said not to have reached the broker that speaks of it",
                        [failure] + home))
            }
        }
        for refusal in refusals {
            guard let content = refusal.content as? RelayRejection else { continue }
            let home = statements.filter {
                $0.event != .relayRejection && $0.brokerName == content.step.issuer.broker
            }
            if !home.isEmpty {
                found.append(
                    Contradiction(
                        .relayedAndFailed,
                        "a broker refused what was brought to it, and has it all the same",
                        [refusal] + home))
            }
        }
        return found + strayHops(statements)
    }

    /// What never lived but where it was taken in is handed on to nobody.
    private func strayHops(_ statements: [LintedStatement]) -> [Contradiction] {
        statements.compactMap { statement in
            guard let content = statement.content as? any RelayStatement,
                otherHome(content.step.mailbox, content.first) == false
            else { return nil }
            return Contradiction(
                .notRelayed,
                "a delivery was handed on, or given up, and no record of its recipient ever named another "
                    + "broker for that mailbox",
                [statement])
        }
    }

    /// A relay was given up before the deadline of the deposit.
    func earlyFailure(
        of statement: LintedStatement, _ deposit: LintedStatement, _ terms: DepositStatement
    ) -> Contradiction? {
        guard let content = statement.content as? RelayFailure,
            content.step.claimedTime < terms.deadline
        else { return nil }
        return Contradiction(
            .relayFailureEarly,
            "a delivery was given up before its sender's deadline",
            [deposit, statement])
    }
}

extension LintedStatement {
    /// The broker that signed it in its own name.
    fileprivate var brokerName: OrganisationName? {
        guard case .broker(let name) = content.party else { return nil }
        return name
    }
}
