package import Primitives

/// Why material that was sealed before is not disclosed or passed on. Nothing has left then.
package enum PassOnError: PlainFailure, Equatable {
    case unknown(String)
    case ambiguous(String)
    case openFirst
    case folderGone(ConsignmentID, folder: String)
    case notVerified(reason: String)
    case proofDamaged

    // Disclosing.
    case noItems
    case notAnItem(String)
    case ambiguousItem(String)
    case givenTwice(String)
    case disclosedToOwnOrganisation

    // Passing on.
    case notAccepted(ConsignmentID)
    case notRecorded(ConsignmentID)
    case tooLate(ConsignmentID)
    case toOwnOrganisation
    case line(name: String)
    case tooOften(limit: Int)

    package var code: String {
        switch self {
        case .unknown: "original.unknown"
        case .ambiguous: "original.ambiguous"
        case .openFirst: "original.not-opened"
        case .folderGone: "original.folder-gone"
        case .notVerified: "original.not-verified"
        case .proofDamaged: "original.copy-damaged"
        case .noItems: "disclose.no-items"
        case .notAnItem: "disclose.not-an-item"
        case .ambiguousItem: "disclose.ambiguous-item"
        case .givenTwice: "disclose.item-twice"
        case .disclosedToOwnOrganisation: "disclose.own-organisation"
        case .notAccepted: "transfer.not-accepted"
        case .notRecorded: "transfer.not-recorded"
        case .tooLate: "transfer.too-late"
        case .toOwnOrganisation: "transfer.own-organisation"
        case .line(let name): "transfer.\(name)-malformed"
        case .tooOften: "transfer.too-often"
        }
    }

    package var message: String {
        switch self {
        case .unknown(let text):
            "'\(SafeText.shown(text))' is no case folder, sealed file or identifier that is known here"
        case .ambiguous(let text): "\(SafeText.shown(text)) begins more than one identifier"
        case .openFirst: "a sealed file of another organisation has to be opened first"
        case .folderGone(let id, let folder):
            "\(id.text) was opened into '\(SafeText.shown(folder))', and that is no longer there"
        case .notVerified(let reason): "the case folder does not hold: \(reason)"
        case .proofDamaged: "the kept proof of what was sealed is damaged"
        case .noItems: "no item was named"
        case .notAnItem(let text):
            "'\(SafeText.shown(text))' is neither a file nor an exhibit of what was sealed"
        case .ambiguousItem(let text):
            "'\(SafeText.shown(text))' is one file's name and another one's exhibit number"
        case .givenTwice(let text): "'\(SafeText.shown(text))' is named twice"
        case .notAccepted(let id): "your organisation has not accepted \(id.text)"
        case .notRecorded(let id):
            "the broker has not recorded yet that your organisation accepted \(id.text)"
        case .tooLate(let id): "\(id.text) had already ended otherwise when it was accepted"
        case .toOwnOrganisation, .disclosedToOwnOrganisation:
            "the mailbox is your own organisation's"
        case .line(let name): "the \(name) is not one line of 1 to 1024 bytes"
        case .tooOften(let limit): "it has been passed on \(limit) times, which is all that can be"
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "give the folder, or copy the identifier from 'plomba inbox'"
        case .ambiguous: "give more of its characters, or the folder"
        case .openFirst: "plomba open FILE -o FOLDER, then name the folder"
        case .folderGone: "name the folder where it lies now"
        case .notVerified: "look at it: plomba verify FOLDER"
        case .proofDamaged: "restore it from a backup of this home"
        case .noItems: "name at least one: --items PATH"
        case .notAnItem:
            "paths are those below data/ in the bag; exhibit numbers stand in an opened case only"
        case .ambiguousItem: "name the file by its path"
        case .givenTwice: "name it once"
        case .notAccepted(let id): "accept it first: plomba accept \(id.text)"
        case .notRecorded: "plomba sync, then again"
        case .tooLate: "the first decision that the broker recorded counts"
        case .toOwnOrganisation, .disclosedToOwnOrganisation:
            "name the mailbox of the partner that shall have it"
        case .line: "say it in one line, without personal data"
        case .tooOften: "ask the first sender to send it to them"
        }
    }
}
