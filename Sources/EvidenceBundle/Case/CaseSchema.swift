/// The tables of `Protocol/case.md`: what a person's case.json must hold.
///
/// Rules that need two fields at once are in `CaseRules`.
enum CaseSchema {
    /// Written in `case.json`; the preview has its own.
    static let caseName = "case/1"
    static let previewName = "preview/1"

    /// The members that move to preview.json, apart from the block `preview` itself.
    static let envelopeMembers = ["kind", "mode", "tz_offset", "previous"]
    /// The members that only the tool writes.
    static let generatedMembers = ["bundle_id", "created_at"]
    /// The members of preview.json that case.json of a bag must not have.
    static let previewMembers = generatedMembers + envelopeMembers + ["preview"]
    static let generatedPreviewMembers = ["items", "total_bytes"]

    static let document: [CaseField] = [
        .required("schema", .word([caseName])),
        .required("kind", .word(CaseVocabulary.kinds)),
        .required("mode", .word(["live", "training"])),
        .required("tz_offset", .offset),
        .optional("previous", .sha256),
        .required("preview", .object(preview, unknown: .refused)),
        .required("referral", .object(referral, unknown: .kept)),
        .optional("consent", .list(.object(consent, unknown: .kept), 0...CaseLimits.codes)),
        .optional("items", .list(.object(item, unknown: .kept), 0...CaseLimits.items)),
    ]

    static let preview: [CaseField] = [
        .required("priority", .word(CaseVocabulary.priorities)),
        .required("respond_by", .time),
        .required("services", .list(.code, 0...CaseLimits.codes)),
        .required("age_band", .word(CaseVocabulary.ageBands)),
        .required("child_alone", .word(CaseVocabulary.childAlone)),
        .required("languages", .list(.language, 0...CaseLimits.codes)),
        .required("route", .object(route, unknown: .refused)),
    ]

    static let route: [CaseField] = [
        .required("from", .country),
        .required("to", .country),
    ]

    static let referral: [CaseField] = [
        .required("sender_ref", .reference),
        .optional("receiver_ref", .reference),
        .required("from", .object(sendingOffice, unknown: .kept)),
        .required("to", .object(office, unknown: .kept)),
        .optional("reason", .spoken),
        .optional(
            "services_requested",
            .list(.object(service, unknown: .kept), 0...CaseLimits.codes)),
        .optional("services_already_provided", .spoken),
        .optional("referred_elsewhere", .object(elsewhere, unknown: .kept)),
        .optional("client_informed", .object(informed, unknown: .kept)),
        .optional("contact_restrictions", .object(restrictions, unknown: .kept)),
        .optional("phone_notice", .object(phoneNotice, unknown: .kept)),
        .optional("followup", .object(followup, unknown: .kept)),
        .optional("keeps_case", .boolean),
        .optional("state", .word(CaseVocabulary.statesBeforeSending)),
        .optional("state_at", .time),
        .optional("state_reason", .spoken),
    ]

    /// What a `referral` block must also hold when it asks a partner for something.
    static let requiredWhenAsking = [
        "reason", "services_requested", "referred_elsewhere", "client_informed", "followup",
        "keeps_case",
    ]

    static let office: [CaseField] = [
        .required("org", .organisation),
        .required("unit", .text(maximum: 256)),
        .required("role", .reference),
    ]

    static let sendingOffice = office + [.required("contact", .reference)]

    static let service: [CaseField] = [
        .required("code", .code),
        .optional("detail", .spoken),
        .optional("needed_by", .date),
    ]

    static let elsewhere: [CaseField] = [
        .required("yes", .boolean),
        .optional("orgs", .list(.text(maximum: 256), 0...CaseLimits.codes)),
    ]

    static let informed: [CaseField] = [
        .required("yes", .boolean),
        .optional("why_not", .spoken),
    ]

    static let restrictions: [CaseField] = [
        .optional("codes", .list(.code, 0...CaseLimits.codes)),
        .optional("note", .spoken),
    ]

    static let phoneNotice: [CaseField] = [
        .required("done", .boolean),
        .optional("at", .time),
        .optional("to_role", .reference),
    ]

    static let followup: [CaseField] = [
        .required("by", .time),
        .required("via", .code),
        .required("agreed_content", .list(.code, 0...CaseLimits.codes)),
    ]
}

/// How much a case may hold. The whole document is bounded too.
package enum CaseLimits {
    /// The user's case.json and bag/case.json.
    package static let documentSize = 1 << 20
    /// Described items.
    package static let items = 4096
    /// Entries of a list of codes.
    package static let codes = 32
    /// A free text.
    package static let text = 16384
}
