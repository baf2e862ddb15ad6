import EvidenceBundle
import Primitives
import Report
import SystemPackage

/// What statistics may know of a case beside its signed statements: `figures.json`, in the outbox since it was
/// sealed, in the inbox since its announcement was opened here.
///
/// ```json
/// {"type": "urn:plomba:v1:DeliveryFigures", "version": 1, "priority": "urgent", "services": ["legal_aid"],
///  "from": "BA", "to": "RS", "answerBy": "2026-12-04T12:00:00Z"}
/// ```
/// Of the announcement these and no other field: not the age, not the languages, not whether a child is alone.
struct DeliveryFigures: Equatable, Sendable {
    static let fileName = "figures.json"
    private static let type = "urn:plomba:v1:DeliveryFigures"

    let priority: String
    let services: [String]
    let from: String
    let to: String
    /// By when the sender wanted an answer.
    let answerBy: Timestamp

    init(_ shown: AnnouncedNeed) {
        (priority, services, from, to) = (
            shown.priority, shown.services, shown.fromCountry, shown.toCountry
        )
        answerBy = shown.respondBy
    }

    /// Nil where none were kept: by an older version, or because nobody opened the announcement.
    static func load(_ folder: FilePath) throws -> DeliveryFigures? {
        guard var state = try StateFile(folder.appending(fileName)).readIfThere() else {
            return nil
        }
        return try state.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            let need = AnnouncedNeed(
                priority: try reader.string("priority"),
                services: try reader.strings("services", limit: AnnouncedNeed.maximumServices),
                fromCountry: try reader.string("from"), toCountry: try reader.string("to"),
                respondBy: try reader.timestamp("answerBy"))
            guard let need, Set(need.services).count == need.services.count else {
                throw JSONSchemaError.invalid(path: "", expected: "words of case.md")
            }
            return DeliveryFigures(need)
        }
    }

    func store(in folder: FilePath) throws {
        try StateFile(folder.appending(Self.fileName)).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("priority", .string(priority)),
            JSONMember("services", .array(services.map { .string($0) })),
            JSONMember("from", .string(from)), JSONMember("to", .string(to)),
            JSONMember("answerBy", .string(answerBy.text)),
        ])
    }

    var announced: CountedDelivery.Announced {
        CountedDelivery.Announced(priority: priority, services: services, from: from, to: to)
    }
}
