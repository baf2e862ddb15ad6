import Custodian
import Primitives

/// Asks a person for a case, one thing at a time.
///
/// ```
/// 9 of about 31
/// How urgent is it?
///   1  a life or safety is in danger: answer within 24 hours
///   2  answer within 3 days
///   3  answer within 2 weeks
///
/// >
/// ```
struct CaseDialogue {
    private let terminal: LineTerminal
    private var answers: CaseAnswers
    /// Whether everything was asked once, so that only what changed is asked on the way back.
    private var isCorrecting = false

    /// What somebody did with a question.
    private enum Step {
        case answered
        case back
    }

    private init(_ terminal: LineTerminal, _ context: CaseContext) {
        self.terminal = terminal
        answers = CaseAnswers(context)
    }

    /// - Parameter write: what to do with the whole case; the terminal is still held, so that nobody
    ///   interrupts it.
    static func run(_ context: CaseContext, write: (CaseAnswers) throws -> Void) throws {
        try LineTerminal.session { terminal in
            var dialogue = CaseDialogue(terminal, context)
            dialogue.greet()
            try write(dialogue.answered())
        }
    }

    private func greet() {
        terminal.say(
            "A few questions, and then the case is written down. Answer with numbers where there are "
                + "some. Type no names of people, no numbers of documents or telephones, no addresses: the "
                + "person is a code.")
        terminal.space()
        terminal.say(
            "Enter  takes what stands in brackets, or leaves out what may be left out", indent: "  "
        )
        terminal.say("?      explains more", indent: "  ")
        terminal.say("<      goes back to the question before", indent: "  ")
        terminal.say("Ctrl-C stops; nothing is written then", indent: "  ")
        terminal.space()
    }

    private mutating func answered() throws -> CaseAnswers {
        var index = 0
        while true {
            let questions = answers.questions
            guard index < questions.count else {
                let review = CaseReview(terminal, answers)
                guard let correction = try review.choose() else { return answers }
                (index, isCorrecting) = (correction, true)
                continue
            }
            switch try ask(questions[index], at: index, of: questions.count) {
            case .answered: index = isCorrecting ? firstOpen() : index + 1
            case .back: index = isCorrecting ? firstOpen() : max(0, index - 1)
            }
        }
    }

    private func firstOpen() -> Int {
        let questions = answers.questions
        return questions.firstIndex { answers[$0.key] == nil } ?? questions.count
    }

    private mutating func ask(
        _ question: CaseQuestion, at index: Int, of count: Int
    ) throws -> Step {
        // The first stands below the greeting.
        if index > 0 || isCorrecting || answers[question.key] != nil { terminal.wipe() }
        QuestionText(terminal, answers).show(question, at: index, of: count)
        while true {
            let typed = try read(question)
            switch typed {
            case "<": return .back
            case "?": terminal.say(QuestionText.help(question))
            default:
                if try take(typed, question) { return .answered }
            }
        }
    }

    /// Whether it was an answer.
    private mutating func take(_ typed: String, _ question: CaseQuestion) throws -> Bool {
        if typed.isEmpty, answers[question.key].map({ !$0.isEmpty }) ?? false { return true }
        if typed == "-", !question.isRequired {
            answers.skip(question)
            return true
        }
        do {
            guard try isMeant(typed, question) else { return false }
            try answers.take(typed, for: question)
            return true
        } catch let complaint as CaseAnswerComplaint {
            terminal.say("Your answer \(complaint.expectation).")
            return false
        }
    }

    /// Asks once more about a text that looks as if it named somebody.
    private func isMeant(_ typed: String, _ question: CaseQuestion) throws -> Bool {
        switch question.form {
        case .text, .spoken: break
        default: return true
        }
        guard CaseAnswers.looksPersonal(typed) else { return true }
        terminal.say(
            "This looks as if it held the number of a telephone or a document, or an address. The case is to "
                + "work without. Keep it? (yes or no)")
        let answer = CaseAnswers.trimmed(try terminal.readLine("> ")).lowercased()
        if ["y", "yes", "d", "da", "po"].contains(answer) { return true }
        terminal.say("Then type it again without.")
        return false
    }

    /// One line; for a text, lines up to an empty one.
    private func read(_ question: CaseQuestion) throws -> String {
        let first = CaseAnswers.trimmed(try terminal.readLine("> "))
        guard case .text = question.form, !["", "<", "?", "-"].contains(first) else { return first }
        var lines = [first]
        for _ in 0..<QuestionText.maximumLines {
            let line = CaseAnswers.trimmed(try terminal.readLine("> "))
            if line.isEmpty { break }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
