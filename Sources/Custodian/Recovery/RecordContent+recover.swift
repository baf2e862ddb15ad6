import KeyDirectory
import Primitives

/// The public halves of what a restored mailbox gets.
package struct RecoveredKeys: Sendable {
    let member: RecordLabel
    let signing: PublicKey
    let recipient: HybridRecipientText
    /// The key of this computer where it has a new one; those that the member had go then.
    let device: PublicKey?
    /// Whose shares were put together.
    let mailboxes: [RecordLabel]
    /// In the place of the recovery recipient that was put together; nil where that one had been
    /// replaced before.
    let recovery: (old: HybridRecipientText, new: HybridRecipientText)?
}

extension RecordContent {
    mutating func recover(
        _ keys: RecoveredKeys, from issued: Timestamp, until expiry: Timestamp,
        history: [OrganisationRecord]
    ) throws(RecordChangeError) {
        try replaceKeys(
            NewMemberKeys(
                member: keys.member, signing: keys.signing, recipient: keys.recipient, device: nil),
            from: issued, until: expiry, history: history)
        if let device = keys.device {
            devices.removeAll { $0.member == keys.member && $0.validity.status != .revoked }
            try addDevice(
                device, of: keys.member, from: issued, until: expiry, history: history)
        }
        if let recovery = keys.recovery {
            mailboxes = mailboxes.map { mailbox in
                guard mailbox.recovery == recovery.old else { return mailbox }
                return MailboxEntry(
                    name: mailbox.name, members: mailbox.members, recovery: recovery.new,
                    homeBroker: mailbox.homeBroker)
            }
        }
        recovered = keys.mailboxes
    }
}
