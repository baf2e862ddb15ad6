package import EvidenceBundle

/// One question about a case, in plain words.
package struct CaseQuestion: Sendable {
    /// The place of the answer in case.json, like `preview.priority`; also its name in a file of answers.
    package let key: String
    /// A few words for the summary.
    package let label: String
    package let text: String
    /// More, for who asks for it.
    package let help: String?
    package let form: Form
    package let isRequired: Bool
    /// What an empty answer means.
    package let suggestion: String?

    package enum Form: Sendable {
        /// One of the choices; or something else in this form.
        case choice([CaseChoice], other: CaseAnswerForm?)
        /// Some of them.
        case choices([CaseChoice], other: CaseAnswerForm?)
        case yesNo
        case line(CaseAnswerForm)
        /// Free text in several lines, in the language of the answers.
        case text
        /// The same in one line.
        case spoken
        /// Names, with semicolons between them.
        case names
        case moment(Tense)
        case day
    }

    /// Where a time has to lie, seen from now.
    package enum Tense: Sendable {
        case past, future
    }

    /// - Parameter suggesting: nil where a person has to think; a fact about somebody is never suggested.
    init(
        _ key: String, _ label: String, _ text: String, _ form: Form, help: String? = nil,
        suggesting suggestion: String? = nil, isRequired: Bool = true
    ) {
        (self.key, self.label, self.text, self.form) = (key, label, text, form)
        (self.help, self.suggestion, self.isRequired) = (help, suggestion, isRequired)
    }

    /// The same, with what it is about before it.
    func about(_ subject: String) -> CaseQuestion {
        CaseQuestion(
            key, label, subject + ": " + text, form, help: help, suggesting: suggestion,
            isRequired: isRequired)
    }

    /// Whether its answer is shown to the receiver before anybody there accepts.
    package var isShownBeforeAcceptance: Bool {
        key.hasPrefix("preview.") || key == "kind" || key == "previous"
    }
}

/// One word of a list, and what it means.
package struct CaseChoice: Sendable {
    package let word: String
    package let meaning: String

    init(_ word: String, _ meaning: String) { (self.word, self.meaning) = (word, meaning) }
}
