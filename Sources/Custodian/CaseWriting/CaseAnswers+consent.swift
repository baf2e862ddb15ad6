import EvidenceBundle

/// To whom the person agrees that it goes, what for, and how that was asked.
extension CaseAnswers {
    /// More kinds of recipients than there are.
    private static let maximumEntries = 8
    /// The first answer of an entry, when there is none.
    static let noEntry = "none"

    /// How many entries there are so far.
    var consentCount: Int {
        (0..<Self.maximumEntries).prefix(while: { index in
            given["consent[\(index)].legal_basis"].map { $0 != Self.noEntry } ?? false
        }).count
    }

    var consentQuestions: [CaseQuestion] {
        var all: [CaseQuestion] = []
        for index in 0..<Self.maximumEntries {
            all.append(basis(index))
            guard index < consentCount else { break }
            all += entryQuestions("consent[\(index)].")
        }
        return all
    }

    private func basis(_ index: Int) -> CaseQuestion {
        let key = "consent[\(index)].legal_basis"
        guard index > 0 else {
            return CaseQuestion(
                key, "On what basis", "On what basis may they get this case?",
                .choice(
                    Self.bases + [CaseChoice(Self.noEntry, "nothing is written down yet")],
                    other: nil),
                help:
                    "What is written down here is held against every recipient when you seal. Where "
                    + "nothing is, nothing is held against it.")
        }
        return CaseQuestion(
            key, "Another basis",
            "May somebody else get it, or for another purpose? On what basis?",
            .choice(Self.bases + [CaseChoice(Self.noEntry, "no, that was all")], other: nil),
            suggesting: Self.noEntry)
    }

    private func entryQuestions(_ entry: String) -> [CaseQuestion] {
        let recipients = Self.recipients
        var all = [
            CaseQuestion(
                entry + "purpose", "What for", "What may it be used for?",
                .choice(Self.purposes, other: nil)),
            CaseQuestion(
                entry + "release_to", "May go to", "Who may get it?",
                .choices(recipients, other: .recipient),
                help:
                    "Several numbers with commas between them. Or one organisation alone: its name, "
                    + "like group484.rs.",
                suggesting: given["referral.to.org"]),
            CaseQuestion(
                entry + "not_to", "Must not go to", "Who must NOT get it?",
                .choices(recipients, other: .recipient),
                help:
                    "Numbers or names of organisations, as before. Plomba will not seal it for them.",
                isRequired: false),
            CaseQuestion(
                entry + "scope", "What of it", "What of the case may they get?",
                .choices(Self.parts, other: .consentPart),
                help:
                    "Several numbers with commas between them. One file alone: media: and its exhibit "
                    + "number."),
            CaseQuestion(
                entry + "onward_sharing", "Passing on", "May they pass it on?",
                .choice(Self.onward, other: nil)),
            CaseQuestion(
                entry + "anonymise", "Make unknown", "What must be made unrecognisable?",
                .choices(Self.anonymised, other: nil), isRequired: false),
        ]
        switch given[entry + "legal_basis"] {
        case "consent": all += askedQuestions(entry)
        default: all += overrideQuestions(entry)
        }
        return all + [
            CaseQuestion(
                entry + "valid_until", "Valid until", "Until which day does that hold?", .day,
                isRequired: false)
        ]
    }

    private func askedQuestions(_ entry: String) -> [CaseQuestion] {
        var all = [
            CaseQuestion(
                entry + "given_by", "Given by", "Who agreed?", .choice(Self.givers, other: nil))
        ]
        if isChild, let giver = given[entry + "given_by"], giver != "self" {
            all.append(
                CaseQuestion(
                    entry + "assent", "Child agrees", "Does the child agree too?", .yesNo))
        }
        return all + [
            CaseQuestion(
                entry + "given_at", "Given at", "When?", .moment(.past),
                help: "In your local time: 2026-11-26 10:30 or 26.11.2026 10:30."),
            CaseQuestion(entry + "form", "How given", "How?", .choice(Self.forms, other: nil)),
            CaseQuestion(
                entry + "language", "Asked in", "In which language did you speak about it?",
                .choice(Self.spoken, other: .language),
                help: "Its number, or its tag, like pa or ps-AF."),
            CaseQuestion(
                entry + "interpreter_code", "Interpreter",
                "If somebody interpreted: the interpreter's code? (No name.)",
                .line(.reference), isRequired: false),
            CaseQuestion(
                entry + "explained", "Explained", "What did you explain before?",
                .choices(Self.explained, other: nil),
                help: "Several numbers with commas between them, or 'all'. What is not named is "
                    + "written down as not explained."),
        ]
    }

    private func overrideQuestions(_ entry: String) -> [CaseQuestion] {
        [
            CaseQuestion(
                entry + "override.reason", "Why without consent",
                "Why without the person's consent? The receiver and a court will read this.",
                .text),
            CaseQuestion(
                entry + "override.approved_by_role", "Approved by",
                "Who has approved that? (A role, no name.)", .line(.reference)),
        ]
    }

    private var isChild: Bool {
        ["0-5", "6-11", "12-14", "15-17"].contains(given["preview.age_band"] ?? "")
    }
}
