package import Primitives

/// Why something was not put on a carrier, or not taken from one.
package enum CarrierError: PlainFailure, Equatable {
    /// No folder of ours is on it.
    case nothingThere(String)
    /// A name of ours stands for something that is no folder, or no file.
    case notAFile(String)
    /// An export that ended before its head was written.
    case unfinished
    /// There is nothing to hand over any more: the content is at the broker, and nothing was signed here.
    case nothingToExport(ConsignmentID)
    case deadlinePassed(ConsignmentID, Timestamp)
    case noSuchPiece(ConsignmentID, pieces: Int)
    /// The carrier is full; what it has is told.
    case full(ConsignmentID, here: String, missing: String)
    /// It was not sent from here, and is for none of the own mailboxes.
    case notForUs(ConsignmentID)
    /// A word about a case that is not here.
    case unknownCase(ConsignmentID)
    /// It is about another statement than the one that was made, or came, here.
    case otherStatement(ConsignmentID)
    case otherMode
    /// The pieces whose bytes are not what its sender signed.
    case damaged(ConsignmentID, pieces: String)

    package var code: String {
        switch self {
        case .nothingThere: "carrier.nothing-there"
        case .notAFile: "carrier.not-a-file"
        case .unfinished: "carrier.unfinished"
        case .nothingToExport: "carrier.nothing-to-export"
        case .deadlinePassed: "carrier.deadline-passed"
        case .noSuchPiece: "carrier.no-such-piece"
        case .full: "carrier.full"
        case .notForUs: "carrier.not-for-us"
        case .unknownCase: "carrier.unknown-case"
        case .otherStatement: "carrier.other-statement"
        case .otherMode: "carrier.other-mode"
        case .damaged: "carrier.pieces-damaged"
        }
    }

    package var message: String {
        switch self {
        case .nothingThere(let path):
            "nothing that plomba has exported is in '\(SafeText.shown(path))'"
        case .notAFile(let name):
            "'\(SafeText.shown(name))' is a link, a device or something else that is not followed"
        case .unfinished: "it was not written to its end: its head.age is missing"
        case .nothingToExport(let id): "there is nothing of \(id.text) to hand over"
        case .deadlinePassed(let id, let time):
            "the answer to \(id.text) was wanted by \(time.text), which has passed"
        case .noSuchPiece(let id, let pieces): "\(id.text) has the pieces 1 to \(pieces)"
        case .full(_, here: "", let missing):
            "the stick or disk is full; no room for pieces \(missing)"
        case .full(_, let here, let missing):
            "the stick or disk is full; on it: pieces \(here); no room for: \(missing)"
        case .notForUs(let id): "\(id.text) is for none of your mailboxes"
        case .unknownCase(let id): "it is about \(id.text), which is not here"
        case .otherStatement(let id):
            "it is about another statement under the identifier \(id.text)"
        case .otherMode: "live and training material do not mix"
        case .damaged(let id, let pieces):
            "of \(id.text) these pieces were damaged on the way and left out: \(pieces)"
        }
    }

    package var hint: String? {
        switch self {
        case .nothingThere:
            "name the folder in which 'plomba export' was told to write; is the stick in its place?"
        case .notAFile: "look at the carrier; nothing was read through it"
        case .unfinished: "ask whoever made it to export it once more"
        case .nothingToExport(let id): "look how it stands: plomba status \(id.text)"
        case .deadlinePassed: "seal the case again with another --deadline"
        case .noSuchPiece: nil
        case .full(let id, _, let missing):
            "free some room and give the same command again, or take another one as well: "
                + "plomba export \(id.text) -o OTHER --pieces '\(missing)'"
        case .notForUs, .otherMode: nil
        case .unknownCase: "import the case first"
        case .otherStatement: "rely on neither; show both to the other side"
        case .damaged(let id, let pieces):
            "ask for them once more: plomba export \(id.text) -o STICK --pieces '\(pieces)'"
        }
    }
}
