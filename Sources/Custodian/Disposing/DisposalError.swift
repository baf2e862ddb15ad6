package import BrokerClient
package import Primitives

/// Why a copy is not destroyed, or something is not done about one that was.
package enum DisposalError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case notEnded(ConsignmentID, isOurs: Bool)
    case notRecorded(ConsignmentID)
    case basis
    case notACopy(String)
    case copyNotNamed(ConsignmentID, path: String)
    case copyNotLookedAt(ConsignmentID, path: String, reason: String)
    case notGone(String)
    case cameByHand(ConsignmentID)
    case refused(ConsignmentID, BrokerClientError)
    case sealedFileGone(ConsignmentID)
    case copiesTooMany(limit: Int)
    case notConfirmed
    case notRemoved(path: String, reason: String)
    case unfinished(ConsignmentID)
    case disposed(ConsignmentID)

    package var code: String {
        switch self {
        case .notSent: "dispose.not-sent"
        case .notEnded: "dispose.not-ended"
        case .notRecorded: "dispose.not-recorded"
        case .basis: "dispose.basis-malformed"
        case .notACopy: "dispose.not-a-copy"
        case .copyNotNamed: "dispose.copy-not-named"
        case .copyNotLookedAt: "dispose.copy-not-looked-at"
        case .notGone: "dispose.not-gone"
        case .cameByHand: "dispose.came-by-hand"
        case .refused: "dispose.refused"
        case .sealedFileGone: "dispose.sealed-file-gone"
        case .copiesTooMany: "dispose.too-many-copies"
        case .notConfirmed: "dispose.not-confirmed"
        case .notRemoved: "dispose.not-removed"
        case .unfinished: "dispose.unfinished"
        case .disposed: "dispose.disposed"
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id): "nobody knows yet whether the broker takes \(id.text)"
        case .notEnded(let id, isOurs: true): "\(id.text) has not ended in every mailbox"
        case .notEnded(let id, isOurs: false): "nobody has decided \(id.text) yet"
        case .notRecorded(let id):
            "the broker has not recorded yet what was decided about \(id.text)"
        case .basis: "the basis is not one line of 1 to 1024 bytes"
        case .notACopy(let path):
            "'\(SafeText.shown(path))' is no opened folder or sealed file of this case"
        case .copyNotNamed(_, let path):
            "a copy of the case lies in '\(SafeText.shown(path))', and was not named"
        case .copyNotLookedAt(_, let path, let reason):
            "nobody can say whether a copy lies in '\(SafeText.shown(path))': \(reason)"
        case .notGone(let path):
            "a copy of the case lies in '\(SafeText.shown(path))', and is not gone"
        case .cameByHand(let id):
            "\(id.text) came by hand: no broker has recorded that anybody here took it over"
        case .refused(let id, let answer):
            "the broker does not take your disposal of \(id.text), and shows none of yours that it "
                + "took before: \(answer.message)"
        case .sealedFileGone(let id):
            "the sealed file of \(id.text) is not here, and nothing else names what was sealed"
        case .copiesTooMany(let limit): "more than \(limit) copies were named"
        case .notConfirmed: "nothing was destroyed"
        case .notRemoved(let path, let reason):
            "'\(SafeText.shown(path))' could not be removed: \(reason)"
        case .unfinished(let id): "the copy of \(id.text) is not wholly destroyed"
        case .disposed(let id): "your organisation has destroyed its copy of \(id.text)"
        }
    }

    package var hint: String? {
        switch self {
        case .notSent(let id):
            "plomba sync, or give it up: plomba skip \(id.text); then again"
        case .sealedFileGone:
            "name it with --copy if it lies elsewhere; otherwise no statement can say what is gone, and "
                + "what is left is its folder in the outbox of your home: remove that yourself"
        case .notEnded(let id, isOurs: true):
            "call it back first, or wait for the end: plomba status \(id.text)"
        case .notEnded(let id, isOurs: false):
            "accept or decline it first: plomba status \(id.text)"
        case .notRecorded: "plomba sync, then again"
        case .basis: "say on whose authority in one line, without personal data"
        case .notACopy:
            "name what 'receive', 'open' or 'seal' made of this case; nothing was destroyed"
        case .copyNotNamed(_, let path):
            "name it, so that it is destroyed too: --copy '\(SafeText.typed(path))'"
        case .copyNotLookedAt(_, let path, _):
            "connect the disk and name it: --copy '\(SafeText.typed(path))'; if you know that it is "
                + "destroyed, say so: --gone '\(SafeText.typed(path))'"
        case .notGone(let path):
            "name it, so that it is destroyed: --copy '\(SafeText.typed(path))'"
        case .cameByHand:
            "a statement of disposal follows a recorded decision, and there is none: remove the folder "
                + "and the sealed file yourself, and tell the sender in a way that you keep"
        case .refused:
            "your copy is destroyed and your signed statement is kept; ask the operator of the broker"
        case .copiesTooMany: "remove the others yourself first"
        case .notConfirmed: nil
        case .notRemoved:
            "make it removable, then run the same command again, or add --gone PATH if you know that it "
                + "is destroyed; your signed statement is kept, and nobody is told before all is gone"
        case .unfinished(let id): "run the same 'plomba dispose \(id.text) ...' again"
        case .disposed(let id): "what is left is your signed statement: plomba status \(id.text)"
        }
    }
}
