import EvidenceBundle

/// The lists to choose from, in plain words.
extension CaseAnswers {
    static let kinds = [
        CaseChoice("referral", "ask a partner to help somebody; the case stays yours"),
        CaseChoice("transfer", "hand a case over; it becomes the partner's"),
        CaseChoice("disclosure", "give material to an authority"),
        CaseChoice("evidence_only", "send material, and ask for nothing"),
        CaseChoice("update", "add to what you sent before"),
        CaseChoice("receipt", "confirm what you got"),
    ]
    static let priorities = [
        CaseChoice("emergency", "a life or safety is in danger: answer within 24 hours"),
        CaseChoice("urgent", "answer within 3 days"),
        CaseChoice("routine", "answer within 2 weeks"),
    ]
    static let services = [
        CaseChoice("legal_aid", "legal aid"),
        CaseChoice("shelter", "a safe place to stay"),
        CaseChoice("medical", "medical help"),
        CaseChoice("psychosocial", "psychosocial support"),
        CaseChoice("child_protection", "protection of a child"),
        CaseChoice("family_tracing", "finding or joining family"),
        CaseChoice("asylum_information", "information about asylum"),
        CaseChoice("interpretation", "an interpreter"),
        CaseChoice("basic_needs", "food, clothes, money"),
        CaseChoice("transport", "transport or company on the way"),
        CaseChoice("return_support", "support for a voluntary return"),
    ]
    static let ages = [
        CaseChoice("0-5", "0 to 5"), CaseChoice("6-11", "6 to 11"), CaseChoice("12-14", "12 to 14"),
        CaseChoice("15-17", "15 to 17"), CaseChoice("18-59", "18 to 59"),
        CaseChoice("60+", "60 or more"), CaseChoice("unknown", "not known"),
    ]
    static let alone = [
        CaseChoice("no", "no, or it is no child"),
        CaseChoice("separated", "without its parents, with other relatives"),
        CaseChoice("unaccompanied", "alone"),
        CaseChoice("unknown", "not known"),
    ]
    static let countries = [
        CaseChoice("BA", "Bosnia and Herzegovina"), CaseChoice("RS", "Serbia"),
        CaseChoice("ME", "Montenegro"), CaseChoice("MK", "North Macedonia"),
        CaseChoice("AL", "Albania"), CaseChoice("XK", "Kosovo"), CaseChoice("HR", "Croatia"),
        CaseChoice("SI", "Slovenia"), CaseChoice("GR", "Greece"), CaseChoice("TR", "Türkiye"),
    ]
    private static let regional = [
        CaseChoice("bs", "Bosnian"), CaseChoice("hr", "Croatian"),
        CaseChoice("sr-Latn", "Serbian, Latin script"),
        CaseChoice("sr-Cyrl", "Serbian, Cyrillic script"), CaseChoice("cnr", "Montenegrin"),
        CaseChoice("mk", "Macedonian"), CaseChoice("sq", "Albanian"), CaseChoice("en", "English"),
    ]
    static let written = regional
    static let spoken =
        [
            CaseChoice("ar", "Arabic"), CaseChoice("ps", "Pashto"), CaseChoice("prs", "Dari"),
            CaseChoice("fa", "Persian"), CaseChoice("ur", "Urdu"), CaseChoice("bn", "Bengali"),
            CaseChoice("fr", "French"), CaseChoice("ti", "Tigrinya"), CaseChoice("tr", "Turkish"),
            CaseChoice("ku", "Kurdish"),
        ] + regional + [CaseChoice("und", "not known")]
    static let restrictions = [
        CaseChoice("no_phone", "no telephone calls"), CaseChoice("no_sms", "no text messages"),
        CaseChoice("not_via_camp", "not through the camp or centre"),
        CaseChoice("not_via_family", "not through the family"),
        CaseChoice("female_staff_only", "by women only"),
    ]
    static let ways = [
        CaseChoice("plomba", "through plomba"), CaseChoice("phone", "by telephone"),
        CaseChoice("email", "by e-mail"), CaseChoice("in_person", "in person"),
    ]
    static let followUps = [
        CaseChoice("decision", "whether they take it"),
        CaseChoice("first_date", "when it begins"),
        CaseChoice("outcome", "what came of it"),
        CaseChoice("contact_lost", "when they lose contact"),
    ]
    static let bases = [
        CaseChoice("consent", "the person agreed"),
        CaseChoice("vital_interest", "a life is in danger and nobody can be asked"),
        CaseChoice("legal_obligation", "the law demands it"),
        CaseChoice("public_interest", "a task in the public interest"),
        CaseChoice("legitimate_interest", "a legitimate interest"),
    ]
    static let purposes = [
        CaseChoice("services", "helping the person"), CaseChoice("legal_aid", "legal aid"),
        CaseChoice("family_tracing", "finding family"),
        CaseChoice("criminal_complaint", "a criminal complaint"),
        CaseChoice("court", "a court case"), CaseChoice("statistics", "statistics"),
        CaseChoice("training", "training"),
    ]
    static let recipients = RecipientClass.allCases.map {
        CaseChoice($0.rawValue, recipientMeaning($0))
    }
    static let parts = [
        CaseChoice("narrative", "what happened"), CaseChoice("identity", "who it is"),
        CaseChoice("contact", "how to reach the person"), CaseChoice("health", "health"),
        CaseChoice("location", "where the person is"), CaseChoice("media", "the files"),
    ]
    static let onward = [
        CaseChoice("no", "no"), CaseChoice("ask_first", "only after asking the person"),
        CaseChoice("within_purpose", "for the same purpose"),
    ]
    static let anonymised = [
        CaseChoice("name", "the name"), CaseChoice("face", "the face"),
        CaseChoice("voice", "the voice"), CaseChoice("location", "the place"),
        CaseChoice("family", "the family"),
    ]
    static let givers = [
        CaseChoice("self", "the person"), CaseChoice("caregiver", "a caregiver"),
        CaseChoice("guardian", "a guardian"), CaseChoice("other", "somebody else"),
    ]
    static let forms = [
        CaseChoice("written", "in writing"), CaseChoice("oral_recorded", "orally, recorded"),
        CaseChoice("oral_witnessed", "orally, before a witness"),
        CaseChoice("thumbprint", "with a thumbprint"),
    ]
    static let explained = [
        CaseChoice("purpose", "what it is for"), CaseChoice("recipients", "who gets it"),
        CaseChoice(
            "risks", "what can happen, also detention or removal once authorities know"),
        CaseChoice("confidentiality_limits", "where confidentiality ends"),
        CaseChoice("withdrawal", "that it can be taken back"),
    ]
    static let itemTypes = [
        CaseChoice("video", "video"), CaseChoice("photo", "photo"), CaseChoice("audio", "sound"),
        CaseChoice("document", "document"), CaseChoice("chat_export", "export of a chat"),
        CaseChoice("web_capture", "capture of a web page"), CaseChoice("note", "note"),
        CaseChoice("other", "something else"),
    ]
    static let copies = [
        CaseChoice("original", "the original"),
        CaseChoice("evidentiary_copy", "an exact copy, kept as evidence"),
        CaseChoice("working_copy", "a copy to work with"),
    ]
    static let methods = [
        CaseChoice("recorded_by_staff", "one of us recorded it"),
        CaseChoice("recorded_by_person", "the person recorded it"),
        CaseChoice("received_via_app", "received through a messaging app"),
        CaseChoice("received_on_media", "received on a stick or disk"),
        CaseChoice("downloaded", "downloaded"), CaseChoice("scanned", "scanned"),
        CaseChoice("photographed_screen", "photographed from a screen"),
        CaseChoice("exported_by_tool", "exported with a program"),
    ]
    static let originals = [
        CaseChoice("yes_with_person", "yes, the person has it"),
        CaseChoice("yes_held", "yes, we have it"), CaseChoice("no", "no"),
        CaseChoice("unknown", "not known"),
    ]
    static let sensitivities = [
        CaseChoice("child", "a child"), CaseChoice("sexual_violence", "sexual violence"),
        CaseChoice("health", "health"), CaseChoice("third_party", "other people"),
        CaseChoice("privileged", "what was said to a lawyer"),
        CaseChoice("self_incrimination", "what the person could be accused of"),
    ]

    static func recipientMeaning(_ kind: RecipientClass) -> String {
        switch kind {
        case .serviceProvider: "those who help: legal aid, shelter, doctors"
        case .prosecutor: "prosecutors"
        case .police: "the police"
        case .asylumAuthority: "the asylum authority"
        case .consulate: "a consulate"
        }
    }
}
