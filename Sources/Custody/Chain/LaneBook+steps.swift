internal import Primitives

/// The rules of each event.
extension LaneBook {
    mutating func record(
        _ link: VerifiedStatement<SealedStatement>, at position: Int
    ) throws(CustodyError) {
        let content = link.content
        let key = ConsignmentKey(
            sender: content.sender.fingerprint, consignment: content.consignment)
        guard seals.updateValue(link.digest, forKey: key) == nil else {
            throw .duplicate(position: position)
        }
    }

    mutating func record(
        _ link: VerifiedStatement<DepositStatement>, at position: Int
    ) throws(CustodyError) {
        let content = link.content
        let key = ConsignmentKey(
            sender: content.sender.fingerprint, consignment: content.consignment)
        guard deposits.updateValue(link, forKey: key) == nil else {
            throw .duplicate(position: position)
        }
        // A deposit that a transfer announced must go where the transfer said.
        if let transfer = transfers[key], !content.mailboxes.contains(transfer.to.mailbox) {
            throw .contradiction(position: position, member: "mailboxes")
        }
        for mailbox in content.mailboxes {
            let lane = Lane(sender: key.sender, consignment: key.consignment, mailbox: mailbox)
            lanes[lane] = LaneRecord(steps: [link.digest])
        }
    }

    mutating func record(
        _ evidence: SubmissionEvidence, _ digest: SHA256Digest, ends: Bool, at position: Int
    ) throws(CustodyError) {
        let key = ConsignmentKey(
            sender: evidence.sender.fingerprint, consignment: evidence.consignment)
        guard let deposit = deposits[key], deposit.digest == evidence.deposit else {
            throw .predecessorMissing(position: position)
        }
        try agree(evidence.sender, deposit.content.sender, "sender", position)
        for mailbox in evidence.mailboxes {
            let lane = Lane(sender: key.sender, consignment: key.consignment, mailbox: mailbox)
            guard var record = lanes[lane] else {
                throw .contradiction(position: position, member: "mailboxes")
            }
            if record.hasEnded { throw .afterEnd(position: position) }
            let isFirst = record.brokers.insert(evidence.issuer.broker).inserted
            if record.hasSubmissionEvidence, ends || !isFirst || record.brokers.count > 2 {
                throw .duplicate(position: position)
            }
            try record.hear(evidence.issuer.broker, at: position)
            record.hasSubmissionEvidence = true
            (record.hasEnded, record.isRefused) = (ends, ends)
            record.steps.insert(digest)
            lanes[lane] = record
        }
    }

    /// An organisation's step; returns the deposit it belongs to.
    @discardableResult
    mutating func record<Content: LaneStatement>(
        _ link: VerifiedStatement<Content>, at position: Int
    ) throws(CustodyError) -> DepositStatement {
        let step = link.content.step
        guard let deposit = deposit(of: step), var record = lanes[step.lane],
            record.steps.contains(step.previous)
        else { throw .predecessorMissing(position: position) }
        try agree(step.sender, deposit.content.sender, "sender", position)
        if record.hasEnded { throw .afterEnd(position: position) }
        let mark = SignerMark(event: Content.event, keyID: link.signer.id)
        guard record.signers.insert(mark).inserted else { throw .duplicate(position: position) }
        record.hasEnded = Content.event.isTerminal
        record.steps.insert(link.digest)
        lanes[step.lane] = record
        return deposit.content
    }

    mutating func record(
        acceptance link: VerifiedStatement<ConsignmentAcceptance>, at position: Int
    ) throws(CustodyError) {
        let deposit = try record(link, at: position)
        let content = link.content
        try agreeOnDeposit(content.step, content.deposit, position)
        try agree(content.sealedCommitment, deposit.sealedCommitment, "subject", position)
        acceptances[link.digest] = content
    }

    mutating func record(
        _ link: VerifiedStatement<TransferStatement>, at position: Int
    ) throws(CustodyError) {
        let content = link.content
        guard let acceptance = acceptances[content.previous] else {
            throw .predecessorMissing(position: position)
        }
        try agree(content.consignment, acceptance.step.consignment, "consignment", position)
        try agree(content.sender, acceptance.step.sender, "sender", position)
        try agree(
            content.issuer.organisation, acceptance.step.issuer.organisation, "issuer", position)
        let original = ConsignmentKey(
            sender: content.sender.fingerprint, consignment: content.consignment)
        if let sealed = seals[original] {
            try agree(content.sealed, sealed, "subject", position)
        }
        let next = ConsignmentKey(
            sender: content.issuer.organisation.fingerprint, consignment: content.newConsignment)
        guard deposits[next] == nil, transfers.updateValue(content, forKey: next) == nil else {
            throw .duplicate(position: position)
        }
    }

    /// A number that was given up: of a deposit that the broker refused or never had.
    mutating func record(
        _ link: VerifiedStatement<SkippedStatement>, at position: Int
    ) throws(CustodyError) {
        let content = link.content
        let key = ConsignmentKey(
            sender: content.sender.fingerprint, consignment: content.consignment)
        guard let deposit = deposits[key], deposit.digest == content.deposit,
            var record = lanes[content.lane]
        else { throw .predecessorMissing(position: position) }
        try agree(content.sender, deposit.content.sender, "sender", position)
        let destination = deposit.content.destinations.first { $0.mailbox == content.mailbox }
        try agree(destination?.stream, content.stream, "stream", position)
        // Whatever stands in the lane but a refusal shows that it was delivered after all.
        let isRefused = record.hasEnded && record.hasSubmissionEvidence && record.steps.count == 2
        guard record.steps.count == 1 || isRefused else {
            throw .contradiction(position: position, member: "stream")
        }
        let mark = SignerMark(event: .skipped, keyID: link.signer.id)
        guard record.signers.insert(mark).inserted else { throw .duplicate(position: position) }
        record.hasEnded = true
        record.steps.insert(link.digest)
        lanes[content.lane] = record
    }

    func agreeOnDeposit(
        _ step: LaneStep, _ digest: SHA256Digest, _ position: Int
    ) throws(CustodyError) {
        try agree(digest, deposit(of: step)?.digest ?? digest, "subject", position)
    }

    private func deposit(of step: LaneStep) -> VerifiedStatement<DepositStatement>? {
        deposits[
            ConsignmentKey(sender: step.sender.fingerprint, consignment: step.consignment)]
    }
}
