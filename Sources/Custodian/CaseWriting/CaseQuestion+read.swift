import EvidenceBundle
import Primitives

/// Why an answer is none: what it must be. It never repeats what was typed, which may be about a person.
package struct CaseAnswerComplaint: Error, Equatable {
    package let expectation: String

    init(_ expectation: String) { self.expectation = expectation }
}

extension CaseQuestion {
    /// The answer as it is kept: words instead of numbers, UTC instead of local time.
    ///
    /// - Parameter typed: without white space around it; empty where nothing was said.
    package func read(
        _ typed: String, _ context: CaseContext
    ) throws(CaseAnswerComplaint) -> String {
        guard !typed.isEmpty else {
            guard isRequired else { return "" }
            throw CaseAnswerComplaint("must not be empty")
        }
        switch form {
        case .choice(let choices, let other): return try word(typed, of: choices, other)
        case .choices(let choices, let other): return try words(typed, of: choices, other)
        case .yesNo: return try yesOrNo(typed)
        case .line(let form): return try checked(typed, form)
        case .text: return try checked(typed, .text)
        case .spoken: return try checked(typed, .line(limit: CaseLimits.text))
        case .names: return try names(typed)
        case .moment(let tense): return try moment(typed, tense, context)
        case .day:
            guard let day = context.localTime.day(typed) else {
                throw CaseAnswerComplaint("must be a day like 2026-11-27 or 27.11.2026")
            }
            return day
        }
    }

    private func word(
        _ typed: String, of choices: [CaseChoice], _ other: CaseAnswerForm?
    ) throws(CaseAnswerComplaint) -> String {
        if let number = Int(typed), choices.indices.contains(number - 1) {
            return choices[number - 1].word
        }
        let lower = Array(typed.lowercased().utf8)
        if let known = choices.first(where: { $0.word.lowercased().utf8.elementsEqual(lower) }) {
            return known.word
        }
        guard let other, Int(typed) == nil else {
            throw CaseAnswerComplaint("must be a number from 1 to \(choices.count)")
        }
        return try checked(typed, other)
    }

    private func words(
        _ typed: String, of choices: [CaseChoice], _ other: CaseAnswerForm?
    ) throws(CaseAnswerComplaint) -> String {
        let lower = typed.lowercased()
        if lower == "all" { return choices.map(\.word).joined(separator: ", ") }
        if lower == "none" || lower == "-", !isRequired { return "" }
        var found: [String] = []
        for part in typed.split(whereSeparator: { $0 == "," || $0 == " " }) {
            var some = Self.range(part, choices) ?? []
            if some.isEmpty { some = [try word(String(part), of: choices, other)] }
            found += some.filter { !found.contains($0) }
        }
        guard found.count <= CaseLimits.codes else {
            throw CaseAnswerComplaint("must be at most \(CaseLimits.codes)")
        }
        guard !found.isEmpty else { throw CaseAnswerComplaint("must not be empty") }
        return found.joined(separator: ", ")
    }

    /// The words from one number to another, like `1-3`; nil where it is no such thing.
    private static func range(_ part: Substring, _ choices: [CaseChoice]) -> [String]? {
        let ends = part.split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, part.utf8.first != UInt8(ascii: "-"), ends[0] <= ends[1],
            choices.indices.contains(ends[0] - 1), choices.indices.contains(ends[1] - 1)
        else { return nil }
        return choices[(ends[0] - 1)...(ends[1] - 1)].map(\.word)
    }

    /// The words of the neighbours too.
    private func yesOrNo(_ typed: String) throws(CaseAnswerComplaint) -> String {
        switch typed.lowercased() {
        case "y", "yes", "d", "da", "po": return "yes"
        case "n", "no", "ne", "jo": return "no"
        default: throw CaseAnswerComplaint("must be yes or no")
        }
    }

    private func names(_ typed: String) throws(CaseAnswerComplaint) -> String {
        var found: [String] = []
        for part in typed.split(separator: ";") {
            let name = CaseAnswers.trimmed(String(part))
            if !name.isEmpty { found.append(try checked(name, .line(limit: 256))) }
        }
        guard (1...CaseLimits.codes).contains(found.count) else {
            throw CaseAnswerComplaint("must be 1 to \(CaseLimits.codes) names")
        }
        return found.joined(separator: "; ")
    }

    private func moment(
        _ typed: String, _ tense: Tense, _ context: CaseContext
    ) throws(CaseAnswerComplaint) -> String {
        guard let time = context.localTime.moment(typed) else {
            throw CaseAnswerComplaint("must be a time like 2026-11-27 14:00 or 27.11.2026 14:00")
        }
        switch tense {
        case .future where time < context.now:
            throw CaseAnswerComplaint("must not be in the past")
        case .past where time > context.now:
            throw CaseAnswerComplaint("must not be in the future")
        default: return time.text
        }
    }

    private func checked(
        _ text: String, _ form: CaseAnswerForm
    ) throws(CaseAnswerComplaint) -> String {
        if let complaint = form.complaint(about: text) { throw CaseAnswerComplaint(complaint) }
        return text
    }
}
