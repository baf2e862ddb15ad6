import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import SystemPackage
import TransparencyLog
import Verification

extension Office {
    /// How a consignment stands, sent or received.
    package func status(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?
    ) async throws -> ConsignmentStatus {
        let sent = try Outbox(home).all().filter { prefix.matches($0.consignment) }
        guard sent.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        if let entry = sent.first { return try await status(of: entry) }
        guard let entry = try localEntry(prefix, mailbox: mailbox) else {
            throw InboxError.unknown(prefix.text)
        }
        return try status(of: entry)
    }

    /// Fetches what the broker knows about a sent case, verifies it, keeps it, and tells.
    func status(of entry: OutboxEntry) async throws -> ConsignmentStatus {
        if let disposed = try disposed(entry) { return disposed }
        let outbox = Outbox(home)
        guard try outbox.receipt(entry) != nil else {
            return try status(entry, statements: knownStatements(entry), isFresh: true)
        }
        do {
            let fetched = try await withBroker { try await newEvidence(of: entry, by: $0) }
            return try status(entry, statements: fetched, isFresh: true)
        } catch let failure as any PlainFailure
            where failure is RecordedLaneError || failure is CustodyError
            || failure is RefusedListError
        {
            // What was verified before stays how it stands.
            var known = try status(entry, statements: knownStatements(entry), isFresh: false)
            known.contradiction = failure
            return known
        } catch let error as BrokerClientError where error.isOffline {
            notices.warn("the broker cannot be reached; this is what was known before")
            return try status(entry, statements: knownStatements(entry), isFresh: false)
        }
    }

    /// The same; where a signer is unknown, the recipients' newest records are asked for first: they may
    /// have other keys since the last contact.
    func newEvidence(
        of entry: OutboxEntry, by session: BrokerSession
    ) async throws -> [SignedStatement] {
        do {
            return try await evidence(of: entry, by: session)
        } catch let failure as any PlainFailure where failure.isOfUnknownSigner {
            var hasLearnt = false
            for partner in try PartnerBook(home).all(at: clock.now)
            where entry.mailboxes.contains(where: { $0.organisation == partner.summary.name }) {
                hasLearnt = try await learn(partner, by: session) || hasLearnt
            }
            guard hasLearnt else { throw failure }
            return try await evidence(of: entry, by: session)
        }
    }

    /// The verified statements of a sent case, with what the broker has that is new.
    func evidence(
        of entry: OutboxEntry, by session: BrokerSession
    ) async throws -> [SignedStatement] {
        let outbox = Outbox(home)
        let lanes = try entry.mailboxes.map { try outbox.lane(entry, of: $0) }
        let list = try await session.connection.evidence(of: entry.consignment)
        let builder = StatusBuilder(
            directory: try Directory(home, at: clock.now), trust: session.trust,
            expiry: try .pinned(home, now: clock.now))
        let memory = session.trust.logKey.map { LogMemory(home, $0) }
        let items = list.statements.filter { item in
            Event(rawValue: item.name) != nil && lanes.contains { $0.mailbox == item.mailbox }
        }
        let first = try firstStatements(entry)
        let judged = Result {
            try lanes.judge(list.statements, items, after: first, by: builder) { links in
                for lane in lanes {
                    try lane.requireTime(of: links, at: clock.now)
                    if try !hasHadOtherHome(lane.mailbox) { try lane.requireNoHop(in: links) }
                }
            }
        }
        // Another history is told first; what else contradicts is kept by now.
        let listed = list.statements.compactMap { try? SignedStatement($0.files) }
        try await memory?.see(expiriesIn: listed, mode: builder.mode, by: session)
        let links = try judged.get()
        var found: [FoundEvidence] = []
        for (item, link) in zip(items, links) {
            guard let mailbox = item.mailbox, let event = Event(rawValue: item.name) else {
                continue
            }
            let proof = try await memory?.verify(item.proof, of: item.files, by: session)
            found.append(
                FoundEvidence(
                    event: event, mailbox: mailbox, statement: link.signed, proof: proof))
        }
        for item in found {
            try outbox.evidence(entry, of: item.mailbox)
                .add(item.statement, as: item.event, item.proof)
        }
        return first + links.map(\.signed)
    }

    /// A recipient's statement as the broker lists it, with the verified proof of its log entry.
    private struct FoundEvidence {
        let event: Event
        let mailbox: MailboxAddress
        let statement: SignedStatement
        let proof: UnverifiedLogProof?
    }

    /// The outer statement as sent, and the broker's answer to it.
    private func firstStatements(_ entry: OutboxEntry) throws -> [SignedStatement] {
        let outbox = Outbox(home)
        return try [
            outbox.deposit(entry).load(.deposit), outbox.receipt(entry), outbox.refusal(entry),
        ].compactMap { $0 }
    }

