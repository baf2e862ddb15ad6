package import Primitives

/// Why a copy is not destroyed, or something is not done about one that was.
package enum DisposalError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case notEnded(ConsignmentID, isOurs: Bool)
    case notRecorded(ConsignmentID)
    case basis
    case notACopy(String)
    case copyNotNamed(ConsignmentID, path: String)
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
        case .copiesTooMany: "dispose.too-many-copies"
        case .notConfirmed: "dispose.not-confirmed"
        case .notRemoved: "dispose.not-removed"
        case .unfinished: "dispose.unfinished"
        case .disposed: "dispose.disposed"
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id): "the broker has not taken \(id.text): nobody else knows of it"
        case .notEnded(let id, isOurs: true): "\(id.text) has not ended in every mailbox"
        case .notEnded(let id, isOurs: false): "nobody has decided \(id.text) yet"
        case .notRecorded(let id):
            "the broker has not recorded yet what was decided about \(id.text)"
        case .basis: "the basis is not one line of 1 to 1024 bytes"
        case .notACopy(let path):
            "'\(SafeText.shown(path))' is no opened folder or sealed file of this case"
        case .copyNotNamed(_, let path):
            "a copy of the case lies in '\(SafeText.shown(path))', and was not named"
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
        case .notSent: "remove the sealed file yourself; there is nothing to tell anybody"
        case .notEnded(let id, isOurs: true):
            "call it back first, or wait for the end: plomba status \(id.text)"
        case .notEnded(let id, isOurs: false):
            "accept or decline it first: plomba status \(id.text)"
        case .notRecorded: "plomba sync, then again"
        case .basis: "say on whose authority in one line, without personal data"
        case .notACopy:
            "name what 'receive', 'open' or 'seal' made of this case; nothing was destroyed"
        case .copyNotNamed(_, let path):
            "name it, so that it is destroyed too: --copy '\(SafeText.shown(path))'"
        case .copiesTooMany: "remove the others yourself first"
        case .notConfirmed: nil
        case .notRemoved:
            "make it removable, then run the same command again; your signed statement is kept, and "
                + "nobody is told before everything is gone"
        case .unfinished(let id): "run the same 'plomba dispose \(id.text) ...' again"
        case .disposed(let id): "what is left is your signed statement: plomba status \(id.text)"
        }
    }
}
