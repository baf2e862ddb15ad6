import EvidenceBundle

/// What somebody has answered so far, and what is to be asked.
///
/// Which questions there are depends on the answers: an emergency needs a telephone call, a referral says
/// what it asks for, a second entry of consent comes after the first.
package struct CaseAnswers: Sendable {
    package let context: CaseContext
    private(set) var given: [String: String] = [:]

    package init(_ context: CaseContext) { self.context = context }

    /// The kept form of an answer; empty where somebody chose to say nothing; nil where nobody was asked.
    package subscript(key: String) -> String? { given[key] }

    /// Takes what somebody typed.
    ///
    /// - Throws: ``CaseAnswerComplaint``, which does not repeat it.
    package mutating func take(
        _ typed: String, for question: CaseQuestion
    ) throws(CaseAnswerComplaint) {
        let typed = Self.trimmed(typed)
        let text = typed.isEmpty ? question.suggestion ?? "" : typed
        given[question.key] = try question.read(text, context)
    }

    /// Takes nothing for what may be left out.
    package mutating func skip(_ question: CaseQuestion) {
        if !question.isRequired { given[question.key] = "" }
    }

    /// In their order, as far as the answers so far say.
    package var questions: [CaseQuestion] {
        var all = caseQuestions + previewQuestions + [languageQuestion]
        if asksForService { all += requestQuestions }
        return all + consentQuestions + itemQuestions
    }

    var asksForService: Bool {
        given["kind"].map(CaseVocabulary.kindsAskingForService.contains) ?? true
    }

    var isContinuing: Bool {
        given["kind"].map(CaseVocabulary.kindsContinuing.contains) ?? false
    }

    func isYes(_ key: String) -> Bool { given[key] == "yes" }

    func list(_ key: String) -> [String] {
        (given[key] ?? "").split(separator: ",").map { Self.trimmed(String($0)) }
    }

    /// Without spaces and line feeds around it.
    package static func trimmed(_ text: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
