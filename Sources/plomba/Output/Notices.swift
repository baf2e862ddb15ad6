import Custodian
import Primitives
import Screen

/// What plomba says besides its answer; always on standard error.
enum Notices {
    /// A block of text of our own.
    static func say(_ text: String) { Stream.error.write(text + "\n") }

    /// One warning, which may hold words from outside.
    static func warn(_ text: String) {
        Stream.error.writeSentence("plomba: note: " + SafeText.sentence(text), indent: "")
    }

    /// A failure beside an answer that was given: one line with its code, and what to do.
    static func tell(_ failure: any PlainFailure) {
        Stream.error.writeSentence("plomba: \(failure.message) [\(failure.code)]", indent: "")
        if let hint = failure.hint { Stream.error.writeSentence(hint, indent: "  ") }
    }

    /// Warnings as they come; progress on a terminal.
    static func board() -> NoticeBoard {
        let line = ProgressLine()
        return NoticeBoard(
            warn: { text in
                line.clear()
                warn(text)
            },
            progress: { line.show($0.work.rawValue, done: $0.done, total: $0.total) })
    }
}
