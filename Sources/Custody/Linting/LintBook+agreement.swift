internal import Primitives

/// What a statement says of other statements.
extension LintBook {
    /// It states another digest, size, sender, mailbox or deadline than the deposit.
    func disagreement(of statement: LintedStatement) -> [Contradiction] {
        guard let key = statement.consignment, let (deposit, terms) = deposit(of: key) else {
            return []
        }
        var found: [Contradiction] = []
        let unaddressed = statement.lanes.filter { !terms.lanes.contains($0) }
        if !unaddressed.isEmpty {
            found.append(
                Contradiction(
                    .mailboxNotAddressed,
                    "a statement speaks of a mailbox that the deposit does not name",
                    [deposit, statement]))
        }
        if let member = statement.content.disagreement(with: terms, deposit.digest) {
            found.append(
                Contradiction(
                    .disagreesWithDeposit,
                    "the \(statement.event.rawValue) states another \(member) than the deposit",
                    [deposit, statement]))
        }
        if let early = earlyFailure(of: statement, deposit, terms) { found.append(early) }
        if let receipt = statement.content as? SubmissionAcceptance,
            receipt.evidence.receivedTime >= terms.deadline
        {
            found.append(
                Contradiction(
                    .receivedAfterDeadline,
                    "the broker accepted a deposit at or after its own deadline",
                    [deposit, statement]))
        }
        return found
    }

    /// It follows a statement of another lane, an end, or the signer's own disposal.
    func misplacement(of statement: LintedStatement) -> [Contradiction] {
        guard let previous = statement.previous, let earlier = byDigest[previous] else { return [] }
        var found: [Contradiction] = []
        if !shareLane(statement, earlier) {
            found.append(
                Contradiction(
                    .previousOfAnotherLane,
                    "a statement follows one that is about another delivery", [earlier, statement]))
        } else if earlier.event.isTerminal, statement.event.mayNotFollowAnEnd {
            found.append(
                Contradiction(
                    .afterEnd, "a statement was made in the knowledge that the delivery had ended",
                    [earlier, statement]))
        }
        return found
    }

    private func shareLane(_ statement: LintedStatement, _ earlier: LintedStatement) -> Bool {
        guard statement.consignment == earlier.consignment else { return false }
        // A Transfer and a sender's Disposal speak of the consignment; a mailbox that the deposit
        // does not name is a contradiction of its own.
        guard !statement.lanes.isEmpty, !earlier.lanes.isEmpty, earlier.event != .deposit else {
            return true
        }
        return statement.lanes.contains { earlier.lanes.contains($0) }
    }

    var transferContradictions: [Contradiction] {
        let transfers = statements.compactMap { statement in
            (statement.content as? TransferStatement).map { (statement, $0) }
        }
        let twice = clashes(
            transfers.map { statement, content in
                (ConsignmentKey(content.issuer.organisation, content.newConsignment), statement)
            })
        return transfers.flatMap { contradictions(of: $0, $1) }
            + twice.map {
                Contradiction(
                    .transferTwice, "two transfers announce the same new consignment", $0)
            }
    }

    private func contradictions(
        of statement: LintedStatement, _ content: TransferStatement
    ) -> [Contradiction] {
        var others: [LintedStatement] = []
        if let earlier = byDigest[content.previous] {
            guard let acceptance = earlier.content as? ConsignmentAcceptance else {
                return [
                    Contradiction(
                        .transferWithoutAcceptance,
                        "a transfer follows something else than an acceptance",
                        [earlier, statement])
                ]
            }
            if acceptance.step.issuer.organisation != content.issuer.organisation {
                others.append(earlier)
            }
        }
        let original = ConsignmentKey(content.sender, content.consignment)
        if let sealed = seals[original], sealed.count == 1, sealed[0].digest != content.sealed {
            others.append(sealed[0])
        }
        let next = ConsignmentKey(content.issuer.organisation, content.newConsignment)
        if let (deposit, terms) = deposit(of: next), !terms.mailboxes.contains(content.to.mailbox) {
            others.append(deposit)
        }
        return others.map {
            Contradiction(
                .transferDisagrees,
                "a transfer disagrees with the acceptance, the seal or the deposit it names",
                [$0, statement])
        }
    }

