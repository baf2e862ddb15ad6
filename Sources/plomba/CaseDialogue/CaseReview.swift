import Custodian
import Primitives
import Screen

/// Everything that was answered, before it is written.
struct CaseReview {
    /// Lines of the screen that are no answers.
    private static let otherLines = 8
    private static let smallestPage = 5

    private let terminal: LineTerminal
    private let answers: CaseAnswers
    private let questions: [CaseQuestion]

    init(_ terminal: LineTerminal, _ answers: CaseAnswers) {
        (self.terminal, self.answers) = (terminal, answers)
        questions = answers.questions
    }

    /// Shows it page by page until somebody decides.
    ///
    /// - Returns: the question that is to be asked again; nil when the case is to be written.
    func choose() throws -> Int? {
        let pages = self.pages()
        let note = try answers.consentNote()
        var page = 0
        while true {
            show(pages, page, note)
            switch CaseAnswers.trimmed(try terminal.readLine("> ")).lowercased() {
            case "": page = (page + 1) % pages.count
            case "<": page = (page + pages.count - 1) % pages.count
            case "w": return nil
            case let typed:
                if let number = Int(typed), questions.indices.contains(number - 1) {
                    return number - 1
                }
            }
        }
    }

    private func show(_ pages: [[String]], _ page: Int, _ note: String?) {
        terminal.wipe()
        terminal.say(
            pages.count > 1
                ? "Please read it once more: page \(page + 1) of \(pages.count)"
                : "Please read it once more")
        for line in pages[page] { terminal.stream.write(line + "\n") }
        terminal.space()
        if let note { terminal.say(note) }
        terminal.say(
            "w writes the file. The number of an answer changes it."
                + (pages.count > 1 ? " Enter shows the next page." : ""))
    }

    private func pages() -> [[String]] {
        let width = (questions.map { TextColumn.width(of: $0.label) }.max() ?? 0) + 2
        let seen = questions.indices.filter { questions[$0].isShownBeforeAcceptance }
        let hidden = questions.indices.filter { !questions[$0].isShownBeforeAcceptance }
        let lines =
            ["Seen before anybody accepts:"] + seen.map { line($0, width) }
            + ["Seen only by who opens it:"] + hidden.map { line($0, width) }
        let size = max(Self.smallestPage, terminal.stream.height - Self.otherLines)
        return stride(from: 0, to: lines.count, by: size).map {
            Array(lines[$0..<min($0 + size, lines.count)])
        }
    }

    private func line(_ index: Int, _ width: Int) -> String {
        let question = questions[index]
        let number = String(index + 1)
        let label = TextColumn.padded(question.label, to: width)
        let meaning = answers.meaning(of: answers[question.key], for: question) ?? "-"
        let start =
            String(repeating: " ", count: max(0, 4 - number.utf8.count)) + number + "  " + label
        return TextColumn.cut(start + SafeText.shown(meaning), to: terminal.stream.width - 1)
    }
}
