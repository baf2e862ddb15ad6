import EvidenceBundle
import Primitives

/// What the bundle is, whose, for whom; and all that is shown before anybody accepts.
extension CaseAnswers {
    var caseQuestions: [CaseQuestion] {
        var all = [
            CaseQuestion(
                "kind", "What it is", "What do you want to make?", .choice(Self.kinds, other: nil))
        ]
        if isContinuing {
            all.append(
                CaseQuestion(
                    "previous", "Earlier bundle",
                    "Which earlier bundle does it continue? Type the SHA-256 of its seal.",
                    .line(.sha256),
                    help: "In its opened folder: sha256sum bag/custody/0001-Sealed.json"))
        }
        return all + [
            CaseQuestion(
                "referral.sender_ref", "Your case number", "Your own number of this case?",
                .line(.reference), help: "As it stands on your file. It must not hold a name."),
            CaseQuestion(
                "referral.from.org", "Your organisation", "Your organisation?",
                .line(.organisation), help: "A name like vasaprava.ba.",
                suggesting: context.own?.text),
            CaseQuestion(
                "referral.from.unit", "Your office", "Your office or team?",
                .line(.line(limit: 256)), help: "For instance the town it is in."),
            CaseQuestion(
                "referral.from.role", "Your role", "Your role there? (No name.)",
                .line(.reference), suggesting: "caseworker"),
            CaseQuestion(
                "referral.from.contact", "How to reach you",
                "How do they reach your office about this case?", .line(.reference),
                help: "A duty phone or an office mailbox, never a private number.",
                suggesting: "plomba"),
            receiver,
            CaseQuestion(
                "referral.to.unit", "Their office", "Which office or team of theirs?",
                .line(.line(limit: 256)), suggesting: "office"),
            CaseQuestion(
                "referral.to.role", "Their role", "Who there shall take it? (A role, no name.)",
                .line(.reference), suggesting: "intake"),
        ]
    }

    private var receiver: CaseQuestion {
        let known = context.partners.map { partner in
            CaseChoice(
                partner.name.text, partner.kind.map { Self.recipientMeaning($0) } ?? "partner")
        }
        return CaseQuestion(
            "referral.to.org", "Goes to", "Which organisation shall get it?",
            .choice(known, other: .organisation),
            help: known.isEmpty
                ? "A name like group484.rs." : "Its number, or a name like group484.rs.")
    }

    var previewQuestions: [CaseQuestion] {
        [
            CaseQuestion(
                "preview.priority", "How urgent", "How urgent is it?",
                .choice(Self.priorities, other: nil),
                help: "An emergency is telephoned first; this confirms the call in writing."),
            CaseQuestion(
                "preview.respond_by", "Answer by", "Until when do you need their answer?",
                .moment(.future), help: "In your local time: 2026-11-27 14:00 or 27.11.2026 14:00.",
                suggesting: context.later(hours: Self.hours(given["preview.priority"]))),
            CaseQuestion(
                "preview.services", "Services", "What is asked for?",
                .choices(Self.services, other: .code),
                help:
                    "Several numbers with commas between them, or 'all'. A service that is not in the "
                    + "list: its code, as you agreed it with them.",
                isRequired: asksForService),
            CaseQuestion(
                "preview.age_band", "Age", "How old is the person?",
                .choice(Self.ages, other: nil)),
            CaseQuestion(
                "preview.child_alone", "Child alone",
                "If it is a child: is it without its parents?", .choice(Self.alone, other: nil)),
            CaseQuestion(
                "preview.languages", "Languages", "Which languages does the person speak?",
                .choices(Self.spoken, other: .language),
                help:
                    "Several numbers with commas between them. A language that is not in the list: "
                    + "its tag, like pa or ps-AF. 'und' when you do not know.",
                isRequired: asksForService),
            CaseQuestion(
                "preview.route.from", "From country", "In which country is the person now?",
                .choice(Self.countries, other: .country),
                help: "A country that is not in the list: its two letters, like BG."),
            CaseQuestion(
                "preview.route.to", "To country", "In which country shall help be given?",
                .choice(Self.countries, other: .country),
                help: "A country that is not in the list: its two letters, like BG."),
        ]
    }

    /// The times of the inter-agency forms of Jordan.
    private static func hours(_ priority: String?) -> Int64 {
        switch priority {
        case "emergency": 24
        case "urgent": 72
        default: 14 * 24
        }
    }
}
