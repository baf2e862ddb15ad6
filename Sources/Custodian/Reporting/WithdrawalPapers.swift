import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import Report
import Verification

/// What is known here of withdrawals of consent for one case, on paper: offline, without a secret key.
extension Office {
    /// - Throws: `PaperError.noWithdrawal`, ``ReportError``, `InboxError.ambiguous`, `FileError`.
    package func withdrawalNotice(_ order: ReportOrder) throws -> WrittenReport {
        let output = try ReportOutput(order.output, outside: order.folder, nil)
        guard let prefix = ConsignmentPrefix(order.folder) else {
            throw PaperError.noWithdrawal(order.folder)
        }
        let (consignment, withdrawals, refused) = try foundWithdrawals(prefix)
        var findings = CaseFindings(
            tool: order.tool, mode: try reading().directory.own.organisation.mode,
            verdict: Verdict(profile: .sealed, checks: []))
        findings.consignment = consignment
        (findings.withdrawals, findings.refusedWithdrawals) = (withdrawals, refused)
        findings.offset = order.offset
        return try CaseReport.write(
            findings, .withdrawal, order, to: output, isPositive: refused == 0)
    }

    private func foundWithdrawals(
        _ prefix: ConsignmentPrefix
    ) throws -> (ConsignmentID, [FoundWithdrawal], refused: Int) {
        let book = ConsentBook(home)
        let received = try book.allReceived().filter { prefix.matches($0.lane.consignment) }
        let sent = try Outbox(home).all().filter { prefix.matches($0.consignment) }
        let names = Set(received.map(\.lane.consignment) + sent.map(\.consignment))
        guard names.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let consignment = names.first else { throw PaperError.noWithdrawal(prefix.text) }
        var (found, refused): ([FoundWithdrawal], Int) = ([], 0)
        for (lane, folder) in received {
            try add(WithdrawalLane(lane, folder, self), &found, &refused)
        }
        for entry in try sent + behind(consignment, received.map(\.lane)) {
            for mailbox in entry.mailboxes {
                try add(WithdrawalLane(entry, mailbox, self), &found, &refused)
            }
        }
        guard !found.isEmpty || refused > 0 else { throw PaperError.noWithdrawal(prefix.text) }
        return (consignment, found, refused)
    }

    private func add(
        _ lane: WithdrawalLane, _ found: inout [FoundWithdrawal], _ refused: inout Int
    ) {
        found += lane.found
        refused += lane.refused
    }

    /// What was passed on of a case, whoever sent it, each once.
    private func behind(_ consignment: ConsignmentID, _ lanes: [Lane]) throws -> [OutboxEntry] {
        let own = try OwnOrganisation(home).reference.fingerprint
        var seen: Set<ConsignmentID> = []
        return try ([own] + lanes.map(\.sender))
            .flatMap { try passedOn(from: consignment, of: $0) }
            .filter { seen.insert($0.consignment).inserted }
    }
}

/// What was said about consent on one lane, as it is kept here, every statement verified once more.
private struct WithdrawalLane {
    private(set) var found: [FoundWithdrawal] = []
    private(set) var refused = 0
    private let kept: KeptConsent
    private let reading: ConsentReading
    private let isHeld: Bool

    /// One that came here.
    init(_ lane: Lane, _ folder: StatementFolder, _ office: Office) throws {
        (kept, reading) = (try KeptConsent(folder), try office.reading())
        // It was told to somebody here, who has it or had it.
        isHeld = true
        let onward = try office.passedOn(from: lane.consignment, of: lane.sender)
        let standings = try office.consent(folder, lane)
        let isNotHeld = standings.contains { $0.state == .notHeld }
        let all = read(lane)
        refused = all.refused.count
        found = try all.withdrawals.map { said in
            var one = self.said(
                by: said, lane, sender: said.withdrawal.content.step.sender.name)
            one.untold = try onward.reduce(0) {
                try $0 + office.untold($1, of: said.withdrawal.digest).count
            }
            if isNotHeld, one.answers.isEmpty { one.state = .notHeld }
            return one
        }
    }

    /// One to a mailbox to which a case was sent from here.
    init(_ entry: OutboxEntry, _ mailbox: MailboxAddress, _ office: Office) throws {
        let book = ConsentBook(office.home)
        kept = try KeptConsent(book.sent(entry.consignment, mailbox))
        reading = try office.reading()
        isHeld = try office.isHeld(entry, mailbox)
        let lane = try office.lane(entry, mailbox)
        let all = read(lane)
        refused = all.refused.count
        found = all.withdrawals.map { said(by: $0, lane, sender: nil) }
        guard found.isEmpty else { return }
        let isAtBroker = try office.depositDigest(entry) != nil
        found = try book.withheld(entry.consignment).map {
            FoundWithdrawal(
                entry.consignment, mailbox, sender: nil, part: $0.part, at: $0.time,
                state: isAtBroker ? .unrecorded : .withheld)
        }
    }

    private func read(_ lane: Lane) -> ConsentLane {
        reading.read(kept.all.map(\.statement), kept, lane, nil)
    }

    private func said(
        by said: ConsentLane.Withdrawn, _ lane: Lane, sender: OrganisationName?
    ) -> FoundWithdrawal {
        let content = said.withdrawal.content
        let time = content.step.claimedTime
        var one = FoundWithdrawal(
            lane.consignment, lane.mailbox, sender: sender, part: content.part, at: time,
            state: .answered)
        one.who = reading.builder.tick(.withdrawn, time, content).who
        (one.answerBy, one.isForwarded) = (content.answerBy, content.received != nil)
        one.answers = said.answers.map { answer($0, content.answerBy) }
        one.state = state(said.withdrawal.digest, one)
        return one
    }

    private func state(_ digest: SHA256Digest, _ one: FoundWithdrawal) -> FoundWithdrawal.State {
        if one.answers.contains(where: { $0.refusal == nil }) { return .answered }
        if let refusal = kept.refusals[digest] { return .refused(refusal) }
        guard kept.places[digest] != nil else { return .unrecorded }
        guard isHeld else { return .notHeld }
        return one.answerBy.map { reading.now > $0 } ?? false ? .silent : .awaited
    }

    private func answer(
        _ found: VerifiedStatement<ConsentAnswer>, _ answerBy: Timestamp
    ) -> FoundWithdrawal.Answer {
        let (content, time) = (found.content, found.content.step.claimedTime)
        return FoundWithdrawal.Answer(
            content.outcome, who: reading.builder.tick(.withdrawn, time, content).who, time: time,
            isLate: time > answerBy, isRecorded: kept.places[found.digest] != nil,
            refusal: kept.refusals[found.digest], onward: content.onward)
    }
}
