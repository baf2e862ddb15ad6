import BrokerAPI
import BrokerClient
import Custody
package import Primitives
import Verification

/// What `sync` did.
package struct SyncReport: Sendable {
    /// Cases that the broker now has.
    package internal(set) var sent: [ConsignmentID] = []
    /// Cases of ours about which something new is known.
    package internal(set) var news: [ConsignmentID] = []
    /// Cases about which the broker now knows what was signed here.
    package internal(set) var told: [ConsignmentID] = []
    /// Received cases that were withdrawn, or expired, before anybody here decided.
    package internal(set) var ended: [ConsignmentID] = []
    /// Deliveries that nobody here has looked at.
    package internal(set) var waiting = 0
    /// Partners whose newer records were learnt.
    package internal(set) var records: [RecordNews] = []
    /// Partners of whom the broker shows records that do not hold.
    package internal(set) var recordProblems: [(OrganisationName, any PlainFailure)] = []
    /// A newer version of the network's charter that was taken over.
    package internal(set) var charter: CharterNews?
    /// What speaks against the charter that the broker hands out.
    package internal(set) var charterProblem: (any PlainFailure)?
    /// What the broker and the witnesses show of the log; nil where none were chosen.
    package internal(set) var watch: LogWatch?
    /// Sent cases that wait where nobody can open them any more, with those mailboxes.
    package internal(set) var unreadable: [(ConsignmentID, [MailboxAddress])] = []
    /// Received cases that a key sent which was in the wrong hands by then.
    package internal(set) var stolen: [ConsignmentID] = []
    /// Cases that had come by hand, and now lie in the mailboxes too.
    package internal(set) var joined: [ConsignmentID] = []
    /// Withdrawals of consent, sent and received.
    package internal(set) var consent: [ConsentStanding] = []
    /// What could not be done, by case.
    package internal(set) var problems: [(ConsignmentID, any PlainFailure)] = []
    /// What ended it early, where problems had been found by then.
    package internal(set) var interruption: (any PlainFailure)?

    /// All that was not done, or does not hold.
    package var failures: [any PlainFailure] {
        problems.map(\.1) + recordProblems.map(\.1) + (watch?.problems ?? [])
            + [charterProblem, interruption].compactMap { $0 }
    }
}

extension Office {
    /// Does everything that is outstanding and needs no passphrase.
    ///
    /// One case that cannot go on does not hold up the others; a broker that is away ends it all, and
    /// takes nothing back of what it has shown before.
    package func sync() async throws -> SyncReport {
        var report = SyncReport()
        do {
            try await sync(&report)
        } catch let failure as any PlainFailure
            where !report.problems.isEmpty || !report.recordProblems.isEmpty
            || report.watch?.problems.isEmpty == false || report.charterProblem != nil
            || report.charter != nil
        {
            report.interruption = failure
        }
        return report
    }

    private func sync(_ report: inout SyncReport) async throws {
        if try BrokerTrust.loadIfThere(home) != nil {
            try await syncDirectory(&report)
        }
        try await syncWithdrawals()
        try await syncOutbox(&report)
        try await syncInbox(&report)
        try await syncConsent(&report)
        if try PinnedPolicy.loadIfThere(home) != nil
            || !PinnedAuthorities.load(home).entries.isEmpty
        {
            report.watch = try await withBroker { try await watchLog($0) }
        }
        report.waiting = try await inbox().filter { $0.state == .waiting }.count
    }

    /// The charter first: by it, this may be the broker no more.
    private func syncDirectory(_ report: inout SyncReport) async throws {
        let (charter, problem, exchanged) = try await withBroker { session in
            let (news, problem) = try await lookForCharter(by: session)
            let exchanged = news == nil ? try await exchangeRecords(by: session) : nil
            return (news, problem, exchanged)
        }
        (report.charter, report.charterProblem) = (charter, problem)
        if let exchanged {
            (report.records, report.recordProblems) = exchanged
        } else {
            (report.records, report.recordProblems) = try await withBroker {
                try await exchangeRecords(by: $0)
            }
        }
    }

    /// A charter that does not hold keeps nothing else from being done.
    private func lookForCharter(
        by session: BrokerSession
    ) async throws -> (CharterNews?, (any PlainFailure)?) {
        do {
            return (try await followCharter(by: session), nil)
        } catch let failure as BrokerClientError where failure.isOffline {
            throw failure
        } catch let failure as any PlainFailure {
            return (nil, failure)
        }
    }

    /// What was withdrawn is known before anything goes out.
    private func syncWithdrawals() async throws {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        try await lookForConsent()
    }

