package import Primitives

/// Why a case is not sealed again.
package enum ResealError: PlainFailure, Equatable {
    case notKnownFrom(ConsignmentID)
    case already(ConsignmentID, ConsignmentID)
    case ended(ConsignmentID)
    /// Somebody can open it in each of the mailboxes in which it waits.
    case readable(ConsignmentID)
    /// What lies there now is not what was sealed.
    case filesChanged(ConsignmentID)

    package var code: String {
        switch self {
        case .notKnownFrom: "reseal.files-not-known"
        case .already: "reseal.already"
        case .ended: "reseal.ended"
        case .readable: "reseal.readable"
        case .filesChanged: "reseal.files-changed"
        }
    }

    package var message: String {
        switch self {
        case .notKnownFrom(let id): "it is not known here from which files \(id.text) was sealed"
        case .already(let id, let again): "\(again.text) has taken the place of \(id.text)"
        case .ended(let id):
            "\(id.text) was decided, was called back, or has ended, in its mailboxes"
        case .readable(let id):
            "wherever \(id.text) waits, somebody can open it: it was called back from nowhere"
        case .filesChanged(let id):
            "the files, or the case.json, are not those from which \(id.text) was sealed"
        }
    }

    package var hint: String? {
        switch self {
        case .notKnownFrom:
            "do it anew as it was done first: plomba send FILES --case case.json --to MAILBOX, plomba "
                + "transfer or plomba disclose"
        case .already(_, let again): "look how it goes: plomba status \(again.text)"
        case .ended(let id): "look how it ended: plomba status \(id.text)"
        case .readable(let id):
            "to call it back and seal it again all the same: plomba reseal \(id.text) --all"
        case .filesChanged(let id):
            "put back what was sealed; or call it back and send what is there now: plomba withdraw "
                + "\(id.text) --reason superseded, then plomba send"
        }
    }
}
