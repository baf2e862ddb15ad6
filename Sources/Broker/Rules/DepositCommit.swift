import BrokerAPI
import GRDB
import Primitives
import TransparencyLog

/// What the transaction of a deposit found.
enum DepositCommit: Sendable {
    /// Its three entries begin at this position of the log.
    case new(position: UInt64)
    /// The identifier was used before; nothing was written.
    case known(DepositRows.Known)
    case streamConflict
    case uploadGone
    case overQuota(QuotaExcess)
    case senderBlocked

    /// Writes the deposit, its lanes and its payload, or nothing.
    static func run(
        _ database: Database, _ deposit: CheckedDeposit
    ) throws -> GroupCommitter.Decision<DepositCommit> {
        guard let id = try DepositRows.insert(database, deposit) else {
            let known = try DepositRows.find(
                database, sender: deposit.sender, consignment: deposit.consignment)
            guard let known else {
                throw StoreError.database(code: ResultCode.SQLITE_CORRUPT.rawValue)
            }
            return .undo(.known(known))
        }
        var numbers: [DeliveryNumber] = []
        for lane in deposit.lanes {
            let isFree = try DeliveryRows.insertStream(
                database, mailbox: lane.mailbox, device: lane.device,
                number: lane.number)
            guard isFree else { return .undo(.streamConflict) }
            numbers.append(
                try DeliveryRows.insert(database, mailbox: lane.mailbox, deposit: id))
        }
        if let relay = deposit.relay {
            let isFree = try DeliveryRows.insertStream(
                database, mailbox: relay.lane.mailbox, device: relay.lane.device,
                number: relay.lane.number)
            guard isFree else { return .undo(.streamConflict) }
            try RelayRows.insert(
                database, deposit: id, mailbox: relay.lane.mailbox, peer: relay.peer,
                due: deposit.received)
        }
        if let claim = deposit.payload.claim {
            guard try UploadRows.remove(database, claim.upload) else { return .undo(.uploadGone) }
        }
        for lane in deposit.lanes {
            let isBlocked = try BlockRows.contains(
                database, mailbox: lane.mailbox, sender: deposit.senderFingerprint)
            if isBlocked { return .undo(.senderBlocked) }
        }
        let excess = try deposit.quota?.excess(
            ofDeposit: deposit.payload.sizeInBytes, in: deposit.lanes.map(\.mailbox), database)
        if let excess { return .undo(.overQuota(excess)) }
        try PayloadRows.insert(database, deposit: id, deposit.payload.place)
        let position = try LogRows.append(database, entries(of: deposit))
        try DepositRows.setPosition(database, deposit: id, position)
        // With the deposit or not at all: no number of a mailbox is without its statement.
        for (lane, number) in zip(deposit.lanes, numbers) {
            if let relay = deposit.broughtBy {
                _ = try EvidenceCommit.record(
                    database, relay, deposit: id, mailbox: lane.mailbox)
            }
            _ = try EvidenceCommit.record(
                database, try deposit.consign(lane, number), deposit: id, mailbox: lane.mailbox)
        }
        return .keep(.new(position: position))
    }

    /// The outer statement's, the sealed one's inside, the acceptance's.
    private static func entries(of deposit: CheckedDeposit) -> [AuditLogEntry] {
        [
            .commitment(.of(deposit.files.entry)), .commitment(deposit.sealedCommitment),
            .commitment(.of(deposit.acceptance.entry)),
        ]
    }
}
