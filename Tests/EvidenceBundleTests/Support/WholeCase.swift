import Primitives

/// A case in which every member that Protocol/case.md names is used, and its places one by one.
enum WholeCase {
    static let document: JSONValue = {
        let item = CaseJSON.video
            .replacing("\"title\":", with: more + "\"title\":")
            .replacing("\"app\": \"WhatsApp\",", with: moreOfAcquisition)
            .replacing(
                "\"mime\": \"video/quicktime\"", with: "\"mime\": \"video/quicktime\", \"size\": 3"
            )
            .replacing(
                "\"release_to\": [\"service_provider\"]",
                with: "\"release_to\": [\"service_provider\"], \"not_to\": [\"police\"], "
                    + "\"retention_until\": \"2031-01-01\"")
        let text = CaseJSON.minimal(mode: .live).adding(item: item)
            .replacing(
                "\"kind\": \"referral\"", with: "\"kind\": \"update\", \"previous\": \"\(digest)\""
            )
            .replacing("\"services_requested\": [{\"code\": \"legal_aid\"}]", with: moreOfReferral)
            .replacing("  \"referral\": {", with: "  \"consent\": [\(consent)],\n  \"referral\": {")
            .text
        // The tests fail on what is not JSON.
        return (try? JSONValue.parse(Array(text.utf8))) ?? .null
    }()

    private static let digest = String(repeating: "a", count: 64)
    private static let spoken = "{\"text\": \"words\", \"lang\": \"en\"}"

    private static let more = """
        "root_exhibit_no": "VP-01", "description": \(spoken), "hash": {"sha256": "\(digest)",
        "sha512": "\(digest)\(digest)"}, "derived_from": {"id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e11",
        "method": "cut", "reason": "face"}, "url": "https://example.org", "captured_at": "2026-11-23T16:20:00Z",
        "capture_tool": "tool 1", "metadata_files": ["snimak.csv"], "physical": {"bag_no": "1"},
        "times": [{"value": "2026-11-23T16:20:00Z", "kind": "captured", "standing": "claimed", "source": "EXIF"}],
        """

    private static let moreOfAcquisition = """
        "app": "WhatsApp", "device": {"make": "x"}, "account_shown": "a",
        "original_message_time": "2026-11-23T16:20:00Z", "recompressed": "likely",
        """

    private static let moreOfReferral = """
        "services_requested": [{"code": "legal_aid", "detail": \(spoken), "needed_by": "2026-12-01"}],
        "receiver_ref": "G-1", "services_already_provided": \(spoken),
        "contact_restrictions": {"codes": ["no_phone"], "note": \(spoken)},
        "phone_notice": {"done": true, "at": "2026-11-23T16:20:00Z", "to_role": "intake"},
        "state": "ready", "state_at": "2026-11-23T16:20:00Z", "state_reason": \(spoken)
        """

    static let consent = """
        {
          "legal_basis": "consent", "purpose": "legal_aid", "release_to": ["service_provider"],
          "not_to": ["police"], "scope": ["narrative", "media:VP-2026-014-01"],
          "onward_sharing": "ask_first", "anonymise": ["face"], "given_by": "guardian", "assent": true,
          "given_at": "2026-11-23T16:20:00Z", "form": "written", "language": "ar",
          "interpreter_code": "T-4", "explained": {
            "purpose": true, "recipients": true, "risks": true, "confidentiality_limits": true,
            "withdrawal": false
          },
          "valid_until": "2027-11-23", "document": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e10",
          "override": {"reason": \(spoken), "approved_by_role": "coordinator"},
          "withdrawn": {"at": "2026-11-24T16:20:00Z", "by": "self", "channel": "phone"}
        }
        """

