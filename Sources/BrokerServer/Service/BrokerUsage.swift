import Broker
package import Primitives
import SystemPackage

/// `plombad usage`: who has how much here, for the operator alone.
package struct BrokerUsage: Sendable {
    package struct Row: Sendable {
        /// An organisation's name, or the address of a mailbox.
        package let name: String
        package let bytes: Int64
        package let cases: Int64
        /// Begun and not part of a case yet; always 0 for a mailbox.
        package let uploads: Int64

        fileprivate init(_ row: StoreUsage.Row) {
            (name, bytes) = (row.name, row.bytes)
            (cases, uploads) = (row.objects, row.uploads)
        }

        /// For programs: members `name`, `bytes`, `cases`, `uploads`.
        package var json: JSONValue {
            .object([
                JSONMember("name", .string(name)), JSONMember("bytes", .integer(bytes)),
                JSONMember("cases", .integer(cases)), JSONMember("uploads", .integer(uploads)),
            ])
        }
    }

    /// The most bytes first.
    package let organisations: [Row]
    package let mailboxes: [Row]

    /// Reads it beside a broker that may run; empty before its first start.
    ///
    /// - Throws: `ConfigurationError`, `StoreError`.
    package init(of home: BrokerHome) throws {
        let data = home.resolve(try home.configuration().dataPath).string
        let usage = try StoreUsage.read(folder: data)
        organisations = (usage?.organisations ?? []).map { Row($0) }
        mailboxes = (usage?.mailboxes ?? []).map { Row($0) }
    }
}
