package import EvidenceBundle
import Primitives

/// Answers as a person reads them.
extension CaseAnswers {
    /// What an answer means, on one line; nil where nothing was said.
    ///
    /// - Parameter typed: in its kept form, which is also that of a suggestion.
    package func meaning(of typed: String?, for question: CaseQuestion) -> String? {
        guard let typed, !typed.isEmpty else { return nil }
        switch question.form {
        case .choice(let choices, _): return Self.meaning(typed, choices)
        case .choices(let choices, _):
            return typed.split(separator: ",")
                .map { Self.meaning(Self.trimmed(String($0)), choices) }.joined(separator: "; ")
        case .moment: return Timestamp(typed).map(context.localTime.text) ?? typed
        case .text:
            return String(typed.split(whereSeparator: \.isNewline).joined(separator: " / "))
        default: return typed
        }
    }

    private static func meaning(_ word: String, _ choices: [CaseChoice]) -> String {
        // The name of an organisation says more than what it is.
        if OrganisationName(word) != nil { return word }
        let known = choices.first { $0.word.utf8.elementsEqual(word.utf8) }
        return known.map(\.meaning) ?? word
    }

    /// Whether a text looks as if the number of a telephone or a document, or an address of e-mail, stood in
    /// it: six digits with nothing but spaces and strokes between them, or an `@`.
    package static func looksPersonal(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "@"): return true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: " "), UInt8(ascii: "/"): break
            default: digits = 0
            }
            if digits >= 6 { return true }
        }
        return false
    }

    /// What sealing for the organisation that was named would say about consent; nil for nothing.
    package func consentNote() throws(CaseError) -> String? {
        let document = try CaseDocument(parsing: compose())
        let name = document.receivingOrganisation
        let recipient =
            context.partners.first { $0.name == name }
            ?? ConsentScope.Recipient(name: name, kind: nil)
        switch document.consentScope.answer(for: recipient, at: context.now) {
        case .covered, .notRecorded: return nil
        case .notCovered where recipient.kind == nil:
            return
                "Plomba does not know yet what kind of organisation \(name.text) is, so it would not "
                + "seal this for it. Say it before you seal: plomba partner class \(name.text) KIND"
        case .notCovered, .excluded, .itemExcluded, .withdrawn, .ended:
            return "By what you wrote, \(name.text) may not get this: it will not be sealed for it."
        }
    }
}