    /// Members that must be there in this case, and whose absence is one problem and no more.
    static let required = [
        "schema", "kind", "mode", "tz_offset", "previous", "preview", "preview.priority",
        "preview.respond_by",
        "preview.services", "preview.age_band", "preview.child_alone", "preview.languages",
        "preview.route", "preview.route.from", "preview.route.to", "referral",
        "referral.sender_ref",
        "referral.from", "referral.from.org", "referral.from.unit", "referral.from.role",
        "referral.from.contact", "referral.to", "referral.to.org", "referral.to.unit",
        "referral.to.role", "referral.reason", "referral.reason.text", "referral.reason.lang",
        "referral.services_requested", "referral.services_requested[0].code",
        "referral.referred_elsewhere", "referral.referred_elsewhere.yes",
        "referral.client_informed", "referral.client_informed.yes", "referral.followup",
        "referral.followup.by", "referral.followup.via", "referral.followup.agreed_content",
        "referral.keeps_case", "referral.phone_notice.done", "referral.phone_notice.at",
        "referral.phone_notice.to_role", "consent[0].legal_basis",
        "consent[0].purpose", "consent[0].release_to", "consent[0].scope",
        "consent[0].onward_sharing", "consent[0].given_by", "consent[0].given_at",
        "consent[0].form", "consent[0].language", "consent[0].explained",
        "consent[0].explained.risks", "consent[0].override.reason",
        "consent[0].override.approved_by_role", "consent[0].withdrawn.at", "items[0].exhibit_no",
        "items[0].title", "items[0].type", "items[0].file", "items[0].file.name_stored",
        "items[0].file.name_original", "items[0].file.mime", "items[0].copy_status",
        "items[0].derived_from.id", "items[0].derived_from.method", "items[0].derived_from.reason",
        "items[0].acquisition", "items[0].acquisition.method", "items[0].acquisition.by",
        "items[0].acquisition.from", "items[0].acquisition.at", "items[0].acquisition.place",
        "items[0].acquisition.original_available", "items[0].times[0].value",
        "items[0].times[0].kind", "items[0].times[0].standing", "items[0].sensitivity",
        "items[0].marking", "items[0].marking.purpose", "items[0].marking.release_to",
    ]

    /// Every member and every entry, but for what the two open blocks `device` and `physical` hold.
    static let places: [Place] = collect(document, Place(steps: [], value: document))
        .filter { !$0.text.contains(".device.") && !$0.text.contains(".physical.") }

    private static func collect(_ value: JSONValue, _ place: Place) -> [Place] {
        let here = place.steps.isEmpty ? [] : [place]
        switch value {
        case .object(let members):
            return here
                + members.flatMap { member in
                    collect(
                        member.value,
                        Place(steps: place.steps + [.name(member.name)], value: member.value))
                }
        case .array(let elements):
            return here
                + elements.enumerated().flatMap { index, element in
                    collect(element, Place(steps: place.steps + [.index(index)], value: element))
                }
        default: return here
        }
    }

    /// The case with another value at a place, or none.
    static func setting(_ place: Place, to value: JSONValue?) -> JSONValue {
        setting(place, to: value, in: document)
    }

    static func setting(_ place: Place, to value: JSONValue?, in whole: JSONValue) -> JSONValue {
        setting(whole, place.steps[...], value) ?? .null
    }

    private static func setting(
        _ whole: JSONValue, _ steps: ArraySlice<Place.Step>, _ value: JSONValue?
    ) -> JSONValue? {
        guard let step = steps.first else { return value }
        switch (whole, step) {
        case (.object(let members), .name(let name)):
            return .object(
                members.compactMap { member in
                    guard member.isNamed(name) else { return member }
                    return setting(member.value, steps.dropFirst(), value)
                        .map { JSONMember(name, $0) }
                })
        case (.array(let elements), .index(let index)):
            return .array(
                elements.enumerated().compactMap { place, element in
                    place == index ? setting(element, steps.dropFirst(), value) : element
                })
        default: return whole
        }
    }
}

/// Where something stands, as messages name it.
struct Place: Sendable, CustomStringConvertible {
    enum Step: Sendable {
        case name(String)
        case index(Int)
    }

    let steps: [Step]
    let value: JSONValue

    var text: String {
        steps.reduce("") { text, step in
            switch step {
            case .name(let name): text.isEmpty ? name : text + "." + name
            case .index(let index): text + "[\(index)]"
            }
        }
    }

    var description: String { text }
    var isText: Bool { if case .string = value { true } else { false } }
    var isBoolean: Bool { if case .bool = value { true } else { false } }

    /// Whether it may hold any text that has no control characters.
    var isAnyText: Bool {
        let names: Set = [
            "text", "unit", "role", "contact", "orgs", "sender_ref", "receiver_ref", "to_role",
            "interpreter_code", "approved_by_role", "channel", "exhibit_no", "root_exhibit_no",
            "name_original", "mime", "method", "reason", "by", "from", "place", "app",
            "account_shown", "source", "url", "capture_tool", "release_to", "not_to",
        ]
        let isMarking = text.contains("marking.")
        let last =
            steps.compactMap { if case .name(let name) = $0 { name } else { nil } }.last ?? ""
        if text == "preview.route.from" || text.hasSuffix("acquisition.method")
            || text == "referral.followup.by" || text == "consent[0].withdrawn.by"
        {
            return false
        }
        if last == "release_to" || last == "not_to" { return isText && isMarking }
        return isText && names.contains(last)
    }
}
