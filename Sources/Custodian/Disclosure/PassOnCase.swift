import EvidenceBundle
import Primitives

/// The case.json of what is disclosed or passed on without one of its own.
///
/// It says who gives it to whom, and nothing of the original: no country, no age, no service.
struct PassOnCase {
    let mode: Mode
    let from: OrganisationName
    let to: MailboxAddress
    /// `disclosure` or `evidence_only`.
    let kind: String
    /// A number of its own, never that of the original.
    let reference: String
    let role: String
    let respondBy: Timestamp
    /// Descriptions that go along with the files; nil for none.
    let items: JSONValue?

    /// ISO 3166-1 leaves ZZ to its users; here: not said.
    private static let noCountry = "ZZ"

    func document() throws(CaseError) -> CaseDocument {
        try CaseDocument(parsing: JSONValue.object(members).serialized())
    }

    private var members: [JSONMember] {
        [
            JSONMember("schema", .string("case/1")),
            JSONMember("kind", .string(kind)),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("tz_offset", .string("+00:00")),
            JSONMember("preview", preview),
            JSONMember("referral", referral),
        ] + (items.map { [JSONMember("items", $0)] } ?? [])
    }

    private var preview: JSONValue {
        .object([
            JSONMember("priority", .string("routine")),
            JSONMember("respond_by", .string(respondBy.text)),
            JSONMember("services", .array([])),
            JSONMember("age_band", .string("unknown")),
            JSONMember("child_alone", .string("unknown")),
            JSONMember("languages", .array([])),
            JSONMember(
                "route",
                .object([
                    JSONMember("from", .string(Self.noCountry)),
                    JSONMember("to", .string(Self.noCountry)),
                ])),
        ])
    }

    private var referral: JSONValue {
        .object([
            JSONMember("sender_ref", .string(reference)),
            JSONMember(
                "from",
                .object([
                    JSONMember("org", .string(from.text)),
                    JSONMember("unit", .string("office")),
                    JSONMember("role", .string(role)),
                    JSONMember("contact", .string("plomba")),
                ])),
            JSONMember(
                "to",
                .object([
                    JSONMember("org", .string(to.organisation.text)),
                    JSONMember("unit", .string("office")),
                    JSONMember("role", .string(to.local)),
                ])),
        ])
    }
}
