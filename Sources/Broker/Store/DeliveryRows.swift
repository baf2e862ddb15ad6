import BrokerAPI
import Custody
import GRDB
import Primitives

/// The deliveries of mailboxes, numbered without gaps.
enum DeliveryRows {
    /// Gives the deposit the next number in a mailbox.
    static func insert(
        _ database: Database, mailbox: Int64, deposit: Int64
    ) throws -> DeliveryNumber {
        let last = try Int64.fetchOne(
            database.cachedStatement(
                sql: "UPDATE mailbox SET last = last + 1 WHERE id = ? RETURNING last"),
            arguments: [mailbox])
        guard let number = last.flatMap({ DeliveryNumber($0) }) else {
            throw StoreError.database(code: ResultCode.SQLITE_CORRUPT.rawValue)
        }
        try database.cachedStatement(
            sql: "INSERT INTO delivery (mailbox, number, deposit, state) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [mailbox, number.value, deposit, DeliveryState.available.rawValue])
        return number
    }

    /// Records a stream number; false when the device used it for this mailbox before.
    static func insertStream(
        _ database: Database, mailbox: Int64, device: KeyID, number: Int64
    ) throws -> Bool {
        try database.cachedStatement(
            sql: """
                INSERT INTO stream (mailbox, device, number) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [mailbox, Blob(device.digest), number])
        return database.changesCount == 1
    }

    static func deposit(
        _ database: Database, mailbox: Int64, number: DeliveryNumber
    ) throws -> (deposit: Int64, state: DeliveryState)? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT deposit, state FROM delivery WHERE mailbox = ? AND number = ?"),
            arguments: [mailbox, number.value])
        guard let row else { return nil }
        return (row["deposit"], try state(row))
    }

    static func setState(
        _ database: Database, mailbox: Int64, number: DeliveryNumber, _ state: DeliveryState
    ) throws {
        try database.execute(
            sql: "UPDATE delivery SET state = ? WHERE mailbox = ? AND number = ?",
            arguments: [state.rawValue, mailbox, number.value])
    }

    /// Whether nobody is to have the deposit any more: every mailbox has declined it, or its sender
    /// called it back from there, or its organisation says that it destroyed its copy. What expired
    /// is kept, like what was accepted.
    static func isGivenUp(_ database: Database, deposit: Int64) throws -> Bool {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM delivery WHERE deposit = ?1 AND state NOT IN (?2, ?3)
                  AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.deposit = ?1
                    AND evidence.mailbox = delivery.mailbox AND evidence.event = ?4
                    AND NOT evidence.isLate)
                """,
            arguments: [
                deposit, DeliveryState.declined.rawValue, DeliveryState.withdrawn.rawValue,
                Event.disposal.rawValue,
            ]) == 0
    }

    /// Where a deposit lies in one mailbox.
    static func number(
        _ database: Database, deposit: Int64, mailbox: Int64
    ) throws -> DeliveryNumber? {
        try Int64.fetchOne(
            database, sql: "SELECT number FROM delivery WHERE deposit = ? AND mailbox = ?",
            arguments: [deposit, mailbox]
        ).flatMap { DeliveryNumber($0) }
    }

    /// A lane's place in the order of all.
    struct Place: Sendable {
        let deposit: Int64
        let mailbox: Int64
    }

    /// Lanes that nobody has decided and whose deadline is not after `time`, in their order.
    static func open(
        _ database: Database, deadlineBy time: Timestamp, after last: Place?, limit: Int
    ) throws -> [ExpiredLane] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT delivery.deposit, delivery.mailbox, delivery.number, mailbox.local,
                  organisation.name
                FROM delivery INDEXED BY openDelivery JOIN deposit ON deposit.id = delivery.deposit
                  JOIN mailbox ON mailbox.id = delivery.mailbox
                  JOIN organisation ON organisation.id = mailbox.organisation
                WHERE delivery.state IN ('available', 'acknowledged', 'handed-over')
                  AND (delivery.deposit, delivery.mailbox) > (?, ?) AND deposit.deadline <= ?
                ORDER BY delivery.deposit, delivery.mailbox LIMIT ?
                """,
            arguments: [
                last?.deposit ?? 0, last?.mailbox ?? 0, time.secondsSinceEpoch, limit,
            ]
        ).compactMap { row in
            guard let terms = try DepositRows.terms(database, deposit: row["deposit"]) else {
                return nil
            }
            let lane = try EvidenceRows.lane(
                database, deposit: terms.id, mailbox: row["mailbox"])
            return ExpiredLane(
                deposit: terms, mailbox: row["mailbox"],
                address: try row.value("local") { (local: String) in
                    MailboxAddress("\(local)@\(row["name"] as String)")
                },
                number: try row.value("number") { (value: Int64) in DeliveryNumber(value) },
                latest: lane.last?.digest ?? terms.acceptanceDigest)
        }
    }

    /// Deliveries after a number, until one of the limits is reached.
    static func list(
        _ database: Database, mailbox: Int64, after: DeliveryNumber, limit: Int
    ) throws -> [Delivery] {
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: listing),
            arguments: [mailbox, after.value, limit])
        var deliveries: [Delivery] = []
        var size = 0
        while size < BrokerLimits.pageBytes, let row = try rows.next() {
            let delivery = try delivery(row)
            size += delivery.statement.statement.count + delivery.acceptance.statement.count
            deliveries.append(delivery)
        }
        return deliveries
    }

    private static let listing = """
        SELECT delivery.number, delivery.state, deposit.consignment, organisation.name,
          organisation.fingerprint, deposit.statement, deposit.signature, deposit.entry,
          deposit.acceptance, deposit.acceptanceSignature, deposit.acceptanceEntry,
          deposit.previewSize, deposit.payloadSize
        FROM delivery JOIN deposit ON deposit.id = delivery.deposit
          JOIN organisation ON organisation.id = deposit.sender
        WHERE delivery.mailbox = ? AND delivery.number > ?
        ORDER BY delivery.number LIMIT ?
        """

    private static func delivery(_ row: Row) throws -> Delivery {
        Delivery(
            number: try row.value("number") { (value: Int64) in DeliveryNumber(value) },
            consignment: try row.value("consignment") { (blob: Blob) in
                ConsignmentID(bytes: blob.bytes)
            },
            sender: try row.value("name") { (name: String) in OrganisationName(name) },
            senderFingerprint: Fingerprint(try DepositRows.digest(row, "fingerprint")),
            statement: try DepositRows.statement(row),
            acceptance: try DepositRows.acceptance(row),
            previewSize: row["previewSize"], payloadSize: row["payloadSize"],
            state: try state(row))
    }

    private static func state(_ row: Row) throws -> DeliveryState {
        try row.value("state") { (state: String) in DeliveryState(rawValue: state) }
    }
}
