import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import Verification

/// What is looked at before a record is made: it cannot be taken back once others have it.
extension Office {
    /// How long the broker is waited for: a revocation is urgent without a connection too.
    private static let patience = Duration.seconds(20)

    /// Asks the broker whether another computer of ours has made a record that is not known here, and what
    /// time it is.
    ///
    /// A broker that cannot be asked, or that does not know this computer any more, holds up nothing.
    ///
    /// - Parameter today: the day that a calendar shows, where a person was asked.
    /// - Throws: ``OwnRecordError``, ``RecordClockError``.
    package func prepareRecord(today: Timestamp?) async throws {
        let own = try OwnOrganisation(home).organisation
        guard !RecordClock.isAhead(own.current.issuedTime, of: clock.now) else {
            throw OwnRecordError.notYetIssued
        }
        guard try BrokerTrust.loadIfThere(home) != nil else {
            return try requireLikelyTime(today: today)
        }
        do {
            try await withBrokerOfAnyRecord(telling: false, until: .now + Self.patience) {
                try RecordClock.require(secondsAhead: $0.secondsAhead)
                if let failure = try await requireNewest(own, by: $0) { throw failure }
            }
        } catch let failure as OwnRecordError {
            throw failure
        } catch let failure as RecordClockError {
            throw failure
        } catch let failure as any PlainFailure {
            notices.warn(
                "whether another computer of yours has changed the record was not asked: "
                    + failure.message)
            try requireLikelyTime(today: today)
        }
    }

    /// The broker has the record, so the keys that it replaced need not be kept.
    func noteTold(_ own: VerifiedOrganisation, _ trust: BrokerTrust) throws {
        try ToldRecord(own, trust).store(home)
        // Another command that is changing something here, or the next one, forgets them.
        guard let lock = try? home.lock(.settings) else { return }
        defer { lock.release() }
        _ = try settledOrganisation()
    }

    private func requireNewest(
        _ own: VerifiedOrganisation, by session: BrokerSession
    ) async throws -> OwnRecordError? {
        do {
            return try await compareOwn(own, with: session)
        } catch let failure as BrokerClientError where failure.problem == .unauthenticated {
            // Records may be brought by anybody, also by a computer that the newest one does not list.
            do {
                try await publish(own, by: session)
                return nil
            } catch let refusal as BrokerClientError where refusal.problem == .recordRefused {
                return .notListedAnyMore
            }
        }
    }

    /// Nobody said what time it is: what was seen until now says what it cannot be.
    private func requireLikelyTime(today: Timestamp?) throws {
        if let today { return try RecordClock.require(clock.now, isOn: today) }
        try RecordClock.require(clock.now, after: newestTimeSeen())
    }

    /// The newest time that was signed by somebody: own records, partners', the broker's receipts.
    private func newestTimeSeen() throws -> Timestamp {
        var times = [try OwnOrganisation(home).organisation.current.issuedTime]
        // What is damaged is told where it is used; the rest says enough of the time.
        let partners = (try? PartnerBook(home).all(at: clock.now)) ?? []
        times += partners.map(\.organisation.current.issuedTime)
        let (outbox, inbox) = (Outbox(home), Inbox(home))
        times += ((try? outbox.all()) ?? []).compactMap { entry in
            try? outbox.receipt(entry).flatMap(Self.receivedTime(of:))
        }
        times += ((try? inbox.all()) ?? []).compactMap { entry in
            try? inbox.delivery(entry).load(.submissionAcceptance).flatMap(Self.receivedTime(of:))
        }
        return times.max() ?? clock.now
    }

    private static func receivedTime(of receipt: SignedStatement) -> Timestamp? {
        let statement = try? Statement(parsing: receipt.json)
        return (try? statement?.content(as: SubmissionAcceptance.self))?.evidence.receivedTime
    }
}
