import Primitives

/// Why nobody was enrolled, removed or given a mailbox.
package enum MemberError: PlainFailure, Equatable {
    case otherFingerprint
    case label(String)
    case role(String)
    /// No active member has this label.
    case unknown(String)
    case unknownDevice(String)
    case unknownMailbox(String)
    case mailboxName(String)
    case mailboxThere(String)
    case mailboxesFull(Int)
    case mailboxFull(String)
    case lastOfMailbox(String)
    case notOfMailbox(String, String)
    case alreadyOfMailbox(String, String)
    /// A mailbox of several: whose place is meant was not said.
    case whose(String)
    /// The encryption key of a request is no key that anything can be sealed to.
    case recipientUnusable
    case notChallenged
    case answerWrong
    case notAChallenge
    /// A challenge for another request than the one that was made here.
    case otherRequest
    case noRequest
    /// The folder that should hold a member's keys holds others than the record lists.
    case keysNotListed

    package var code: String {
        switch self {
        case .otherFingerprint: "member.other-fingerprint"
        case .label: "member.label"
        case .role: "member.role"
        case .unknown: "member.unknown"
        case .unknownDevice: "member.unknown-device"
        case .unknownMailbox: "mailbox.unknown"
        case .mailboxName: "mailbox.name"
        case .mailboxThere: "mailbox.already-there"
        case .mailboxesFull: "mailbox.too-many"
        case .mailboxFull: "mailbox.full"
        case .lastOfMailbox: "mailbox.last-member"
        case .notOfMailbox: "mailbox.not-a-member"
        case .alreadyOfMailbox: "mailbox.already-a-member"
        case .whose: "mailbox.whose"
        case .recipientUnusable: "member.recipient-unusable"
        case .notChallenged: "member.not-challenged"
        case .answerWrong: "member.answer-wrong"
        case .notAChallenge: "member.not-a-challenge"
        case .otherRequest: "member.other-request"
        case .noRequest: "member.no-request"
        case .keysNotListed: "member.keys-not-listed"
        }
    }

    package var message: String {
        switch self {
        case .otherFingerprint: "the digits are not those of the organisation in the file"
        case .label(let text):
            "'\(SafeText.shown(text))' cannot be the label of a person or a computer"
        case .role(let text): "'\(SafeText.shown(text))' is no role"
        case .unknown(let text): "the record has no active member '\(SafeText.shown(text))'"
        case .unknownDevice(let text): "the record has no active computer '\(SafeText.shown(text))'"
        case .mailboxName(let text): "'\(SafeText.shown(text))' cannot be the name of a mailbox"
        case .mailboxThere(let text): "there is a mailbox '\(SafeText.shown(text))' already"
        case .mailboxesFull(let limit): "an organisation has at most \(limit) mailboxes"
        case .unknownMailbox(let text): "the record has no mailbox '\(SafeText.shown(text))'"
        case .mailboxFull(let name): "the mailbox '\(SafeText.shown(name))' has no more room"
        case .lastOfMailbox(let name):
            "nobody else opens the mailbox '\(SafeText.shown(name))': it would have no reader"
        case .notOfMailbox(let text, let name):
            "'\(SafeText.shown(text))' does not open the mailbox '\(SafeText.shown(name))'"
        case .alreadyOfMailbox(let text, let name):
            "'\(SafeText.shown(text))' opens the mailbox '\(SafeText.shown(name))' already"
        case .whose(let name): "several people open the mailbox '\(SafeText.shown(name))'"
        case .recipientUnusable: "nothing can be sealed to the encryption key of this request"
        case .notChallenged: "this request has not been challenged on this computer"
        case .answerWrong: "the digits are not the answer to the challenge for this request"
        case .notAChallenge: "what the file holds is no challenge"
        case .otherRequest: "the challenge is for another request than the one made here"
        case .noRequest: "no request was made in this folder"
        case .keysNotListed: "the keys in that folder are not those that the record lists"
        }
    }

    package var hint: String? {
        switch self {
        case .otherFingerprint:
            "stop: let a colleague read the digits to you again, and ask for the file another way"
        case .label: "use a-z, 0-9, dots and dashes, like legal-officer; no personal names"
        case .role: "roles are caseworker, investigator, admin and auditor"
        case .unknown, .unknownDevice, .unknownMailbox: "plomba member list shows them"
        case .mailboxName: "use a-z, 0-9, dots and dashes, like legal"
        case .mailboxThere: "let more people open it: plomba mailbox share"
        case .mailboxesFull: nil
        case .mailboxFull: "hand it over instead: plomba mailbox hand-over"
        case .lastOfMailbox: "first: plomba mailbox hand-over \(handedOver) --to COLLEAGUE"
        case .notOfMailbox, .alreadyOfMailbox: "plomba member list shows who opens what"
        case .whose: "say whose place it is with --from"
        case .recipientUnusable: "the colleague makes a new request: plomba member request"
        case .notChallenged: "first: plomba member challenge FILE -o CHALLENGE"
        case .answerWrong:
            "let the colleague read them again; if they stay different, the request was exchanged "
                + "on its way: ask for it another way"
        case .notAChallenge: "ask the office for the file that 'plomba member challenge' wrote"
        case .otherRequest:
            "tell the office by telephone: it may hold a request that you did not make"
        case .noRequest: "make one with 'plomba member request'"
        case .keysNotListed: "point --keys at the folder 'keys' of the member's other computer"
        }
    }

    private var handedOver: String {
        if case .lastOfMailbox(let name) = self { SafeText.shown(name) } else { "MAILBOX" }
    }
}
