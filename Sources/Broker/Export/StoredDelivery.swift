import GRDB
package import Primitives

/// One delivery in words: who sent when to which mailbox, how much, and what became of it.
package struct StoredDelivery: Sendable {
    /// 32 digits, made at random by the sender.
    package let consignment: String
    package let sender: String
    package let mailbox: String
    /// Its number in the mailbox; nil for one that is handed to another broker.
    package let number: Int64?
    package let received: Timestamp?
    package let deadline: Timestamp?
    package let state: String
    package let payloadSize: Int64
    /// Whether the sealed bytes are still here.
    package let isHere: Bool

    /// Every delivery in a copy of the database, the oldest first.
    ///
    /// - Throws: `StoreError`, and what `body` throws.
    package static func each(in path: String, _ body: (StoredDelivery) throws -> Void) throws {
        do {
            guard let queue = try DatabaseSettings.openToRead(path) else { return }
            try queue.read { database in
                let parts = [here, try database.tableExists("relay") ? elsewhere : nil]
                let rows = try Row.fetchCursor(
                    database,
                    sql: parts.compactMap(\.self).joined(separator: " UNION ALL ")
                        + " ORDER BY id, mailbox")
                while let row = try rows.next() { try body(StoredDelivery(row)) }
            }
            try queue.close()
        } catch let error as any PlainFailure {
            throw error
        } catch {
            throw StoreError(error)
        }
    }

    private init(_ row: Row) {
        (consignment, sender, mailbox) = (row["consignment"], row["sender"], row["mailbox"])
        (number, state, payloadSize) = (row["number"], row["state"], row["payloadSize"])
        received = Timestamp(secondsSinceEpoch: row["received"])
        deadline = Timestamp(secondsSinceEpoch: row["deadline"])
        isHere = row["isHere"]
    }

    private static let here = select("delivery.number", "delivery.state", from: "delivery")
    private static let elsewhere = select("NULL", "'handed on: ' || relay.state", from: "relay")

    private static func select(_ number: String, _ state: String, from lanes: String) -> String {
        """
        SELECT deposit.id AS id, lower(hex(deposit.consignment)) AS consignment,
          sender.name AS sender, mailbox.local || '@' || owner.name AS mailbox, \(number) AS number,
          deposit.received AS received, deposit.deadline AS deadline, \(state) AS state,
          deposit.payloadSize AS payloadSize, payload.deposit IS NOT NULL AS isHere
        FROM \(lanes) JOIN deposit ON deposit.id = \(lanes).deposit
          JOIN organisation AS sender ON sender.id = deposit.sender
          JOIN mailbox ON mailbox.id = \(lanes).mailbox
          JOIN organisation AS owner ON owner.id = mailbox.organisation
          LEFT JOIN payload ON payload.deposit = deposit.id
        """
    }
}
