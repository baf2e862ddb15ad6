import BrokerAPI
import Custody
package import Primitives

/// A lane that is open past its deadline.
struct ExpiredLane: Sendable {
    let deposit: DepositRows.Terms
    let mailbox: Int64
    let address: MailboxAddress
    let number: DeliveryNumber
    /// The latest statement about it that is kept.
    let latest: SHA256Digest

    var place: DeliveryRows.Place { DeliveryRows.Place(deposit: deposit.id, mailbox: mailbox) }
}

extension BrokerService {
    /// A deadline is taken for passed this long after it: a clock may differ from the time by as
    /// much without anybody noticing (`ClockWatch`).
    package static let expiryGraceInSeconds: Int64 = 300
    private static let lanesPerRound = 64
    private static let wishInSeconds: Int64 = 7200

    /// Lets every open lane expire whose deadline has passed, each once.
    ///
    /// Where the log has witnesses, a quorum of them must have said so: what waits for that alone is
    /// wished for, and expires in a later round. A decision that is recorded meanwhile wins; the
    /// expiry is then thrown away, unsaid.
    ///
    /// - Parameter time: what the caller vouches for, and what the statements claim.
    /// - Returns: how many expired.
    /// - Throws: the first failure, after the other lanes have had their turn.
    @discardableResult
    package func expireLanes(at time: Timestamp) async throws(BrokerError) -> Int {
        guard let latest = time.adding(seconds: -Self.expiryGraceInSeconds) else { return 0 }
        guard log.witnesses != nil else {
            return try await expireLanes(deadlineBy: latest, at: time, under: nil)
        }
        guard let (checkpoint, witnessed) = try await witnessedMoment() else { return 0 }
        let expired = try await expireLanes(
            deadlineBy: min(latest, witnessed), at: time, under: checkpoint)
        // Witnesses are asked anew every hour in any case: who is further behind than that will not
        // say another time in a minute.
        let behind = latest.secondsSinceEpoch - witnessed.secondsSinceEpoch
        if (1...Self.wishInSeconds).contains(behind),
            try await !openLanes(deadlineBy: latest, after: nil).isEmpty
        {
            log.wishCosignatures(since: latest)
        }
        return expired
    }

    /// Whether a deadline is over beyond doubt: the grace has passed and, where the log has witnesses, a
    /// quorum of them has said so. What waits for them alone is wished for.
    ///
    /// - Parameter time: what the caller vouches for.
    func hasPassed(_ deadline: Timestamp, at time: Timestamp) async throws(BrokerError) -> Bool {
        guard let latest = time.adding(seconds: -Self.expiryGraceInSeconds), deadline <= latest
        else { return false }
        guard log.witnesses != nil else { return true }
        guard let (_, witnessed) = try await witnessedMoment() else { return false }
        if deadline <= witnessed { return true }
        let behind = latest.secondsSinceEpoch - witnessed.secondsSinceEpoch
        if (1...Self.wishInSeconds).contains(behind) { log.wishCosignatures(since: latest) }
        return false
    }

    private func witnessedMoment() async throws(BrokerError) -> (CheckpointText, Timestamp)? {
        let newest = try await mapped { () async throws(StoreError) in
            try await self.log.newestQuorum(now: self.now)
        }
        guard let newest, let text = String(validating: newest.note, as: UTF8.self),
            let checkpoint = CheckpointText(text)
        else { return nil }
        return (checkpoint, newest.time)
    }

    private func expireLanes(
        deadlineBy latest: Timestamp, at time: Timestamp, under checkpoint: CheckpointText?
    ) async throws(BrokerError) -> Int {
        var expired = 0
        var failure: BrokerError?
        var last: DeliveryRows.Place?
        while true {
            let lanes = try await openLanes(deadlineBy: latest, after: last)
            for lane in lanes {
                do throws(BrokerError) {
                    if try await expire(lane, at: time, checkpoint) { expired += 1 }
                } catch {
                    failure = failure ?? error
                }
            }
            guard let end = lanes.last, lanes.count == Self.lanesPerRound else { break }
            last = end.place
        }
        if let failure { throw failure }
        return expired
    }

    private func expire(
        _ lane: ExpiredLane, at time: Timestamp, _ checkpoint: CheckpointText?
    ) async throws(BrokerError) -> Bool {
        let evidence: CheckedEvidence = try expire(lane, at: time, under: checkpoint)
        let outcome = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                let decision = try EvidenceCommit.run(
                    database, evidence, deposit: lane.deposit, mailbox: lane.mailbox,
                    number: lane.number)
                guard case .keep(.new) = decision else { return .undo(false) }
                return .keep(true)
            }
        }
        if outcome { signals.signal(lane.mailbox) }
        return outcome
    }

    private func openLanes(
        deadlineBy time: Timestamp, after last: DeliveryRows.Place?
    ) async throws(BrokerError) -> [ExpiredLane] {
        try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.open(
                    database, deadlineBy: time, after: last, limit: Self.lanesPerRound)
            }
        }
    }
}
