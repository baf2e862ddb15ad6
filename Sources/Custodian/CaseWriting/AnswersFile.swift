import EvidenceBundle
import Primitives
import PrivateFiles

/// Answers to the questions about a case in a file, one in each line:
///
/// ```
/// # what follows this sign is left alone
/// kind: referral
/// preview.services: legal_aid, shelter
/// referral.reason: needs a lawyer before the hearing
/// ```
/// The names are those of the questions. Words stand for choices, not numbers.
package enum AnswersFile {
    package static let limit = 256 * 1024

    /// Reads a file and answers the questions with it.
    ///
    /// - Throws: `FileError`, ``AnswersError``.
    package static func read(_ path: String, _ context: CaseContext) throws -> CaseAnswers {
        try answers(OutsideFile.read(path, limit: limit), context)
    }

    static func answers(
        _ bytes: [UInt8], _ context: CaseContext
    ) throws(AnswersError) -> CaseAnswers {
        var (lines, problems) = try lines(bytes)
        var answers = CaseAnswers(context)
        var done: Set<String> = []
        // Each answer can bring new questions.
        while let question = answers.questions.first(where: { !done.contains($0.key) }) {
            done.insert(question.key)
            let typed = lines.removeValue(forKey: question.key)?.answer
            do throws(CaseAnswerComplaint) {
                try answers.take(typed ?? "", for: question)
            } catch {
                problems.append(
                    CaseProblem(
                        kind: typed == nil ? .missing : .wrongFormat, path: question.key,
                        expectation: typed == nil
                            ? "is not answered: \(question.text)" : told(error, question)))
            }
        }
        // By its number: what stands before a colon may be part of a text about a person.
        for number in lines.values.map(\.number).sorted() {
            problems.append(
                CaseProblem(
                    kind: .notAllowed, path: "line \(number)",
                    expectation: "answers no question about this case"))
        }
        guard problems.isEmpty else { throw AnswersError(problems: problems) }
        return answers
    }

    /// With the words to choose from, which a file does not show.
    private static func told(_ complaint: CaseAnswerComplaint, _ question: CaseQuestion) -> String {
        switch question.form {
        case .choice(let choices, _), .choices(let choices, _):
            let words = choices.map(\.word).joined(separator: ", ")
            return "must be of: \(words)"
        default: return complaint.expectation
        }
    }

    private typealias Line = (number: Int, answer: String)

    private static func lines(
        _ bytes: [UInt8]
    ) throws(AnswersError) -> ([String: Line], [CaseProblem]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AnswersError(problems: [
                CaseProblem(kind: .wrongFormat, path: "file", expectation: "must be text in UTF-8")
            ])
        }
        var found: [String: Line] = [:]
        var problems: [CaseProblem] = []
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            let line = CaseAnswers.trimmed(String(line))
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let colon = line.firstIndex(of: ":") else {
                problems.append(
                    CaseProblem(
                        kind: .wrongFormat, path: "line \(index + 1)",
                        expectation: "must be a name, a colon and an answer"))
                continue
            }
            let key = CaseAnswers.trimmed(String(line[..<colon]))
            let answer = CaseAnswers.trimmed(String(line[line.index(after: colon)...]))
            if found.updateValue((index + 1, answer), forKey: key) != nil {
                problems.append(
                    CaseProblem(
                        kind: .duplicate, path: "line \(index + 1)",
                        expectation: "answers what was answered before"))
            }
        }
        return (found, problems)
    }
}

/// Answers that do not make a case, one problem for each question.
package struct AnswersError: PlainFailure, Equatable {
    let problems: [CaseProblem]

    package var flaws: [CaseFlaw] { problems.map(CaseFlaw.init) }

    package var code: String { "case.answers-incomplete" }
    package var message: String {
        let count = problems.count == 1 ? "one answer" : "\(problems.count) answers"
        return "\(count) missing or wrong, so nothing was written"
    }
    package var hint: String? { "correct the file of answers and run the command again" }
}
