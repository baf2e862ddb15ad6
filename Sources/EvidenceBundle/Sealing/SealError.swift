package import Age
package import BagIt
package import Primitives

/// Why a case and its files were not sealed. Nothing is left behind in any of these cases.
package enum SealError: PlainFailure, Equatable {
    case tooManyItems(limit: Int)
    case listTooLarge
    case pathTooLong(BagPath)
    /// The folder in which the proof of an original stands.
    case reservedName(BagPath)
    /// A file that was sealed before is not what its seal covers.
    case originalDiffers(BagPath)
    case tooManyRecipients(limit: Int)
    case tooManyMailboxes(limit: Int)
    case noMailbox
    case mailboxUnknown(MailboxAddress)
    case mailboxWithoutMembers(MailboxAddress)
    case recipientMalformed(MailboxAddress)
    case recordExpired(OrganisationName)
    case deadlineNotWholeHour
    case deadlinePassed
    case caseForOtherMode
    case caseFromOtherOrganisation
    case caseForOtherOrganisation
    case encryption(AgeError)
    case sizeOverflow

    package var code: String {
        switch self {
        case .tooManyItems: "seal.too-many-items"
        case .listTooLarge: "seal.list-too-large"
        case .pathTooLong: "seal.path-too-long"
        case .reservedName: "seal.reserved-name"
        case .originalDiffers: "seal.original-differs"
        case .tooManyRecipients: "seal.too-many-recipients"
        case .tooManyMailboxes: "seal.too-many-mailboxes"
        case .noMailbox: "seal.no-mailbox"
        case .mailboxUnknown: "seal.mailbox-unknown"
        case .mailboxWithoutMembers: "seal.mailbox-without-members"
        case .recipientMalformed: "seal.recipient-malformed"
        case .recordExpired: "seal.record-expired"
        case .deadlineNotWholeHour: "seal.deadline-not-whole-hour"
        case .deadlinePassed: "seal.deadline-passed"
        case .caseForOtherMode: "seal.case-for-other-mode"
        case .caseFromOtherOrganisation: "seal.case-from-other-organisation"
        case .caseForOtherOrganisation: "seal.case-for-other-organisation"
        case .encryption: "seal.encryption-failed"
        case .sizeOverflow: "seal.size-overflow"
        }
    }

    package var message: String {
        switch self {
        case .tooManyItems(let limit): "there are more than \(limit) files"
        case .listTooLarge: "the list of files is larger than a bag may hold"
        case .pathTooLong(let path):
            "the path '\(SafeText.shown(path.bytes))' is too long or too deep for a bag"
        case .reservedName(let path):
            "'\(SafeText.shown(path.bytes))' is in a folder whose name is reserved"
        case .originalDiffers(let path):
            "'\(SafeText.shown(path.bytes))' is not what was sealed under this name"
        case .tooManyRecipients(let limit): "more than \(limit) people would have to read this"
        case .tooManyMailboxes(let limit): "more than \(limit) mailboxes are addressed"
        case .noMailbox: "no mailbox is addressed"
        case .mailboxUnknown(let address): "there is no mailbox \(address.text)"
        case .mailboxWithoutMembers(let address): "nobody is on duty at \(address.text)"
        case .recipientMalformed(let address):
            "the record of \(address.text) holds an encryption key that cannot be used"
        case .recordExpired(let name): "the record of \(name.text) has expired"
        case .deadlineNotWholeHour: "the deadline is not a whole hour"
        case .deadlinePassed: "the deadline has passed"
        case .caseForOtherMode: "live and training material do not mix: check mode in case.json"
        case .caseFromOtherOrganisation:
            "referral.from.org in case.json is not the organisation that seals"
        case .caseForOtherOrganisation:
            "referral.to.org in case.json is not an organisation that is addressed"
        case .encryption(let error): "encryption failed: \(error.message)"
        case .sizeOverflow: "the sizes of the files do not fit 64 bits"
        }
    }

    package var hint: String? {
        switch self {
        case .tooManyItems: "seal a folder of many small files as one archive file"
        case .reservedName: "give the folder another name"
        case .originalDiffers: "give the file as it was when it was sealed"
        case .pathTooLong: "put the file into a folder with a shorter name"
        case .mailboxUnknown, .mailboxWithoutMembers, .recordExpired, .recipientMalformed:
            "ask the partner for a new organisation file"
        default: nil
        }
    }
}
