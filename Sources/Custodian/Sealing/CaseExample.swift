package import Primitives

/// A small case.json that is valid as it is, to be filled in.
package enum CaseExample {
    private static let secondsPerDay: Int64 = 86_400

    /// The dates are three and seven days from now.
    package static func make(
        from: OrganisationName, to: OrganisationName, clock: Clock
    ) -> [UInt8] {
        let now = clock.now
        return JSONValue.object([
            JSONMember("schema", .string("case/1")),
            JSONMember("kind", .string("referral")),
            JSONMember("mode", .string(Mode.live.rawValue)),
            JSONMember("tz_offset", .string("+01:00")),
            JSONMember("preview", preview(respondBy: later(now, days: 3))),
            JSONMember("referral", referral(from, to, followUp: later(now, days: 7))),
        ]).serialized()
    }

    private static func preview(respondBy: String) -> JSONValue {
        .object([
            JSONMember("priority", .string("routine")),
            JSONMember("respond_by", .string(respondBy)),
            JSONMember("services", .array([.string("legal_aid")])),
            JSONMember("age_band", .string("unknown")),
            JSONMember("child_alone", .string("unknown")),
            JSONMember("languages", .array([.string("en")])),
            JSONMember(
                "route",
                .object([JSONMember("from", .string("BA")), JSONMember("to", .string("RS"))])),
        ])
    }

    private static func referral(
        _ from: OrganisationName, _ to: OrganisationName, followUp: String
    ) -> JSONValue {
        .object([
            JSONMember("sender_ref", .string("CASE-2026-001")),
            JSONMember(
                "from",
                .object(office(from) + [JSONMember("contact", .string("duty-phone"))])),
            JSONMember("to", .object(office(to))),
            JSONMember(
                "reason",
                .object([
                    JSONMember("text", .string("why you ask them")),
                    JSONMember("lang", .string("en")),
                ])),
            JSONMember(
                "services_requested",
                .array([.object([JSONMember("code", .string("legal_aid"))])])),
            JSONMember("referred_elsewhere", .object([JSONMember("yes", .bool(false))])),
            JSONMember("client_informed", .object([JSONMember("yes", .bool(true))])),
            JSONMember(
                "followup",
                .object([
                    JSONMember("by", .string(followUp)),
                    JSONMember("via", .string("plomba")),
                    JSONMember("agreed_content", .array([.string("decision")])),
                ])),
            JSONMember("keeps_case", .bool(true)),
        ])
    }

    private static func office(_ name: OrganisationName) -> [JSONMember] {
        [
            JSONMember("org", .string(name.text)), JSONMember("unit", .string("office")),
            JSONMember("role", .string("caseworker")),
        ]
    }

    /// Noon of a later day.
    private static func later(_ now: Timestamp, days: Int64) -> String {
        let midnight = now.secondsSinceEpoch - now.secondsSinceEpoch % secondsPerDay
        let noon = Timestamp(secondsSinceEpoch: midnight)?
            .adding(seconds: days * secondsPerDay + secondsPerDay / 2)
        return (noon ?? now).text
    }
}
