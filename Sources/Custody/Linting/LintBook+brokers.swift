internal import Primitives

/// Which broker may say what, as far as what is here shows.
extension LintBook {
    /// One key speaks for one broker.
    var brokerNames: [Contradiction] {
        var names: [KeyID: [OrganisationName: [LintedStatement]]] = [:]
        for statement in statements {
            guard let issuer = statement.broker else { continue }
            names[issuer.keyID, default: [:]][issuer.broker, default: []].append(statement)
        }
        return names.values.filter { $0.count > 1 }.map { uses in
            Contradiction(
                .brokerOfTwoNames, "one key speaks for brokers of two names",
                uses.values.flatMap { $0 })
        }
    }

    /// Of a delivery only those brokers speak that have it: who took it in, and to whom it was brought. Without a
    /// receipt nothing shows who that is; of a hop the receipt of one end is enough.
    func strangers(_ statements: [LintedStatement]) -> [Contradiction] {
        let receipts = statements.filter { $0.event == .submissionAcceptance }
        let first = Set(receipts.compactMap { $0.broker?.broker })
        guard !first.isEmpty else { return [] }
        let hops = statements.compactMap { $0.content as? RelayAcceptance }
            .map { Set([$0.step.issuer.broker, $0.peer.broker]) }
        let holders = hops.filter { !$0.isDisjoint(with: first) }.reduce(first) { $0.union($1) }
        return statements.compactMap { statement in
            guard let speaks = statement.speaks, speaks.isDisjoint(with: holders) else {
                return nil
            }
            return Contradiction(
                .brokerWithoutReceipt,
                "a broker speaks of a delivery that, by what is here, another one has",
                receipts + [statement])
        }
    }

    /// Given up for one broker, and there at another.
    func failuresElsewhere(_ statements: [LintedStatement]) -> [Contradiction] {
        let hops = statements.filter { $0.event == .relayAcceptance }
        return statements.compactMap { failure in
            guard let content = failure.content as? RelayFailure else { return nil }
            let elsewhere = hops.filter { $0.broker?.broker != content.peer.broker }
            guard !elsewhere.isEmpty else { return nil }
            return Contradiction(
                .relayedAndFailed,
                "a delivery was said not to have reached one broker, and another one has it",
                [failure] + elsewhere)
        }
    }

    /// Nothing leads out of an end: what the home broker recorded after it was refused, or should have been.
    func recordedAfterEnd(_ statements: [LintedStatement]) -> [Contradiction] {
        // Places of two brokers' logs cannot be compared.
        guard !statements.contains(where: { $0.content is any RelayStatement }) else { return [] }
        let ends = statements.filter { $0.event.isTerminal && !$0.places.isEmpty }
        guard let end = ends.min(by: { $0.firstPlace < $1.firstPlace }) else { return [] }
        let later = statements.filter {
            !$0.event.isTerminal && $0.event.mayNotFollowAnEnd && !$0.places.isEmpty
                && $0.firstPlace > end.firstPlace
        }
        guard !later.isEmpty else { return [] }
        return [
            Contradiction(
                .afterEnd, "the home broker recorded something after the delivery had ended",
                [end] + later)
        ]
    }
}

extension LintedStatement {
    /// The broker that signed it.
    var broker: BrokerIssuer? {
        switch content {
        case let content as SubmissionAcceptance: content.evidence.issuer
        case let content as SubmissionRejection: content.evidence.issuer
        case let content as any BrokerStatement: content.step.issuer
        default: nil
        }
    }

    /// Of which brokers one must have the delivery, for this to be said.
    fileprivate var speaks: Set<OrganisationName>? {
        switch content {
        case let content as RelayAcceptance: [content.step.issuer.broker, content.peer.broker]
        case let content as RelayRejection: [content.peer.broker]
        case is SubmissionAcceptance, is SubmissionRejection: nil
        default: broker.map { [$0.broker] }
        }
    }

    fileprivate var firstPlace: UInt64 { places.min() ?? .max }
}
