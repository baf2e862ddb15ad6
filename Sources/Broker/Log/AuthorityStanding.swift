import GRDB
package import Primitives
package import Timestamping

/// How an authority stands with the broker, over all batches.
package struct AuthorityStanding: Sendable, Equatable {
    package let authority: AuthorityName
    /// Checkpoints that it has stamped, that it is still to be asked about, and that it never
    /// stamped.
    package let stamped: Int
    package let waiting: Int
    package let gaps: Int
    /// What was wrong when it was asked in vain last, and when; nil when it has answered since.
    package let failure: String?
    package let lastTime: Timestamp?
    /// Its newest token, and when that came.
    package let token: [UInt8]?
    package let receivedTime: Timestamp?
}

extension WitnessedStore {
    /// What is recorded of every authority that was ever asked, also while a broker runs: it only
    /// reads.
    package static func authorities(in folder: String) throws(StoreError) -> [AuthorityStanding] {
        do {
            let path = folder + "/" + fileName
            guard try FileCalls.exists(path) else { return [] }
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration).read { database in
                guard try database.tableExists("stamp") else { return [] }
                return try Row.fetchAll(database, sql: standings).map(standing)
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static let standings = """
        SELECT authority, count(token) AS stamped,
          sum(token IS NULL AND isGap = 0) AS waiting, sum(isGap) AS gaps,
          (SELECT failure FROM stamp AS one WHERE one.authority = stamp.authority
            AND token IS NULL AND failure IS NOT NULL
            AND last > coalesce((SELECT max(received) FROM stamp AS other
              WHERE other.authority = stamp.authority), 0)
            ORDER BY last DESC LIMIT 1) AS failure,
          max(last) AS last,
          (SELECT token FROM stamp AS one WHERE one.authority = stamp.authority
            AND token IS NOT NULL ORDER BY size DESC LIMIT 1) AS token,
          (SELECT received FROM stamp AS one WHERE one.authority = stamp.authority
            AND token IS NOT NULL ORDER BY size DESC LIMIT 1) AS received
        FROM stamp GROUP BY authority ORDER BY authority
        """

    private static func standing(_ row: Row) throws -> AuthorityStanding {
        AuthorityStanding(
            authority: try row.value("authority") { (name: String) in AuthorityName(name) },
            stamped: row["stamped"], waiting: row["waiting"], gaps: row["gaps"],
            failure: row["failure"],
            lastTime: (row["last"] as Int64?).flatMap { Timestamp(secondsSinceEpoch: $0) },
            token: (row["token"] as Blob?)?.bytes,
            receivedTime: (row["received"] as Int64?).flatMap {
                Timestamp(secondsSinceEpoch: $0)
            })
    }
}
