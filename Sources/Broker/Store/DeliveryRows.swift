import BrokerAPI
import GRDB
import Primitives

/// The deliveries of mailboxes, numbered without gaps.
enum DeliveryRows {
    /// Gives the deposit the next number in a mailbox.
    static func insert(_ database: Database, mailbox: Int64, deposit: Int64) throws {
        let number = try Int64.fetchOne(
            database.cachedStatement(
                sql: "UPDATE mailbox SET last = last + 1 WHERE id = ? RETURNING last"),
            arguments: [mailbox])
        try database.cachedStatement(
            sql: "INSERT INTO delivery (mailbox, number, deposit, state) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [mailbox, number, deposit, DeliveryState.available.rawValue])
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

    /// Whether every mailbox has declined the deposit.
    static func isDeclinedByAll(_ database: Database, deposit: Int64) throws -> Bool {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM delivery WHERE deposit = ? AND state <> ?",
            arguments: [deposit, DeliveryState.declined.rawValue]) == 0
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
