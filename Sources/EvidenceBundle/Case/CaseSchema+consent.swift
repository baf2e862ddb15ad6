/// The table of one entry of `consent`: to whom, what for, and on what basis.
extension CaseSchema {
    static let consent: [CaseField] = [
        .required("legal_basis", .word(CaseVocabulary.bases)),
        .required("purpose", .word(CaseVocabulary.purposes)),
        .required("release_to", .list(.recipient, 1...CaseLimits.codes)),
        .optional("not_to", .list(.recipient, 0...CaseLimits.codes)),
        .required("scope", .list(.consentPart, 1...CaseLimits.codes)),
        .required("onward_sharing", .word(CaseVocabulary.onwardSharing)),
        .optional(
            "anonymise", .list(.word(CaseVocabulary.anonymised), 0...CaseLimits.codes)),
        .optional("given_by", .word(CaseVocabulary.givers)),
        .optional("assent", .boolean),
        .optional("given_at", .time),
        .optional("form", .word(CaseVocabulary.consentForms)),
        .optional("language", .language),
        .optional("interpreter_code", .reference),
        .optional("explained", .object(explained, unknown: .kept)),
        .optional("valid_until", .date),
        .optional("document", .uuid),
        .optional("override", .object(override, unknown: .kept)),
        .optional("withdrawn", .object(withdrawal, unknown: .kept)),
    ]

    /// What an entry must also say when the person has consented.
    static let requiredOfConsent = ["given_by", "given_at", "form", "language", "explained"]

    static let explained: [CaseField] = CaseVocabulary.explained.map { .required($0, .boolean) }

    static let override: [CaseField] = [
        .required("reason", .spoken),
        .required("approved_by_role", .reference),
    ]

    static let withdrawal: [CaseField] = [
        .required("at", .time),
        .optional("by", .word(CaseVocabulary.givers)),
        .optional("channel", .text(maximum: 256)),
    ]
}
