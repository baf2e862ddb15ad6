package import BagIt
package import Custody
import Primitives

/// Why what a bundle says of an original that it carries does not hold.
package enum OriginalError: PlainFailure, Equatable {
    // The statements in custody/.
    /// A name, an order or a number in custody/ that nobody writes.
    case earlierMalformed
    case custody(CustodyError)
    /// From this statement on the story is not told to its end: counted from 0.
    case storyIncomplete(position: Int)
    /// The transfer announces another consignment, sender, organisation or mailbox.
    case passedOnOtherwise(member: String)
    /// Who accepted is nobody for whom the original was sealed.
    case takerNotNamed
    case openingDiffers

    // The proof in data/.
    case reservedName(BagPath)
    case withoutSeal
    case proofMissing(number: Int)
    case proofUnexpected(number: Int)
    case proofMalformed(number: Int)
    case commitmentsDiffer(number: Int)
    case openingNotCommitted(number: Int, FileDifference?)
    case filesDiffer([FileDifference])

    package var code: String {
        switch self {
        case .earlierMalformed: "original.earlier-malformed"
        case .custody(let error): error.code
        case .storyIncomplete: "original.story-incomplete"
        case .passedOnOtherwise: "original.passed-on-otherwise"
        case .takerNotNamed: "original.taker-not-named"
        case .openingDiffers: "original.opening-mismatch"
        case .reservedName: "original.reserved-name"
        case .withoutSeal: "original.without-seal"
        case .proofMissing: "original.proof-missing"
        case .proofUnexpected: "original.proof-unexpected"
        case .proofMalformed: "original.proof-malformed"
        case .commitmentsDiffer: "original.commitments-mismatch"
        case .openingNotCommitted: "original.opening-not-committed"
        case .filesDiffer: "original.files-differ"
        }
    }

    package var message: String {
        switch self {
        case .earlierMalformed: "the earlier statements are not numbered and named as they must be"
        case .custody(let error): "the earlier statements do not hold: \(error.message)"
        case .storyIncomplete(let position):
            "the earlier statements break off: after statement \(position) something is missing"
        case .passedOnOtherwise(let member):
            "the transfer is not for this bundle: it says something else in '\(member)'"
        case .takerNotNamed: "whoever accepted the original is nobody that it was sealed for"
        case .openingDiffers: "the original's seal is not the one that was announced and accepted"
        case .reservedName(let path):
            "'\(SafeText.shown(path.bytes))' stands where only the proof of an original may stand"
        case .withoutSeal: "there is a proof of an original and no seal that it belongs to"
        case .proofMissing(let number): "the proof of seal \(number) is missing"
        case .proofUnexpected(let number):
            "there is a proof for statement \(number), which is no seal"
        case .proofMalformed(let number): "the proof of seal \(number) is malformed"
        case .commitmentsDiffer(let number):
            "seal \(number) covers other commitments than those in its proof"
        case .openingNotCommitted(let number, let file):
            (file.map { $0.name + ": " } ?? "")
                + "seal \(number) does not cover it; the file, or its line "
                + "in the proof, is not the one that was sealed"
        case .filesDiffer(let all): Self.message(all)
        }
    }

    /// The check of a verdict that this fails.
    var check: CheckCode {
        switch self {
        case .earlierMalformed, .custody, .storyIncomplete, .passedOnOtherwise, .takerNotNamed,
            .openingDiffers:
            .custodyChain
        default: .originalFiles
        }
    }

    private static func message(_ all: [FileDifference]) -> String {
        guard let first = all.first else { return "the files are not those of the original" }
        let what =
            switch first.kind {
            case .content, .uncovered: "is not what the original's seal covers under this name"
            case .missing: "is said to be of the original, and is not here"
            case .extra: "is nothing that is shown to be of the original"
            }
        return "\(first.name) \(what)"
            + (all.count == 1 ? "" : ", and \(all.count - 1) more like it")
    }
}

/// What leaves an original unjudged: nothing was found wrong, and nothing is proven.
enum OriginalDoubt {
    static let unknown = Check.Reason(
        code: "original.sender-unknown",
        message: "somebody in the earlier statements is not one of your confirmed partners, "
            + "so they were not checked")
    static let unproven = Check.Reason(
        code: "original.time-not-proven",
        message: "an earlier statement is by a key that no longer counts, and nothing here proves "
            + "that it was signed before")
    static let withoutProof = Check.Reason(
        code: "custody.earlier-not-checked",
        message: "the earlier statements come without the proof of what they are about")
}
