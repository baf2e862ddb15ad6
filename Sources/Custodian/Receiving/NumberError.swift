import Custody
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
    /// It has shown its signatures in own mailboxes before, and says now that it has none.
    case withheld(MailboxAddress)
    /// Deliveries that were held against signatures before are not the same any more.
    case exchanged(MailboxAddress, [ClosedRange<Int64>])

    package var code: String {
        switch self {
        case .differs: "mailbox.number-differs"
        case .notSigned: "mailbox.number-not-signed"
        case .impossible: "mailbox.number-impossible"
        case .givenTwice: "mailbox.number-given-twice"
        case .listedTwice: "mailbox.listed-twice"
        case .withheld: "mailbox.numbers-withheld"
        case .exchanged: "mailbox.numbers-exchanged"
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
        case .withheld(let mailbox):
            "the broker no longer shows its signatures under the numbers of \(mailbox.text), though it "
                + "has shown such before"
        case .exchanged(let mailbox, let numbers):
            "what the broker lists under the numbers \(Self.text(numbers)) of \(mailbox.text) is not "
                + "what it had signed under them when they were looked at"
        }
    }

    private static func text(_ numbers: [ClosedRange<Int64>]) -> String {
        numbers.map(NumberSet.text).joined(separator: ", ")
    }

    package var hint: String? {
        "something may have been left out: ask your partners by another way what they sent, and the "
            + "broker's operator why"
    }
}
