import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
import Primitives
import Verification

/// What was sent from here.
extension BrokerWatch {
    /// A broker lets a lane expire five minutes after its deadline, and looks every minute.
    private static let graceInSeconds: Int64 = 900
    private static let lockAttempts = 30
    /// How long after its deadline a case that has ended is looked at.
    private static let endedInSeconds: Int64 = 30 * 86_400

    mutating func lookAtCases() async throws {
        let entries = try Outbox(office.home).all().filter(isLookedAt)
        for (place, entry) in entries.enumerated() {
            guard interruption == nil else {
                casesLeft += entries.count - place
                return
            }
            // One case at a time: whoever sends meanwhile waits for an answer, not for all of them.
            guard let lock = try await brieflyLocked() else {
                casesLeft += entries.count - place
                return
            }
            defer { lock.release() }
            guard try isLookedAt(entry) else { continue }
            try await session.sharing(among: entries.count - place) {
                try await attempt(about: entry.consignment) { watch in
                    do {
                        _ = try await watch.office.evidence(of: entry, by: watch.session)
                    } catch BrokerClientError.outOfTime {
                        watch.casesLeft += 1
                        return
                    }
                    try watch.lookAtLanes(of: entry)
                }
            }
            if interruption != nil { casesLeft += 1 }
        }
    }

    /// Waits some seconds for another command; nil while that goes on, and then the mailboxes are looked at.
    private func brieflyLocked() async throws -> HomeLock? {
        for _ in 0..<Self.lockAttempts {
            do {
                return try office.home.lock(.outbox)
            } catch HomeError.busy {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        return nil
    }

    /// What has ended is looked at for a while: the broker may show another end.
    private func isLookedAt(_ entry: OutboxEntry) throws -> Bool {
        let outbox = Outbox(office.home)
        guard try outbox.receipt(entry) != nil else { return false }
        let isEnded = try entry.mailboxes.allSatisfy { try outbox.end(entry, of: $0) != nil }
        return !isEnded
            || now.secondsSinceEpoch <= entry.deadline.secondsSinceEpoch + Self.endedInSeconds
    }

    private mutating func lookAtLanes(of entry: OutboxEntry) throws {
        let outbox = Outbox(office.home)
        let over = entry.deadline.secondsSinceEpoch + Self.graceInSeconds
        for mailbox in entry.mailboxes {
            let kept = outbox.evidence(entry, of: mailbox)
            // What is on its way to another broker is in no mailbox yet.
            if try kept.load(.contentConsignment) == nil,
                try !office.hasOtherHome(mailbox) || kept.load(.relayAcceptance) != nil
            {
                report.raise(.notConsigned(entry.consignment, mailbox))
            }
            if now.secondsSinceEpoch > over, try outbox.end(entry, of: mailbox) == nil,
                try kept.load(.relayFailure) == nil
            {
                report.raise(.noEnd(entry.consignment, mailbox, entry.deadline))
            }
        }
    }
}

/// What came here.
extension BrokerWatch {
    /// What was found stays found when the broker falls silent in the middle.
    mutating func lookAtMailboxes() async throws {
        let session = session
        // Half for the lists, half for the signatures.
        let listing = try await session.sharing(among: 2) { try await office.listing(session) }
        tell(listing)
        let unwatched = try office.watch(listing.deliveries)
        if unwatched > 0 { report.note(unknown: .streamsUnwatched(unwatched)) }
        for item in try office.items(of: listing.deliveries) where item.state == .reused {
            report.raise(Alarm(InboxError.identifierReused(item.consignment), in: item))
        }
        var isSkippedKnown = false
        if interruption == nil {
            try await session.sharing(among: 4) {
                try await attempt {
                    try await $0.office.watchSkipped(by: $0.session)
                    isSkippedKnown = true
                }
            }
        }
        try await lookAtNumbers(listing)
        try lookAtGaps(isSkippedKnown: isSkippedKnown)
    }

    private mutating func tell(_ listing: MailboxListing) {
        for (mailbox, number, failure) in listing.refused {
            report.raise(.deliveryInvalid(mailbox, number.value, failure))
        }
        for mailbox in listing.mailboxes.sorted(by: { $0.text < $1.text }) {
            if listing.disordered.contains(mailbox) { report.raise(.listDisordered(mailbox)) }
            if listing.whole.contains(mailbox) { continue }
            let failure = listing.failures.first { $0.mailbox == mailbox }?.failure
            report.note(unknown: .listUnfinished(mailbox, failure))
            // What it shows, and no broker may show.
            if let failure, !(failure is BrokerClientError) {
                report.raise(Alarm(failure, about: nil))
            }
        }
        interruption = listing.failures.lazy.compactMap { $0.failure as? BrokerClientError }
            .first(where: \.isOffline)
    }

    private mutating func lookAtNumbers(_ listing: MailboxListing) async throws {
        var numbers = try NumberWatch(office, session)
        var failure: (any Error)?
        do {
            try await numbers.look(at: listing, isAway: interruption != nil)
        } catch let error {
            failure = error
        }
        report.raise(contentsOf: numbers.alarms)
        report.unchecked += numbers.unchecked
        for finding in numbers.unknown { report.note(unknown: finding) }
        guard let failure else { return }
        try await attempt { _ in throw failure }
    }

    /// Whether the numbers were given up is not known where the broker did not say so: then a gap is no
    /// alarm yet, and no secret.
    private mutating func lookAtGaps(isSkippedKnown: Bool) throws {
        for gap in try office.gaps(from: nil) {
            for alarm in Alarm.of(gap) {
                if isSkippedKnown || alarm.code != "watch.stream-gap" {
                    report.raise(alarm)
                } else {
                    report.note(unknown: Finding(alarm.code, alarm.message, hint: alarm.hint))
                }
            }
        }
    }
}
