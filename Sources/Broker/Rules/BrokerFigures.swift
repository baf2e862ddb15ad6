import GRDB
import Primitives

/// How much a broker holds, in numbers that name nobody.
package struct BrokerFigures: Sendable, Equatable {
    /// Accepted since the beginning.
    package let deposits: UInt64
    /// On their way to a mailbox, without an answer yet.
    package let openDeliveries: UInt64
    /// Begun, and not part of a deposit yet.
    package let uploads: UInt64
    /// What is for other brokers, and has not ended.
    package let relays: [RelayStanding]
    package let organisations: UInt64
    /// Payloads that lie here, and their bytes.
    package let heldObjects: UInt64
    package let heldBytes: UInt64
    /// What is near its quota; both 0 where there is none.
    package let sendersNearQuota: UInt64
    package let mailboxesNearQuota: UInt64
    /// Refused for a quota since the start.
    package let quotaRefusals: [QuotaExcess: UInt64]
    /// Entries of the log that are under a signed checkpoint.
    package let signedEntries: UInt64
    /// Why nothing new is taken; nil while all is well.
    package let fault: StoreError?
    /// What is taken is stored, and not signed yet: too few witnesses have told what they have seen.
    package let isAwaitingWitnesses: Bool

    /// Whether a case gets a receipt now.
    package var takesCases: Bool { fault == nil && !isAwaitingWitnesses }
}

extension BrokerService {
    /// - Throws: `StoreError` when the database cannot be read.
    package func figures() async throws(StoreError) -> BrokerFigures {
        let (signed, fault, isAwaiting) = (log.size, store.fault, log.isAwaitingWitnesses)
        let (refused, quotas) = (refusals.all, configuration.quotas)
        do {
            return try await store.pool.read { database in
                let held = try HeldRows.amount(database)
                let near = try Self.nearQuota(database, quotas)
                return BrokerFigures(
                    deposits: try Self.number(database, "SELECT max(id) FROM deposit"),
                    openDeliveries: try Self.number(
                        database,
                        """
                        SELECT count(*) FROM delivery
                        WHERE state IN ('available', 'acknowledged', 'handed-over')
                        """),
                    uploads: try Self.number(database, "SELECT count(*) FROM upload"),
                    relays: try RelayRows.standings(database),
                    organisations: try Self.number(database, "SELECT count(*) FROM organisation"),
                    heldObjects: UInt64(clamping: held.objects),
                    heldBytes: UInt64(clamping: held.bytes),
                    sendersNearQuota: near.senders, mailboxesNearQuota: near.mailboxes,
                    quotaRefusals: refused,
                    signedEntries: signed, fault: fault,
                    isAwaitingWitnesses: isAwaiting)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// From nine tenths on.
    private static func nearQuota(
        _ database: Database, _ quotas: Quotas?
    ) throws -> (senders: UInt64, mailboxes: UInt64) {
        guard let (organisation, mailbox) = quotas.map({ ($0.organisation, $0.mailbox) }) else {
            return (0, 0)
        }
        let count = try HeldRows.count(
            database,
            sendersFrom: HeldRows.Amount(
                bytes: nearly(organisation.bytes), objects: nearly(organisation.objects)),
            mailboxesFrom: HeldRows.Amount(
                bytes: nearly(mailbox.bytes), objects: nearly(mailbox.objects)))
        return (UInt64(clamping: count.senders), UInt64(clamping: count.mailboxes))
    }

    private static func nearly(_ limit: Int64) -> Int64 { limit - limit / 10 }

    private static func number(_ database: Database, _ sql: String) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(database, sql: sql) ?? 0)
    }
}
