import Custodian
import Primitives
import Screen

/// One question on the screen.
struct QuestionText {
    /// Of one text.
    static let maximumLines = 256
    /// Longer lists stand in columns, so that the question stays on the screen.
    private static let longestList = 8

    private let terminal: LineTerminal
    private let answers: CaseAnswers

    init(_ terminal: LineTerminal, _ answers: CaseAnswers) {
        (self.terminal, self.answers) = (terminal, answers)
    }

    func show(_ question: CaseQuestion, at index: Int, of count: Int) {
        terminal.say("\(index + 1) of about \(count)")
        terminal.say(question.text)
        switch question.form {
        case .choice(let choices, _), .choices(let choices, _): list(choices)
        case .text: terminal.say("(As many lines as you need. An empty line ends it.)")
        case .yesNo: terminal.say("(yes or no)")
        default: break
        }
        if case .choices = question.form { terminal.say("(Several: 1, 3 or 1-3)") }
        terminal.space()
        offer(question)
    }

    static func help(_ question: CaseQuestion) -> String {
        let more = question.help.map { $0 + " " } ?? ""
        let isLeftOut =
            question.isRequired ? "" : " It may be left out: Enter, or - where something stands."
        return more + "It stands in case.json as \(question.key)."
            + (question.isShownBeforeAcceptance
                ? " The receiver sees it before anybody there accepts."
                : " Only who opens the case sees it.") + isLeftOut
    }

    /// What Enter does.
    private func offer(_ question: CaseQuestion) {
        let kept = answers.meaning(of: answers[question.key], for: question)
        if let offered = kept ?? answers.meaning(of: question.suggestion, for: question) {
            let leaving = question.isRequired ? "" : "  (- leaves it out)"
            terminal.say("[\(SafeText.shown(offered))]" + leaving)
        } else if !question.isRequired {
            terminal.say("[Enter leaves it out]")
        }
    }

    private func list(_ choices: [CaseChoice]) {
        let lines = choices.enumerated().map { index, choice in
            let number = String(index + 1)
            let word = SafeText.shown(choice.meaning)
            let name = Self.isName(choice.word) ? SafeText.shown(choice.word) + ", " : ""
            return (number.utf8.count < 2 ? " " : "") + number + "  " + name + word
        }
        guard lines.count > Self.longestList else {
            for line in lines { terminal.say(String(line.drop { $0 == " " }), indent: "  ") }
            return
        }
        let width = (lines.map(TextColumn.width).max() ?? 0) + 2
        let columns = max(1, min(3, (terminal.stream.width - 1) / width))
        let rows = (lines.count + columns - 1) / columns
        for row in 0..<rows {
            let cells = stride(from: row, to: lines.count, by: rows).map { lines[$0] }
            terminal.stream.write(
                " " + cells.map { TextColumn.padded($0, to: width) }.joined() + "\n")
        }
    }

    /// The name of an organisation says more than what it is.
    private static func isName(_ word: String) -> Bool { OrganisationName(word) != nil }
}
