import GRDB
import Primitives

/// Who has how much at a broker, for its operator; read beside a broker that may run.
package struct StoreUsage: Sendable {
    package struct Row: Sendable {
        /// An organisation's name, or the address of a mailbox.
        package let name: String
        package let bytes: Int64
        /// Cases whose content lies here.
        package let objects: Int64
        /// Begun and not part of a case yet; always 0 for a mailbox.
        package let uploads: Int64
    }

    /// What each has deposited, the most bytes first; who has nothing is there too.
    package let organisations: [Row]
    /// What lies in each, in the same order.
    package let mailboxes: [Row]

    /// - Parameter folder: the data folder; nil is returned where it has no database yet.
    /// - Throws: `StoreError`.
    package static func read(folder: String) throws(StoreError) -> StoreUsage? {
        do {
            guard let queue = try DatabaseSettings.openToRead(folder + "/broker.db") else {
                return nil
            }
            return try queue.read { database in
                StoreUsage(
                    organisations: try rows(database, ofOrganisations),
                    mailboxes: try rows(database, ofMailboxes))
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static func rows(_ database: Database, _ sql: String) throws -> [Row] {
        try GRDB.Row.fetchAll(database, sql: sql).map { row in
            Row(
                name: row["name"], bytes: row["bytes"], objects: row["objects"],
                uploads: row["uploads"])
        }
    }

    private static let ofOrganisations = """
        SELECT name, coalesce(bytes, 0) AS bytes, coalesce(objects, 0) AS objects,
          (SELECT count(*) FROM upload WHERE upload.organisation = organisation.id) AS uploads
        FROM organisation LEFT JOIN held ON sender = organisation.id AND held.mailbox = 0
        ORDER BY bytes DESC, name
        """

    private static let ofMailboxes = """
        SELECT local || '@' || name AS name, coalesce(sum(bytes), 0) AS bytes,
          coalesce(sum(objects), 0) AS objects, 0 AS uploads
        FROM mailbox JOIN organisation ON organisation.id = mailbox.organisation
          LEFT JOIN held ON held.mailbox = mailbox.id
        GROUP BY mailbox.id ORDER BY bytes DESC, name
        """
}
