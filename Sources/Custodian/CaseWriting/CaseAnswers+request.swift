import EvidenceBundle

/// What is asked of the partner.
extension CaseAnswers {
    var requestQuestions: [CaseQuestion] {
        var all = [
            CaseQuestion(
                "referral.reason", "Why", "Why do you ask them? What do they need to know first?",
                .text,
                help:
                    "Facts that the service needs; no names, numbers of documents or telephones, no "
                    + "addresses."),
            CaseQuestion(
                "referral.services_already_provided", "Done so far",
                "What has been done for the person already?", .text, isRequired: false),
            CaseQuestion(
                "referral.referred_elsewhere", "Asked elsewhere",
                "Have you asked another organisation for the same?", .yesNo),
        ]
        if isYes("referral.referred_elsewhere") {
            all.append(
                CaseQuestion(
                    "referral.referred_elsewhere.orgs", "Asked whom", "Which ones?", .names,
                    help: "With semicolons between them.", isRequired: false))
        }
        all.append(
            CaseQuestion(
                "referral.client_informed", "Person informed",
                "Does the person know that you ask them?", .yesNo))
        if given["referral.client_informed"] == "no" {
            all.append(
                CaseQuestion(
                    "referral.client_informed.why_not", "Why not informed", "Why not?", .text))
        }
        return all + contactQuestions + callQuestions + followUpQuestions
    }

    private var contactQuestions: [CaseQuestion] {
        [
            CaseQuestion(
                "referral.contact_restrictions.codes", "Contact",
                "Is there a way in which the person must not be contacted?",
                .choices(Self.restrictions, other: .code),
                help: "Several numbers with commas between them.", isRequired: false),
            CaseQuestion(
                "referral.contact_restrictions.note", "More on contact",
                "Anything else about contacting the person safely?", .text, isRequired: false),
        ]
    }

    private var callQuestions: [CaseQuestion] {
        guard given["preview.priority"] == "emergency" else { return [] }
        let done = CaseQuestion(
            "referral.phone_notice", "Telephoned", "Have you telephoned them about it?", .yesNo)
        guard isYes("referral.phone_notice") else { return [done] }
        return [
            done,
            CaseQuestion(
                "referral.phone_notice.at", "Called at", "When was that?", .moment(.past)),
            CaseQuestion(
                "referral.phone_notice.to_role", "Called whom",
                "Whom did you speak to? (A role, no name.)", .line(.reference)),
        ]
    }

    private var followUpQuestions: [CaseQuestion] {
        var all = [
            CaseQuestion(
                "referral.followup.by", "Follow-up by",
                "Until when shall they tell you how it went?", .moment(.future),
                suggesting: context.later(days: 21)),
            CaseQuestion(
                "referral.followup.via", "Follow-up by way of", "How shall they tell you?",
                .choice(Self.ways, other: .code), suggesting: "plomba"),
            CaseQuestion(
                "referral.followup.agreed_content", "Follow-up says",
                "What shall they tell you?", .choices(Self.followUps, other: .code),
                help: "Several numbers with commas between them, or 'all'.",
                suggesting: "decision"),
        ]
        if given["kind"] == "update" {
            all.append(
                CaseQuestion(
                    "referral.keeps_case", "You keep the case",
                    "Does your organisation keep the case?", .yesNo))
        }
        return all
    }

    /// No place of case.json by itself: each text says its language.
    static let languageKey = "language"

    /// The language that texts are written in.
    var language: String { given[Self.languageKey] ?? usualLanguage }

    /// After the countries, which suggest one.
    var languageQuestion: CaseQuestion {
        CaseQuestion(
            Self.languageKey, "Written in", "In which language do you write your texts?",
            .choice(Self.written, other: .language),
            help: "Its number, or its tag, like de.", suggesting: usualLanguage)
    }

    /// That of the country, else that of the organisation by the end of its name.
    private var usualLanguage: String {
        let organisation = (given["referral.from.org"] ?? "").suffix(3).uppercased()
        let places = [given["preview.route.from"], String(organisation.drop { $0 == "." })]
        return places.compactMap { $0.flatMap { Self.languages[$0] } }.first ?? "en"
    }

    private static let languages = [
        "BA": "bs", "HR": "hr", "RS": "sr-Latn", "ME": "cnr", "MK": "mk", "AL": "sq", "XK": "sq",
    ]
}