    /// What is said about consent: sent, fetched, and told here.
    private func syncConsent(_ report: inout SyncReport) async throws {
        guard try BrokerTrust.loadIfThere(home) != nil else { return }
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        try await withBroker { try await syncConsent(by: $0) }
        report.consent = try consent(nil)
    }

    private func syncOutbox(_ report: inout SyncReport) async throws {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let outbox = Outbox(home)
        for entry in try outbox.all() where entry.isWanted {
            do {
                if outbox.disposal(entry).isSigned {
                    try await syncDisposal(entry.consignment, outbox.disposal(entry), &report) {
                        try await tellDisposal(of: entry, by: $0)
                    }
                } else if try outbox.isOpen(entry) {
                    _ = try await deliver(entry, sealed: nil)
                    report.sent.append(entry.consignment)
                } else if try outbox.skipped(entry).contains(where: { !$0.isRecorded }) {
                    try await withBroker { try await submitSkipped(of: entry, by: $0) }
                } else if try outbox.receipt(entry) != nil, try !isEnded(entry) {
                    let before = try knownCount(entry)
                    let statements = try await withBroker { session in
                        try await submitWithdrawals(of: entry, by: session)
                        return try await evidence(of: entry, by: session)
                    }
                    if statements.count > before { report.news.append(entry.consignment) }
                }
                let unreadable = try unreadable(entry)
                if !unreadable.isEmpty {
                    report.unreadable.append((entry.consignment, unreadable))
                }
            } catch let failure as any PlainFailure {
                try Self.note(failure, entry.consignment, &report)
            }
        }
    }

    private func syncInbox(_ report: inout SyncReport) async throws {
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        let trust = try BrokerTrust.load(home)
        let inbox = Inbox(home)
        let carried = try inbox.all().filter { $0.number == nil && !inbox.disposal($0).isSigned }
        if !carried.isEmpty {
            report.joined = try await withBroker { try await join(carried, by: $0) }
                .map(\.consignment)
        }
        // What the broker does not have yet waits for it.
        for entry in try inbox.all() where entry.number != nil {
            if inbox.disposal(entry).isSigned {
                try await syncDisposal(entry, &report)
                continue
            }
            let isOpen = entry.recorded < entry.signed.count
            guard try isOpen || (entry.decision == nil && inbox.end(entry) == nil) else { continue }
            do {
                let work = try LaneWork(entry, office: self, trust: trust)
                if work.isByStolenKey {
                    // Nothing that the thief sent goes on, whatever the broker records about it.
                    report.stolen.append(entry.consignment)
                    continue
                }
                guard isOpen else {
                    if try await hasEnded(entry, work) { report.ended.append(entry.consignment) }
                    continue
                }
                try await withBroker { session in
                    var entry = entry
                    try await work.submit(&entry, by: session)
                }
                report.told.append(entry.consignment)
            } catch let failure as any PlainFailure {
                try Self.note(failure, entry.consignment, &report)
            }
        }
    }

    private func syncDisposal(_ entry: InboxEntry, _ report: inout SyncReport) async throws {
        do {
            try await syncDisposal(entry.consignment, Inbox(home).disposal(entry), &report) {
                try await tellDisposal(of: entry, by: $0)
            }
        } catch let failure as any PlainFailure {
            try Self.note(failure, entry.consignment, &report)
        }
    }

    /// Tells the broker that a copy was destroyed, unless it knows.
    private func syncDisposal(
        _ consignment: ConsignmentID, _ record: DisposalRecord, _ report: inout SyncReport,
        tell: @Sendable (BrokerSession) async throws -> Void
    ) async throws {
        guard try record.work() != nil else { return }
        try await withBroker(tell)
        report.told.append(consignment)
    }

    /// Whether a delivery that nobody here has decided was ended by others, which is kept then.
    private func hasEnded(_ entry: InboxEntry, _ work: LaneWork) async throws -> Bool {
        do {
            return try await withBroker { try await work.keepRecorded(of: entry, by: $0) }
        } catch let error as BrokerClientError where error.isNotOffered {
            // A broker of a version that does not tell; one that has told before switches nothing off.
            try requireNeverShown(entry.mailbox)
            guard error.problem == .methodNotAllowed else { throw error }
            return false
        }
    }

    private static func note(
        _ failure: any PlainFailure, _ consignment: ConsignmentID, _ report: inout SyncReport
    ) throws {
        if let failure = failure as? BrokerClientError, failure.isOffline { throw failure }
        report.problems.append((consignment, failure))
    }

    /// Whether every lane has ended.
    func isEnded(_ entry: OutboxEntry) throws -> Bool {
        let outbox = Outbox(home)
        return try entry.mailboxes.allSatisfy { try outbox.end(entry, of: $0) != nil }
    }

    private func knownCount(_ entry: OutboxEntry) throws -> Int {
        try knownStatements(entry).count
    }
}
