internal import Primitives

/// One lane: what its home broker and its two ends may say once, and only once.
extension LintBook {
    func contradictions(of lane: Lane, _ statements: [LintedStatement]) -> [Contradiction] {
        brokerContradictions(statements) + repetitions(statements) + ends(statements)
            + skips(statements) + orderContradictions(statements) + relays(statements)
            + strangers(statements) + failuresElsewhere(statements) + recordedAfterEnd(statements)
            + statements.compactMap { timing(of: $0) }
    }

    private func brokerContradictions(_ statements: [LintedStatement]) -> [Contradiction] {
        let receipts = statements.filter { $0.event == .submissionAcceptance }
        let refusals = statements.filter { $0.event == .submissionRejection }
        let consignments = statements.filter { $0.event == .contentConsignment }
        var found: [Contradiction] = []
        if isContradiction(receipts, among: statements) {
            found.append(
                Contradiction(
                    .secondReceipt, "one deposit has two different acceptances by a broker",
                    receipts))
        }
        if !refusals.isEmpty, !receipts.isEmpty {
            found.append(
                Contradiction(
                    .acceptedAndRefused, "a broker accepted and refused the same deposit",
                    receipts + refusals))
        }
        if consignments.count > 1 {
            found.append(
                Contradiction(
                    .secondConsignment, "one delivery was put into its mailbox twice", consignments)
            )
        }
        let others = statements.filter {
            $0.event != .submissionRejection && $0.event != .submissionAcceptance
                && $0.event != .skipped
        }
        if receipts.isEmpty, !refusals.isEmpty, !others.isEmpty {
            found.append(
                Contradiction(
                    .afterRefusal, "a deposit that the broker refused went on", refusals + others))
        }
        return found
    }

    /// One key says one thing once, and not its contrary.
    private func repetitions(_ statements: [LintedStatement]) -> [Contradiction] {
        let once: Set<Event> = [
            .contentHandover, .acknowledgement, .consignmentAcceptance, .consignmentRejection,
            .withdrawal, .acceptanceRejectionExpiry, .disposal, .skipped, .relayAcceptance,
            .relayRejection, .relayFailure,
        ]
        let said = statements.filter { once.contains($0.event) }
        let again = clashes(said.map { (SignerMark(event: $0.event, signer: $0.signer), $0) })
        let decisions = statements.filter {
            $0.event == .consignmentAcceptance || $0.event == .consignmentRejection
        }
        let contrary = clashes(decisions.map { ($0.signer, $0) }).filter {
            Set($0.map(\.event)).count > 1
        }
        return again.map {
            Contradiction(.saidTwice, "one key says the same thing twice, in other words", $0)
        }
            + contrary.map {
                Contradiction(
                    .signerContradictsItself, "one key both accepted and declined", $0)
            }
    }

    private struct SignerMark: Hashable {
        let event: Event
        let signer: KeyID
    }

    /// At most one end takes effect. That two were signed is no contradiction where the home
    /// broker's order shows which one came first.
    private func ends(_ statements: [LintedStatement]) -> [Contradiction] {
        var found = statements.filter { $0.places.count > 1 }.map {
            Contradiction(
                .recordedTwice, "the home broker recorded one statement at two places", [$0])
        }
        let ends = statements.filter {
            $0.event.isTerminal && $0.event != .submissionRejection && $0.event != .relayRejection
        }
        guard ends.count > 1 else { return found }
        let expired = ends.filter { $0.event == .acceptanceRejectionExpiry }
        let decided = ends.filter { $0.event != .acceptanceRejectionExpiry }
        let first = ends.compactMap { end in end.places.min().map { (end, $0) } }
            .min { $0.1 < $1.1 }
        if let first, first.0.event != .acceptanceRejectionExpiry, !expired.isEmpty {
            found.append(
                Contradiction(
                    .expiredAfterDecision,
                    "the home broker let a delivery expire that was decided", expired + [first.0]))
        }
        let signers = Set(decided.map(\.signer))
        let isContested = !expired.isEmpty || signers.count > 1
        if first == nil, !decided.isEmpty, isContested {
            found.append(
                Contradiction(
                    .twoEnds,
                    "one delivery has two ends, and nothing here shows which was recorded first",
                    ends))
        }
        return found
    }

    /// Who gives a number up says that nobody will ever have what bears it.
    private func skips(_ statements: [LintedStatement]) -> [Contradiction] {
        let skipped = statements.filter { $0.event == .skipped }
        let had = statements.filter { $0.event != .skipped && $0.event != .submissionRejection }
        guard !skipped.isEmpty, !had.isEmpty else { return [] }
        return [
            Contradiction(
                .skippedAndDelivered,
                "a delivery whose number its device gave up was delivered all the same",
                skipped + had)
        ]
    }

    private func timing(of statement: LintedStatement) -> Contradiction? {
        guard let content = statement.content as? AcceptanceRejectionExpiry else { return nil }
        switch expiry.judge(content) {
        case .timely, .unwitnessed: return nil
        case .early:
            return Contradiction(
                .expiryEarly, "a delivery expired before the witnesses' time reached its deadline",
                [statement])
        case .notWitnessed:
            return Contradiction(
                .expiryNotWitnessed, "no quorum of witnesses vouches for the time of an expiry",
                [statement])
        }
    }
}
