import KeyDirectory
import Primitives
import SystemPackage

/// Which record of the own organisation a broker has answered with last: `organisation/told.json`.
///
/// ```json
/// {"type": "urn:plomba:v1:ToldRecord", "version": 1, "broker": "broker.example", "record": "<SHA-256>"}
/// ```
/// Saves asking at every contact. When it is lost, the broker is told once more.
struct ToldRecord: Equatable {
    private static let type = "urn:plomba:v1:ToldRecord"
    private let broker: OrganisationName
    let record: SHA256Digest

    init(_ own: VerifiedOrganisation, _ trust: BrokerTrust) {
        broker = trust.name
        record = own.remembered.digest
    }

    private init(broker: OrganisationName, record: SHA256Digest) {
        self.broker = broker
        self.record = record
    }

    static func load(_ home: Home) throws -> ToldRecord? {
        guard var file = try StateFile(path(home)).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return ToldRecord(
                broker: try reader.organisationName("broker"), record: try reader.digest("record"))
        }
    }

    func store(_ home: Home) throws {
        try StateFile(Self.path(home)).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("broker", .string(broker.text)),
            JSONMember("record", .string(record.hex)),
        ])
    }

    private static func path(_ home: Home) -> FilePath {
        home.organisation.appending("told.json")
    }
}
