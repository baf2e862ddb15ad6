package import Primitives

/// Why a file is no request for a place in an organisation, or the organisation cannot take it.
package enum MemberRequestError: PlainFailure, Equatable {
    case tooLarge(limit: Int)
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    case timesContradict
    /// One key for the person and the computer.
    case duplicateKey
    case signature(Signer)

    case modeUnexpected
    case otherOrganisation(OrganisationName)
    case notYet(Timestamp)
    case expired(Timestamp)
    /// The label stands, or stood, for somebody.
    case labelTaken(RecordLabel)
    case labelLooksAlike(RecordLabel, like: RecordLabel)
    case deviceLabelTaken(RecordLabel)
    /// That of a key of before, or too long to become one.
    case labelUnusable(RecordLabel)
    /// A key that stands, or stood, in the organisation's record: the file was used before.
    case keyKnown
    case unknownMailbox(RecordLabel)
    case mailboxFull(RecordLabel)
    case unknownMember(RecordLabel)
    /// A further computer with other keys than the record lists for the member.
    case notTheMembersKeys(RecordLabel)

    /// Whose signature it is that does not hold.
    package enum Signer: String, Sendable { case member, device }

    package var code: String {
        switch self {
        case .tooLarge: "member-request.too-large"
        case .notJSON: "member-request.not-json"
        case .schema: "member-request.schema"
        case .timesContradict: "member-request.times-contradict"
        case .duplicateKey: "member-request.duplicate-key"
        case .signature: "member-request.signature"
        case .modeUnexpected: "member-request.mode-unexpected"
        case .otherOrganisation: "member-request.other-organisation"
        case .notYet: "member-request.not-yet"
        case .expired: "member-request.expired"
        case .labelTaken: "member-request.label-taken"
        case .labelLooksAlike: "member-request.label-looks-alike"
        case .deviceLabelTaken: "member-request.device-label-taken"
        case .labelUnusable: "member-request.label-unusable"
        case .keyKnown: "member-request.key-known"
        case .unknownMailbox: "member-request.unknown-mailbox"
        case .mailboxFull: "member-request.mailbox-full"
        case .unknownMember: "member-request.unknown-member"
        case .notTheMembersKeys: "member-request.not-the-members-keys"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let limit): "the request is larger than \(limit) bytes"
        case .notJSON(let error): "the request is no JSON: \(error.message)"
        case .schema(let error): "the request does not have its form: \(error.message)"
        case .timesContradict: "the request is valid for no time, or for more than 30 days"
        case .duplicateKey: "the request has one key for the person and the computer"
        case .signature(.member): "the person's key has not signed this request"
        case .signature(.device): "the computer's key has not signed this request"
        case .modeUnexpected:
            "the request is for training and the organisation is live, or the reverse"
        case .otherOrganisation(let name): "the request is for another organisation: \(name.text)"
        case .notYet(let time): "the request is from a time that has not come yet: \(time.text)"
        case .expired(let time): "the request ended on \(time.text)"
        case .labelTaken(let label): "'\(label.text)' stands for somebody already, or did once"
        case .labelLooksAlike(let label, let other):
            "'\(label.text)' looks too much like '\(other.text)', who is in the record"
        case .deviceLabelTaken(let label):
            "there is a computer '\(label.text)' already, or was one"
        case .labelUnusable(let label):
            "'\(label.text)' cannot be given: it is too long, or that of a key of before"
        case .keyKnown: "keys of this request stand, or stood, in the record: it was used before"
        case .unknownMailbox(let label): "the record has no mailbox '\(label.text)'"
        case .mailboxFull(let label):
            "the mailbox '\(label.text)' has \(RecordLimits.membersOfOneMailbox) members already"
        case .unknownMember(let label): "the record has no active member '\(label.text)'"
        case .notTheMembersKeys(let label):
            "the request has other keys than the record lists for '\(label.text)'"
        }
    }

    package var hint: String? {
        switch self {
        case .tooLarge, .notJSON, .schema: "ask for the file that 'plomba member request' wrote"
        case .timesContradict, .duplicateKey, .expired:
            "the colleague makes a new one: plomba member request"
        case .signature: "do not use it: somebody changed it; ask the colleague for the file again"
        case .modeUnexpected, .otherOrganisation: "ask the colleague which organisation was meant"
        case .notYet: "check the clocks of both computers"
        case .labelTaken, .labelLooksAlike:
            "labels stay with one person for ever; choose another with --name"
        case .deviceLabelTaken: "choose another with --device"
        case .labelUnusable:
            "choose another of at most \(RecordLabel.longestWithFormer) letters, without '.former-' and a number"
        case .keyKnown: "nothing is to be done, or the colleague makes a new request"
        case .unknownMailbox: "plomba member list shows the mailboxes"
        case .mailboxFull: "hand it over instead, or make another mailbox"
        case .unknownMember: "plomba member list shows the labels"
        case .notTheMembersKeys:
            "copy the keys from the member's computer again: they were changed since"
        }
    }
}
