package import Custody
package import Primitives

/// Why a sealed case did not get to the broker.
package enum SendingError: PlainFailure, Equatable {
    case notOurs
    case unknownFile
    case bundleGone(ConsignmentID)
    /// Keys have changed since it was sealed.
    case stale(ConsignmentID, StaleSeal)
    case alreadySent(ConsignmentID)
    case givenUp(ConsignmentID)
    case payloadTooLarge(limitInBytes: Int64)
    case tooManyMailboxes(limit: Int64)
    case deadlineTooFar(limitInHours: Int64)
    /// The broker's disk has no more room than this for a new case.
    case brokerFull(roomInBytes: Int64)
    /// What the organisation may still leave at the broker.
    case quotaExceeded(leftInBytes: Int64)
    /// The organisation has as many cases at the broker as it may.
    case tooManyCases(limit: Int64)
    /// What the organisation may still put into this mailbox, in bytes; 0 also for too many cases.
    case shareExceeded(MailboxAddress, leftInBytes: Int64)
    /// The mailbox takes nothing new from the own organisation.
    case blocked(MailboxAddress)
    case rejected(SubmissionRejectionReason)
    case receiptInvalid
    /// The broker dates its receipt after this moment.
    case receiptAhead(Timestamp)
    /// The broker took it when its time was over.
    case receiptLate(Timestamp, deadline: Timestamp)

    package var code: String {
        switch self {
        case .notOurs: "send.not-ours"
        case .unknownFile: "send.other-device"
        case .bundleGone: "send.file-gone"
        case .stale: "send.keys-changed"
        case .alreadySent: "send.already-sent"
        case .givenUp: "send.given-up"
        case .payloadTooLarge: "send.payload-too-large"
        case .tooManyMailboxes: "send.too-many-mailboxes"
        case .deadlineTooFar: "send.deadline-too-far"
        case .brokerFull: "send.broker-full"
        case .quotaExceeded: "send.quota-exceeded"
        case .tooManyCases: "send.too-many-cases"
        case .shareExceeded: "send.mailbox-share"
        case .blocked: "send.blocked"
        case .rejected(let reason):
            "send.rejected-" + String(reason.rawValue.map { $0 == "_" ? "-" : $0 })
        case .receiptInvalid: "send.receipt-invalid"
        case .receiptAhead: "send.receipt-ahead"
        case .receiptLate: "send.receipt-late"
        }
    }

    package var message: String {
        switch self {
        case .notOurs: "another organisation sealed this file"
        case .unknownFile: "the file was not sealed on this computer, or was changed since"
        case .stale(let id, let change):
            "\(id.text) was not sent: since it was sealed, \(change.words)"
        case .bundleGone(let id): "the sealed file of \(id.text) is no longer there"
        case .alreadySent(let id): "\(id.text) is safe at the broker already"
        case .givenUp(let id): "\(id.text) was given up: its number cannot be used again"
        case .payloadTooLarge(let limit): "the broker takes at most \(limit) bytes"
        case .tooManyMailboxes(let limit): "the broker takes at most \(limit) mailboxes at once"
        case .deadlineTooFar(let hours): "the broker takes deadlines of at most \(hours) hours"
        case .brokerFull(let room):
            "the broker's disk has room for \(room) bytes, and the case is larger"
        case .quotaExceeded(let left):
            "your organisation may leave \(left) bytes more at the broker, and the case is larger"
        case .tooManyCases(let limit):
            "your organisation has \(limit) cases at the broker, and may not have more"
        case .shareExceeded(let mailbox, let left):
            "your organisation may have \(left) bytes more waiting in \(mailbox.text), and the case is larger"
        case .blocked(let mailbox):
            "\(mailbox.text) takes nothing new from your organisation: its people have said so to the broker"
        case .rejected(let reason): "the broker refused it and signed why: \(reason.words)"
        case .receiptInvalid: "the broker's receipt is not the one for what was sent"
        case .receiptAhead(let time):
            "the broker dates its receipt \(time.text), which has not come yet by this computer's clock"
        case .receiptLate(let time, let deadline):
            "the broker dates its receipt \(time.text), not before the deadline \(deadline.text)"
        }
    }

    package var hint: String? {
        switch self {
        case .notOurs: "only the organisation that sealed it can send it"
        case .unknownFile: "send it from the computer where it was sealed"
        case .bundleGone: "put the file back, or seal the case again"
        case .stale(let id, _): "seal it again, to the keys of now: plomba reseal \(id.text)"
        case .alreadySent(let id): "look how it goes: plomba status \(id.text)"
        case .givenUp: "seal the case again"
        case .payloadTooLarge: "send the case in parts; nothing left this computer"
        case .tooManyMailboxes: "send it to fewer mailboxes; nothing left this computer"
        case .deadlineTooFar: "give an earlier --deadline; nothing left this computer"
        case .brokerFull:
            "tell the broker's operator, or hand it over on a stick ('plomba seal', 'plomba export'); nothing left this computer"
        case .quotaExceeded, .tooManyCases, .shareExceeded:
            "what recipients decline or destroy makes room; else ask the broker's operator for more, or hand it over on a "
                + "stick ('plomba seal', 'plomba export'); nothing left this computer"
        case .blocked: "talk to its people, they can take it back; nothing left this computer"
        case .rejected(let reason): reason.advice
        case .receiptInvalid, .receiptLate:
            "treat it as not sent, and tell the broker's operator"
        case .receiptAhead:
            "compare this computer's clock with another; if it is behind, set it and run 'plomba sync'; "
                + "if it is right, treat it as not sent, and tell the broker's operator"
        }
    }
}

extension SubmissionRejectionReason {
    fileprivate var words: String {
        switch self {
        case .mailboxUnknown: "there is no such mailbox here"
        case .deadlinePassed: "the deadline has passed"
        case .deadlineTooFar: "the deadline is too far away"
        case .payloadTooLarge: "it is too large"
        case .payloadMismatch: "the content that arrived is not the one announced"
        case .previewMismatch: "the preview that arrived is not the one announced"
        case .streamMissing: "a running number is missing"
        case .streamConflict: "a running number was used before"
        case .tooManyMailboxes: "it is for too many mailboxes"
        case .wrongMode: "live and training material do not mix"
        }
    }

    fileprivate var advice: String {
        switch self {
        case .mailboxUnknown: "ask the partner whether this broker has admitted them"
        case .deadlinePassed, .deadlineTooFar: "seal the case again with another --deadline"
        case .payloadTooLarge: "send the case in parts"
        case .payloadMismatch, .previewMismatch, .streamMissing, .streamConflict:
            "seal the case again"
        case .tooManyMailboxes: "seal the case for fewer mailboxes"
        case .wrongMode: "use the broker for this kind of material"
        }
    }
}
