package import Primitives

/// The query of an allowance: `to=ADDRESS`, once for each mailbox that is asked about, at most 16 times.
///
/// An unknown name is an error.
package struct AllowanceQuery: Hashable, Sendable {
    package static let mostMailboxes = 16

    package let mailboxes: [MailboxAddress]

    /// - Parameter mailboxes: those beyond the limits of a query are left out.
    package init(_ mailboxes: [MailboxAddress] = []) {
        var asked: [MailboxAddress] = []
        var size = BrokerResource.allowance.path.utf8.count
        for mailbox in mailboxes.prefix(Self.mostMailboxes) {
            size += Self.text(mailbox).utf8.count + 1
            guard size <= BrokerLimits.targetBytes else { break }
            asked.append(mailbox)
        }
        self.mailboxes = asked
    }

    /// Nil when a value is no address, or repeated, or there are too many. An absent query is `""`.
    package init?(query: String) {
        guard !query.isEmpty else {
            self.init()
            return
        }
        var mailboxes: [MailboxAddress] = []
        for pair in query.utf8.split(
            separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].elementsEqual("to".utf8),
                let mailbox = MailboxAddress(String(Substring(parts[1]))),
                !mailboxes.contains(mailbox), mailboxes.count < Self.mostMailboxes
            else { return nil }
            mailboxes.append(mailbox)
        }
        self.init(mailboxes)
    }

    /// The query in the order of the mailboxes, without the question mark.
    package var text: String { mailboxes.map(Self.text).joined(separator: "&") }

    private static func text(_ mailbox: MailboxAddress) -> String { "to=" + mailbox.text }
}
