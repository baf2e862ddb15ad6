package import Age
package import BagIt
package import Custody
package import Primitives

/// Why a sealed bundle, or a case folder opened from one, was refused.
///
/// Each case belongs to one check of a verdict. Names of files are for the screen of the person who
/// holds the bundle; nothing here goes to a broker or a log.
package enum BundleError: PlainFailure, Equatable {
    // The container and the outer statement.
    case notABundle(TarError)
    case outerLayout
    case partTooLarge(String)
    case statement(StatementError)
    case entry(StatementError)
    case otherMode
    case unknownSigner
    case senderNameDiffers
    case recordExpired
    case deviceKeyNotValid
    case statementSignature(StatementError)
    case previewDigestDiffers
    case previewStanzasRefused
    case headerDigestDiffers
    case payloadStanzasRefused
    case payloadSizeDiffers
    case payloadDigestDiffers

    // Decryption.
    case noIdentityMatches
    case decryption(AgeError)

    // The bag.
    case container(TarError)
    /// With the file in question, when one is.
    case layout(BagLayoutFault, BagPath?)
    /// Of an opened folder: a link, pipe or device below bag/, or a name that no bag has.
    case folder(PayloadError)
    case originalsDiffer([FileDifference])
    case manifestMalformed
    case tagFilesDiffer
    case openingsMalformed
    case openingsDiffer([FileDifference])
    case openingNotCommitted(FileDifference?)
    case commitmentsMalformed

    // The seal.
    case sealMalformed(StatementError)
    case sealKeyNotValid
    case sealSignature(StatementError)
    case sealOfOtherCommitments
    case sealedCommitmentDiffers
    case consignmentDiffers
    case senderDiffers

    // Who may read, and what was announced.
    case openerNotNamed
    case readerOutsideMailbox
    case mailboxWithoutReader(MailboxAddress)
    /// There are not as many stanzas as a sealer makes for the readers that the seal names.
    case stanzasDiffer(found: Int, expected: Int)
    case previewMalformed
    case previewDiffers
    case previewUntrue
    case caseMalformed(CaseError)
    case caseIDDiffers
    /// case.json says something that only the preview may say.
    case caseRepeatsPreview(String)

    // What was sealed before and is carried.
    case original(OriginalError)
}

extension BundleError {
    /// The originals that differ, when that is what failed.
    package var differences: [FileDifference] {
        switch self {
        case .originalsDiffer(let all), .openingsDiffer(let all): all
        case .openingNotCommitted(let file): file.map { [$0] } ?? []
        case .original(.filesDiffer(let all)): all
        case .original(.openingNotCommitted(_, let file)): file.map { [$0] } ?? []
        default: []
        }
    }
}

/// How the list of files in the inner tar is not that of a bag.
package enum BagLayoutFault: String, Sendable, Equatable {
    /// A file that no bag has at this place.
    case unexpectedFile = "unexpected-file"
    /// A file that every bag has.
    case missingFile = "missing-file"
    /// The originals are not in the order of their paths.
    case order = "order"
    /// A tag file is larger than its limit.
    case tooLarge = "too-large"
    case tooManyOriginals
    /// Of an original: more bytes or components than the inner tar has room for.
    case pathTooLong
    case tooManyEarlier
    /// All earlier files of custody/ together.
    case earlierTooLarge
    /// The sizes of the originals do not fit 64 bits.
    case sizeOverflow

    /// The end of the code: what a limit is about is told in words.
    var code: String {
        switch self {
        case .unexpectedFile, .missingFile, .order, .tooLarge: rawValue
        case .tooManyOriginals, .pathTooLong, .tooManyEarlier, .earlierTooLarge, .sizeOverflow:
            Self.tooLarge.rawValue
        }
    }
}

/// One original that is not what was sealed.
package struct FileDifference: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// Its content differs from the one that was sealed.
        case content
        /// It was sealed and is not there.
        case missing
        /// It is there and was not sealed.
        case extra
        /// The seal does not cover what openings.txt says of it: the file or that line is another one.
        case uncovered
    }

    package let kind: Kind
    package let path: BagPath
    /// `exhibit_no` of case.json, when an item describes the file.
    package let exhibit: String?

    package init(kind: Kind, path: BagPath, exhibit: String?) {
        (self.kind, self.path, self.exhibit) = (kind, path, exhibit)
    }

    /// `exhibit VP-2026-014-03`, or the file where it has no number.
    var name: String {
        exhibit.map { "exhibit \(SafeText.shown($0))" }
            ?? "the file '\(SafeText.shown(path.bytes))'"
    }

    /// `exhibit VP-2026-014-03: content differs from the one sealed`
    package var message: String {
        switch kind {
        case .content: "\(name): content differs from the one sealed"
        case .missing: "\(name): sealed but not there"
        case .extra: "\(name): there but not sealed"
        case .uncovered:
            "\(name): the seal does not cover it; the file, or its line in openings.txt, is not the one "
                + "that was sealed"
        }
    }
}
