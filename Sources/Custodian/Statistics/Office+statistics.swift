import Custody
import KeyDirectory
import Primitives
import PrivateFiles
package import Report
import SystemPackage
import Verification

/// What somebody wants figures of.
package struct StatisticsOrder: Sendable {
    let period: StatisticsPeriod
    let partner: String?

    /// - Parameter partner: the name of one partner; nil for all.
    package init(_ period: StatisticsPeriod, partner: String?) {
        (self.period, self.partner) = (period, partner)
    }
}

extension Office {
    /// The figures of what was sent from here and received here, from what is kept: nobody is asked, no key is
    /// needed, and nothing is changed.
    ///
    /// - Throws: `PartnerError.unknown`, `FileError`, ``HomeError``.
    package func statistics(_ order: StatisticsOrder) throws -> StatisticsFindings {
        let directory = try Directory(home, at: clock.now)
        let partner = try order.partner.map { name in
            guard let name = OrganisationName(name) else {
                throw StatisticsError.noName(name)
            }
            return try directory.organisation(named: name).name
        }
        var findings = StatisticsFindings(
            mode: directory.own.organisation.mode, organisation: directory.own.organisation.name,
            partner: partner, period: order.period)
        let builder = StatusBuilder(
            directory: directory, trust: try BrokerTrust.loadIfThere(home),
            expiry: try .pinned(home, now: clock.now))
        for entry in try Outbox(home).all() { try count(entry, builder, &findings) }
        for entry in try Inbox(home).all() { try count(entry, builder, &findings) }
        return findings
    }

    private func count(
        _ entry: OutboxEntry, _ builder: StatusBuilder, _ findings: inout StatisticsFindings
    ) throws {
        let outbox = Outbox(home)
        let mailboxes = entry.mailboxes.filter { mailbox in
            findings.partner.map { $0 == mailbox.organisation } ?? true
        }
        let number = UInt64(mailboxes.count)
        if outbox.disposal(entry).isSigned {
            return findings.leaveOut(.destroyed, .sent, number)
        }
        guard try outbox.receipt(entry) != nil else {
            // What was only sealed, or was refused, is nobody's delivery.
            if entry.carriedTime != nil { findings.leaveOut(.byHand, .sent, number) }
            return
        }
        do {
            let links = try builder.verify(knownStatements(entry)).links
            let consent = try consent(of: entry)
            for mailbox in mailboxes {
                let lane = LaneCount(
                    mailbox: mailbox, links: links, figures: try outbox.figures(entry),
                    consent: consent)
                findings.add(lane.delivery(.sent, by: builder, deadline: entry.deadline))
            }
        } catch let failure as any PlainFailure {
            tellUnchecked(entry.consignment, failure)
            findings.leaveOut(.unchecked, .sent, number)
        }
    }

    private func count(
        _ entry: InboxEntry, _ builder: StatusBuilder, _ findings: inout StatisticsFindings
    ) throws {
        guard findings.partner.map({ $0 == entry.sender.name }) ?? true else { return }
        let inbox = Inbox(home)
        if inbox.disposal(entry).isSigned { return findings.leaveOut(.destroyed, .received, 1) }
        if entry.number == nil { return findings.leaveOut(.byHand, .received, 1) }
        do {
            let work = try LaneWork(entry, office: self, trust: builder.trust)
            let lane = LaneCount(
                mailbox: entry.mailbox, links: try links(of: entry, work, builder),
                figures: try inbox.figures(entry),
                consent: try consent(ConsentBook(home).received(entry.lane), entry.lane))
            findings.add(
                lane.delivery(.received, by: builder, deadline: work.deposit.deadline))
        } catch let failure as any PlainFailure {
            tellUnchecked(entry.consignment, failure)
            findings.leaveOut(.unchecked, .received, 1)
        }
    }

    /// What a broker has recorded of a delivery, by whomever, each verified.
    private func links(
        of entry: InboxEntry, _ work: LaneWork, _ builder: StatusBuilder
    ) throws -> [CustodyLink] {
        let inbox = Inbox(home)
        let isLate = try entry.isTooLate || inbox.end(entry) != nil
        let own = try entry.signed.prefix(entry.recorded).filter { !isLate || !$0.isTerminal }
            .compactMap { try inbox.evidence(entry).load($0) }
        let statements = [work.statement] + [work.receipt?.signed].compactMap { $0 } + own
        let others = try inbox.recorded(entry).all().map(\.statement)
            .filter { !statements.contains($0) }
        return try builder.verify(statements).links
            + others.flatMap { try builder.links(of: $0) }
    }

    private func tellUnchecked(_ consignment: ConsignmentID, _ failure: any PlainFailure) {
        notices.warn("\(consignment.text) is not counted: \(failure.message)")
    }
}

extension StatisticsFindings {
    fileprivate mutating func add(_ delivery: CountedDelivery?) {
        guard let delivery, period.contains(delivery.month) else { return }
        deliveries.append(delivery)
    }

    fileprivate mutating func leaveOut(
        _ why: LeftOut, _ direction: CountedDelivery.Direction, _ number: UInt64
    ) {
        guard number > 0 else { return }
        leftOut[direction, default: [:]][why, default: 0] += number
    }
}
