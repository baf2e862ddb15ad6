package import BrokerAPI
import Custody
import Primitives
import Synchronization

extension BrokerService {
    /// Judges what a caller adds; nil where the operator bounds nobody.
    func quotaCheck(_ caller: Caller) -> QuotaCheck? {
        configuration.quotas.map { QuotaCheck(quotas: $0, sender: caller.row) }
    }

    func exceeded(_ excess: QuotaExcess) -> BrokerError {
        refusals.add(excess)
        return .quota(excess)
    }

    /// What the caller's organisation has here and may have, and its share of each mailbox that it asks about.
    ///
    /// A mailbox that is not here answers as one in which the caller has nothing: it says which mailboxes there
    /// are as little as possible.
    package func allowance(
        _ query: AllowanceQuery, for caller: Caller
    ) async throws(BrokerError) -> Allowance {
        let rows = query.mailboxes.map { organisations.row(of: $0) }
        let room = try await room()
        let quotas = configuration.quotas
        return try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                let held = try HeldRows.amount(database, sender: caller.row)
                let announced = try UploadRows.announced(database, organisation: caller.row)
                let shares = try zip(query.mailboxes, rows).map { mailbox, row in
                    let own = try row.map {
                        try HeldRows.amount(database, mailbox: $0, sender: caller.row)
                    }
                    let isBlocked = try row.map {
                        try BlockRows.contains(
                            database, mailbox: $0, sender: caller.organisation.fingerprint)
                    }
                    return Self.share(
                        of: mailbox, own ?? .nothing, quotas?.mailbox, isBlocked ?? false)
                }
                return Self.allowance(held, announced, quotas?.organisation, room, shares)
            }
        }
    }

    /// What one deposit may have at most for want of room on the disk: never more than the published limit, so that
    /// it says little of how full the disk is before it must.
    private func room() async throws(BrokerError) -> Int64 {
        let store = store
        let room = try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in try store.room() }
        }
        // What is small goes into the database, which may lie on another volume.
        let small = min(room.inDatabase, Int64(BrokerStore.inlinePayloadBytes))
        return min(max(room.inFile, small), configuration.limits.payloadBytes)
    }

    private static func share(
        of mailbox: MailboxAddress, _ own: HeldRows.Amount, _ limits: Quotas.Mailbox?,
        _ isBlocked: Bool
    ) -> Allowance.Share {
        Allowance.Share(
            mailbox: mailbox, bytes: .init(used: own.bytes, limit: limits?.bytesPerSender),
            objects: .init(used: own.objects, limit: limits?.objectsPerSender),
            isBlocked: isBlocked)
    }

    private static func allowance(
        _ held: HeldRows.Amount, _ announced: HeldRows.Amount, _ limits: Quotas.Organisation?,
        _ room: Int64, _ shares: [Allowance.Share]
    ) -> Allowance {
        Allowance(
            bytes: .init(used: held.bytes + announced.bytes, limit: limits?.bytes),
            objects: .init(used: held.objects + announced.objects, limit: limits?.objects),
            uploads: .init(used: announced.objects, limit: limits?.uploads),
            requestsPerMinute: limits?.requestsPerMinute, roomInBytes: room, shares: shares)
    }
}

/// What was refused since the start for a quota, in numbers that name nobody.
final class RefusalCounts: Sendable {
    private let counts = Mutex<[QuotaExcess: UInt64]>([:])

    func add(_ excess: QuotaExcess) {
        counts.withLock { $0[excess, default: 0] &+= 1 }
    }

    var all: [QuotaExcess: UInt64] { counts.withLock { $0 } }
}
