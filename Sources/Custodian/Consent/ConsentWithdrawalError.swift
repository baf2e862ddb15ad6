package import Primitives

/// Why nothing is said about consent, or something is not done because of it.
package enum ConsentWithdrawalError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case notAtBroker(ConsignmentID)
    case noWithdrawal(String)
    case nothingToAnswer(ConsignmentID)
    case noAnswerYet(ConsignmentID)
    case notErased(ConsignmentID)
    case stillSealed(ConsignmentID, in: ConsignmentID)
    case erasedAlready(ConsignmentID)
    case withdrawn(ConsignmentID)
    case withheld(ConsignmentID, of: ConsignmentID)
    case answerTime
    case word(String)
    case words
    case tooManyOnward

    package var code: String {
        switch self {
        case .notSent: "consent.not-sent"
        case .notAtBroker: "consent.not-at-broker"
        case .noWithdrawal, .nothingToAnswer: "consent.no-withdrawal"
        case .noAnswerYet: "consent.no-answer-yet"
        case .notErased, .stillSealed: "consent.not-erased"
        case .erasedAlready: "consent.erased-already"
        case .withdrawn, .withheld: "consent.withdrawn-since"
        case .answerTime: "consent.answer-time"
        case .word, .words: "consent.words"
        case .tooManyOnward: "consent.too-many-onward"
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id): "\(id.text) came to you: only who sent it withdraws consent for it"
        case .notAtBroker(let id):
            "\(id.text) has not reached the broker, so nobody has it from there"
        case .noWithdrawal(let text):
            "nobody has told you that consent was withdrawn for '\(SafeText.shown(text))'"
        case .nothingToAnswer(let id):
            "what came about consent for \(id.text) does not hold: there is nothing to answer"
        case .noAnswerYet(let id): "you have not answered yet about \(id.text)"
        case .notErased(let id): "your copy of \(id.text) is not destroyed"
        case .stillSealed(let id, let other):
            "\(other.text), which was sealed here from \(id.text) and not sent, is not destroyed"
        case .erasedAlready(let id):
            "you have answered that your copy of \(id.text) is destroyed: it cannot be kept since"
        case .withdrawn(let id): "the person has withdrawn consent for \(id.text)"
        case .withheld(let id, let original) where id == original:
            "\(id.text) is not handed over: the person has withdrawn consent for it"
        case .withheld(let id, let original):
            "\(id.text) is not handed over: the person has withdrawn consent for \(original.text), of which it "
                + "is"
        case .answerTime: "the time to answer by is not a whole hour to come"
        case .word(let word): "'\(SafeText.shown(word))' is not a word that consent can name"
        case .words: "a word is named twice, or there are more than 16"
        case .tooManyOnward: "more answers came from behind than one statement can list"
        }
    }

    package var hint: String? {
        switch self {
        case .notSent(let id):
            "tell its sender, in a way that you keep; and stop using it: plomba status \(id.text)"
        case .notAtBroker:
            "it is not handed over from here any more; what went on a stick, or as a file, call back in a way "
                + "that you keep"
        case .noWithdrawal: "fetch what is new: plomba sync"
        case .nothingToAnswer: "ask its sender"
        case .noAnswerYet(let id): "say what you did: plomba consent answer \(id.text) stopped"
        case .notErased(let id):
            "destroy it first: plomba dispose \(id.text) --reason person_asked --basis '...' --copy FOLDER"
        case .stillSealed(_, let other): Self.destroy(other)
        case .erasedAlready(let id): "answer the same: plomba consent answer \(id.text) erased"
        case .withheld(let id, let original):
            "look what was withdrawn: plomba consent show \(original.text). " + Self.destroy(id)
        case .withdrawn(let id):
            "do not pass it on; look what was withdrawn: plomba consent show \(id.text). Whoever has the "
                + "person's consent again sends the case anew"
        case .answerTime: "write it like 2026-12-05T12:00:00Z"
        case .word, .words: "plomba help consent withdraw has the list"
        case .tooManyOnward: nil
        }
    }

    /// What was sealed here and nobody has.
    private static func destroy(_ id: ConsignmentID) -> String {
        "Destroy what waits here: plomba dispose \(id.text) --reason person_asked --basis '...'; where it was "
            + "on its way already, before that: plomba skip \(id.text)"
    }
}