    /// By the same organisation, of the same copy, and later: by the places in the log where both have one, else by
    /// their own words, which are those of two clocks. Who destroyed a copy because another one is kept, or had handed it on,
    /// may pass on.
    private func isPassedOn(
        _ other: LintedStatement, after statement: LintedStatement, _ disposal: Disposal
    ) -> Bool {
        guard let transfer = other.content as? TransferStatement, let lane = disposal.lane,
            disposal.reason != .copyUnsafe, disposal.reason != .handedOn,
            byDigest[transfer.previous]?.lanes.contains(lane) == true,
            transfer.issuer.organisation == disposal.issuer.organisation
        else { return false }
        if let place = other.places.min(), let before = statement.places.min() {
            return place > before
        }
        guard let limit = disposal.disposalTime.adding(seconds: Self.clockSeconds) else {
            return false
        }
        return transfer.transferTime > limit
    }

    /// By so much two honest clocks differ at most.
    private static let clockSeconds: Int64 = 300

    /// A recipient disposes of nothing before the end, and acts on nothing that it disposed of.
    var disposalContradictions: [Contradiction] {
        statements.flatMap { statement -> [Contradiction] in
            guard let content = statement.content as? Disposal else { return [] }
            var found: [Contradiction] = []
            if content.mailbox != nil, let earlier = byDigest[content.previous],
                !earlier.event.isTerminal, earlier.event != .transfer, earlier.event != .disposal
            {
                found.append(
                    Contradiction(
                        .disposalBeforeEnd,
                        "a recipient disposed of a delivery that had not ended",
                        [earlier, statement]))
            }
            let later = statements.filter { other in
                other.event != .disposal
                    && (other.previous == statement.digest
                        || isPassedOn(other, after: statement, content))
            }
            if !later.isEmpty {
                found.append(
                    Contradiction(
                        .afterDisposal, "something was done with a copy that had been destroyed",
                        [statement] + later))
            }
            return found
        }
    }
}

extension StatementPredicate {
    /// The member in which this contradicts the deposit whose digest is `digest`.
    fileprivate func disagreement(
        with deposit: DepositStatement, _ digest: SHA256Digest
    ) -> String? {
        switch self {
        case let content as SealedStatement:
            content.sender == deposit.sender ? nil : "sender"
        case let content as SubmissionAcceptance:
            content.evidence.disagreement(with: deposit, digest)
        case let content as SubmissionRejection:
            content.evidence.disagreement(with: deposit, digest)
        case let content as ContentHandover:
            content.payloadDigest != deposit.payloadDigest
                ? "payload" : content.payloadSize != deposit.payloadSize ? "size" : nil
        case let content as Acknowledgement:
            content.previewDigest == deposit.previewDigest ? nil : "preview"
        case let content as ConsignmentAcceptance:
            content.deposit != digest
                ? "outer statement"
                : content.sealedCommitment != deposit.sealedCommitment ? "seal" : nil
        case let content as ConsignmentRejection:
            content.deposit == digest ? nil : "outer statement"
        case let content as Withdrawal: content.deposit == digest ? nil : "outer statement"
        case let content as any RelayStatement: content.deposit == digest ? nil : "outer statement"
        case let content as ContentConsignment: content.deposit == digest ? nil : "outer statement"
        case let content as AcceptanceRejectionExpiry:
            content.deposit != digest
                ? "outer statement" : content.deadline != deposit.deadline ? "deadline" : nil
        case let content as Disposal: content.deposit == digest ? nil : "outer statement"
        case let content as SkippedStatement: content.disagreement(with: deposit, digest)
        case let content as ConsentWithdrawal: content.deposit == digest ? nil : "outer statement"
        default: nil
        }
    }
}

extension SubmissionEvidence {
    fileprivate func disagreement(
        with terms: DepositStatement, _ digest: SHA256Digest
    ) -> String? {
        if deposit != digest { return "outer statement" }
        return Set(mailboxes) == Set(terms.mailboxes) ? nil : "list of mailboxes"
    }
}

extension SkippedStatement {
    fileprivate func disagreement(
        with terms: DepositStatement, _ digest: SHA256Digest
    ) -> String? {
        if deposit != digest { return "outer statement" }
        let destination = terms.destinations.first { $0.mailbox == mailbox }
        // A mailbox that the deposit does not name is a contradiction of its own.
        return destination.map { $0.stream == stream ? nil : "number" } ?? nil
    }
}
