import GRDB

/// What the transaction of a deposit found.
enum DepositCommit: Sendable {
    case new
    /// The identifier was used before; nothing was written.
    case known(DepositRows.Known)
    case streamConflict
    case uploadGone

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
        for lane in deposit.lanes {
            let isFree = try DeliveryRows.insertStream(
                database, mailbox: lane.mailbox, device: lane.device,
                number: lane.number)
            guard isFree else { return .undo(.streamConflict) }
            try DeliveryRows.insert(database, mailbox: lane.mailbox, deposit: id)
        }
        if let claim = deposit.payload.claim {
            guard try UploadRows.remove(database, claim.upload) else { return .undo(.uploadGone) }
        }
        try PayloadRows.insert(database, deposit: id, deposit.payload.place)
        return .keep(.new)
    }
}
