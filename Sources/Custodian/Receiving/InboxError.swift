package import Primitives

/// Why a delivery could not be dealt with.
package enum InboxError: PlainFailure, Equatable {
    case unknown(String)
    case ambiguous(String)
    case notReceived(ConsignmentID)
    case alreadyDecided(ConsignmentID)
    case alreadyReceived(ConsignmentID, folder: String)
    case tooLate(ConsignmentID)
    case contentGone(ConsignmentID)
    case identifierReused(ConsignmentID)
    case endNotShown(ConsignmentID)
    /// It came by hand, and the broker does not list it.
    case notAtBroker(ConsignmentID)
    /// Of what came by hand, pieces are missing, and the broker does not have it.
    case piecesMissing(ConsignmentID, String)
    /// Its sender's word came by hand that it is called back.
    case calledBack(ConsignmentID)

    package var code: String {
        switch self {
        case .unknown: "inbox.unknown"
        case .ambiguous: "inbox.ambiguous"
        case .notReceived: "inbox.not-received"
        case .alreadyDecided: "inbox.already-decided"
        case .alreadyReceived: "inbox.already-received"
        case .tooLate: "inbox.too-late"
        case .contentGone: "inbox.content-gone"
        case .identifierReused: "inbox.identifier-reused"
        case .endNotShown: "inbox.end-not-shown"
        case .notAtBroker: "inbox.not-at-broker"
        case .piecesMissing: "inbox.pieces-missing"
        case .calledBack: "inbox.called-back"
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "nothing with the identifier \(SafeText.shown(id)) is in the inbox"
        case .ambiguous(let id): "\(SafeText.shown(id)) begins more than one identifier"
        case .notReceived(let id): "\(id.text) has not been received and checked yet"
        case .alreadyDecided(let id): "\(id.text) has been accepted or declined already"
        case .alreadyReceived(let id, let folder):
            "\(id.text) was received already, in '\(SafeText.shown(folder))'"
        case .tooLate(let id): "\(id.text) had already ended otherwise when the decision came"
        case .identifierReused(let id):
            "two different deliveries of one sender bear the identifier \(id.text)"
        case .contentGone(let id): "the content of \(id.text) is no longer at the broker"
        case .endNotShown(let id):
            "the broker calls what was signed about \(id.text) too late and does not show what came first"
        case .notAtBroker(let id): "\(id.text) came by hand, and no broker is known to have it"
        case .piecesMissing(let id, let pieces):
            "pieces \(pieces) of \(id.text) have not come yet, and the broker does not have it"
        case .calledBack(let id):
            "the sender has called \(id.text) back: the signed word came by hand"
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "look at: plomba inbox"
        case .ambiguous: "give more of its characters, or choose with --mailbox"
        case .notReceived(let id): "receive it first: plomba receive \(id.text) -o FOLDER"
        case .alreadyDecided(let id): "look how it stands: plomba status \(id.text)"
        case .alreadyReceived: "move that folder away to receive it once more"
        case .tooLate: "the first decision that the broker recorded counts"
        case .endNotShown: "tell the broker's operator; until it is shown, your decision stands"
        case .contentGone: "ask the sender to send it again"
        case .identifierReused: "rely on neither; show both to the sender"
        case .notAtBroker:
            "it can be opened and decided here; when the broker has it, 'plomba sync' says so"
        case .piecesMissing(let id, let pieces):
            "ask the sender for them: plomba export \(id.text) -o STICK --pieces '\(pieces)'"
        case .calledBack(let id):
            "decline it: plomba decline \(id.text) --reason other; if it was opened, remove that folder"
        }
    }
}
