package import Primitives

/// The number under which a broker lists a delivery is not the one that it has signed.
package enum NumberError: PlainFailure, Equatable {
    case differs(ConsignmentID, MailboxAddress, listed: Int64, signed: Int64)
    case notSigned(ConsignmentID, MailboxAddress, listed: Int64)
    /// More deliveries than the broker's log has entries.
    case impossible(ConsignmentID, MailboxAddress, signed: Int64, entries: UInt64)
    /// Two deliveries under one number, each signed.
    case givenTwice(MailboxAddress, Int64)
    /// One delivery under two numbers.
    case listedTwice(ConsignmentID, MailboxAddress, Int64, Int64)

    package var code: String {
        switch self {
        case .differs: "mailbox.number-differs"
        case .notSigned: "mailbox.number-not-signed"
        case .impossible: "mailbox.number-impossible"
        case .givenTwice: "mailbox.number-given-twice"
        case .listedTwice: "mailbox.listed-twice"
        }
    }

    package var message: String {
        switch self {
        case .differs(let id, let mailbox, let listed, let signed):
            "the broker lists \(id.text) as number \(listed) of \(mailbox.text), and has signed that "
                + "it is number \(signed)"
        case .notSigned(let id, let mailbox, let listed):
            "the broker lists \(id.text) as number \(listed) of \(mailbox.text), and shows no "
                + "signature for it"
        case .impossible(let id, let mailbox, let signed, let entries):
            "the broker has signed that \(id.text) is number \(signed) of \(mailbox.text), and its "
                + "log has \(entries) entries in all"
        case .givenTwice(let mailbox, let number):
            "the broker has given number \(number) of \(mailbox.text) to two deliveries"
        case .listedTwice(let id, let mailbox, let one, let other):
            "the broker lists \(id.text) twice in \(mailbox.text), as numbers \(one) and \(other)"
        }
    }

    package var hint: String? {
        "something may have been left out: ask your partners by another way what they sent, and the "
            + "broker's operator why"
    }
}
