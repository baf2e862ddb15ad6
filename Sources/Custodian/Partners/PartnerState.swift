import EvidenceBundle
import KeyDirectory
package import Primitives
import SystemPackage

/// What is kept beside a partner's records: `partner.json`.
///
/// The name and the newest record that was taken are there since a version that could do without them.
struct PartnerState {
    private static let fileName = "partner.json"
    private static let type = "urn:plomba:v1:Partner"
    let standing: PartnerStanding
    let name: OrganisationName?
    let record: RememberedRecord?
    /// What kind of organisation it is, for consent; nil until somebody here has said.
    var kind: RecipientClass?
    /// When it read out that it has confirmed this organisation; nil before.
    var answeredTime: Timestamp?

    init(
        standing: PartnerStanding, name: OrganisationName, record: RememberedRecord,
        kind: RecipientClass?, answeredTime: Timestamp?
    ) {
        self.standing = standing
        self.name = name
        self.record = record
        self.kind = kind
        self.answeredTime = answeredTime
    }

    private init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        standing =
            try reader.optionalString("confirmedTime") == nil
            ? .introduced(reader.timestamp("introducedTime"))
            : .confirmed(reader.timestamp("confirmedTime"))
        name =
            try reader.optionalString("name") == nil ? nil : reader.organisationName("name")
        kind = try reader.optionalString("class").flatMap(RecipientClass.init)
        answeredTime =
            try reader.optionalString("answeredTime") == nil
            ? nil : reader.timestamp("answeredTime")
        guard var object = try reader.optionalObject("record") else {
            record = nil
            return
        }
        record = RememberedRecord(
            version: try object.integer("version", in: 1...RecordLimits.versions),
            digest: try object.digest("digest"))
    }

    static func load(_ folder: FilePath) throws -> PartnerState {
        var file = try StateFile(folder.appending(fileName)).read()
        return try file.wrapping { reader in
            try reader.constant("type", type)
            return try PartnerState(&reader)
        }
    }

    func store(_ folder: FilePath) throws {
        let time =
            switch standing {
            case .confirmed(let time): JSONMember("confirmedTime", .string(time.text))
            case .introduced(let time): JSONMember("introducedTime", .string(time.text))
            }
        let known = [
            name.map { JSONMember("name", .string($0.text)) },
            record.map { record in
                JSONMember(
                    "record",
                    .object([
                        JSONMember("version", .integer(Int64(record.version))),
                        JSONMember("digest", .string(record.digest.hex)),
                    ]))
            },
            kind.map { JSONMember("class", .string($0.rawValue)) },
            answeredTime.map { JSONMember("answeredTime", .string($0.text)) },
        ]
        try StateFile(folder.appending(Self.fileName)).write(
            [JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)), time]
                + known.compactMap { $0 })
    }
}

/// A partner whose files here are damaged, or older than what was seen: nothing is sealed to it.
package struct DamagedPartner: Sendable {
    package let fingerprint: Fingerprint
    /// Nil where that cannot be read either.
    package let name: OrganisationName?
    package let failure: any PlainFailure

    package static let hint =
        "'plomba sync' fetches them from the broker; or take their file again: "
        + "plomba partner add FILE --fingerprint DIGITS"
}
