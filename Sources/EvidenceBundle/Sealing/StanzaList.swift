import Age
import Primitives

/// Who can open payload.age and preview.age: the real readers in order, then dummies.
struct StanzaList: Sendable {
    /// What the seal's `recipients` line names.
    let sealed: [SealedRecipient]
    /// The real ones and the dummies, in stanza order.
    let recipients: [Recipient]

    /// - Throws: `SealError`.
    init(_ mailboxes: [AddressedMailbox]) throws(SealError) {
        var sealed: [SealedRecipient] = []
        var recipients: [Recipient] = []
        for mailbox in mailboxes {
            for recipient in mailbox.recipients where !recipients.contains(recipient) {
                recipients.append(recipient)
                sealed.append(
                    SealedRecipient(organisation: mailbox.organisation, key: recipient.id))
            }
        }
        let real = recipients.count
        guard let count = StanzaRule.count(forReaders: real) else {
            throw .tooManyRecipients(limit: BundleLimits.recipients)
        }
        do {
            recipients += try Recipient.dummyHybridRecipients(count - real)
        } catch {
            throw .encryption(error)
        }
        (self.sealed, self.recipients) = (sealed, recipients)
    }
}