    func knownStatements(_ entry: OutboxEntry) throws -> [SignedStatement] {
        let lanes = try entry.mailboxes.map { try knownStatements(of: entry, in: $0) }
        return try firstStatements(entry) + lanes.joined()
    }

    /// What the broker recorded about one lane, in an order that makes a chain.
    func knownStatements(
        of entry: OutboxEntry, in mailbox: MailboxAddress
    ) throws -> [SignedStatement] {
        UnverifiedCustodyChain.ordered(
            try Outbox(home).evidence(entry, of: mailbox).all().map(\.statement))
    }

    private func status(
        _ entry: OutboxEntry, statements: [SignedStatement], isFresh: Bool
    ) throws -> ConsignmentStatus {
        let directory = try Directory(home, at: clock.now)
        let builder = StatusBuilder(
            directory: directory, trust: try BrokerTrust.loadIfThere(home),
            expiry: try .pinned(home, now: clock.now))
        let links = try builder.verify(statements).links
        let own = directory.own.organisation
        let sealed = LaneStatus.Tick(
            step: .sealed, time: entry.sealedTime, who: own.name.text)
        var status = ConsignmentStatus(
            consignment: entry.consignment, isOurs: true, sender: own.name,
            lanes: try entry.mailboxes.map { mailbox in
                let signed = try Outbox(home).signed(entry, of: mailbox).load(.withdrawal)
                let lane = builder.lane(
                    mailbox, links,
                    unrecorded: builder.unrecorded(
                        signed.map { [$0] } ?? [], after: statements),
                    sealed: sealed, deadline: entry.deadline)
                return builder.with(
                    withConsent(lane, try consent(of: entry)),
                    try byHand(entry, in: mailbox, besides: statements))
            },
            isFresh: isFresh, isWanted: entry.isWanted)
        if let time = entry.carriedTime, try Outbox(home).receipt(entry) == nil {
            status.carriage = .exported(time)
        }
        status.unreadable = try unreadable(entry)
        return status
    }

    /// A lane that was accepted and for which all consent was withdrawn since has a name of its own.
    private func withConsent(_ lane: LaneStatus, _ standings: [ConsentStanding]) -> LaneStatus {
        let accepted = ReferralState.accepted.rawValue
        guard lane.referral.utf8.elementsEqual(accepted.utf8),
            standings.contains(where: {
                $0.mailbox == lane.mailbox && $0.part.isEmpty && $0.state != .unrecorded
                    && $0.state != .refused
            })
        else { return lane }
        var lane = lane
        lane.referral = ReferralState.consentWithdrawn.rawValue
        return lane
    }

    /// What recipients sent by hand and the broker has not shown.
    private func byHand(
        _ entry: OutboxEntry, in mailbox: MailboxAddress, besides statements: [SignedStatement]
    ) throws -> [SignedStatement] {
        let known = Set(statements)
        return UnverifiedCustodyChain.ordered(
            try Outbox(home).byHand(entry, of: mailbox).all().map(\.statement)
                .filter { !known.contains($0) })
    }

    /// How a received case stands, from what was signed here and how it ended.
    private func status(of entry: InboxEntry) throws -> ConsignmentStatus {
        if let disposed = try disposed(entry) { return disposed }
        let trust = try BrokerTrust.loadIfThere(home)
        let work = try LaneWork(entry, office: self, trust: trust)
        let evidence = work.inbox.evidence(entry)
        let builder = StatusBuilder(
            directory: work.directory, trust: trust, expiry: try .pinned(home, now: clock.now))
        let end = try work.inbox.end(entry)
        // What came too late, or is not recorded, is no part of the chain.
        let recorded = entry.signed.prefix(entry.recorded).filter { end == nil || !$0.isTerminal }
        let statements =
            try [work.statement] + [work.receipt?.signed].compactMap { $0 }
            + recorded.compactMap { try evidence.load($0) }
        let links = try builder.verify(statements).links + builder.links(of: end)
        let waiting = try entry.signed.dropFirst(entry.recorded).compactMap {
            try evidence.load($0)
        }
        let lane = builder.lane(
            entry.mailbox, links, unrecorded: builder.unrecorded(waiting, after: statements),
            sealed: nil, deadline: work.deposit.deadline)
        let recordedEnd = try work.inbox.recorded(entry).all().map(\.statement)
        let byHand = try work.inbox.byHand(entry).all().map(\.statement)
            .filter { !recordedEnd.contains($0) }
        let place = Lane(
            sender: entry.sender.fingerprint, consignment: entry.consignment,
            mailbox: entry.mailbox)
        let received = try consent(ConsentBook(home).received(place), place)
        var status = ConsignmentStatus(
            consignment: entry.consignment, isOurs: false, sender: entry.sender.name,
            lanes: [builder.with(withConsent(lane, received), byHand)],
            isFresh: entry.recorded == entry.signed.count, isWanted: true)
        if entry.number == nil { status.carriage = .imported }
        return status
    }
}
