import Custody
import KeyDirectory
import Primitives

/// Holds the readers that a seal names against the mailboxes that the outer statement addresses.
///
/// A seal that names its readers cannot be passed on as if it had been made for somebody else: who
/// is not named has no business with it. (formats 5.1)
struct ReaderVerification {
    let context: VerificationContext
    let deposit: DepositStatement
    let recipients: [SealedRecipient]

    /// - Parameters:
    ///   - opener: the encryption keys at hand; nil when nobody opens, as for a folder that lies
    ///     there opened.
    ///   - files: the encrypted files that are at hand, from their start.
    /// - Throws: `BundleError`.
    func verify(opener: [KeyID]?, files: [[UInt8]]) throws(BundleError) {
        try verifyStanzas(files)
        if let opener, !recipients.contains(where: { opener.contains($0.key) }) {
            throw .openerNotNamed
        }
        var unread = Set(deposit.mailboxes)
        var hasStranger = false
        for (fingerprint, keys) in Dictionary(grouping: recipients, by: \.organisation) {
            // What a stranger's mailbox holds is known only to those who confirmed the stranger.
            guard let organisation = context.organisation(fingerprint) else {
                hasStranger = true
                continue
            }
            try verify(keys.map(\.key), in: organisation)
            unread = unread.filter { $0.organisation != organisation.name }
        }
        // A mailbox that is left may be the stranger's, unless it bears the name of somebody who was
        // confirmed; without a stranger it is nobody's.
        let orphans = unread.filter { !hasStranger || context.knows($0.organisation) }
        if let address = orphans.min() { throw .mailboxWithoutReader(address) }
    }

    /// Whoever cuts a stanza off, with the help of one reader who knows the file key, must at least
    /// put another one in its place: no reader can see whom a stanza is for. (formats 5.5)
    private func verifyStanzas(_ files: [[UInt8]]) throws(BundleError) {
        let expected = StanzaRule.count(forReaders: recipients.count) ?? BundleLimits.recipients
        for file in files {
            let found = StanzaRule.count(startOf: file) ?? 0
            guard found == expected else {
                throw .stanzasDiffer(found: found, expected: expected)
            }
        }
    }

    private func verify(
        _ keys: [KeyID], in organisation: VerifiedOrganisation
    ) throws(BundleError) {
        let addresses = deposit.mailboxes.filter { $0.organisation == organisation.name }
        var allowed: Set<KeyID> = []
        for address in addresses {
            let readers = organisation.knownReaders(of: address.local)
            guard !readers.isDisjoint(with: keys) else { throw .mailboxWithoutReader(address) }
            allowed.formUnion(readers)
        }
        guard allowed.isSuperset(of: keys) else { throw .readerOutsideMailbox }
    }
}

extension VerifiedOrganisation {
    /// Every encryption key that a record of this organisation ever listed for the mailbox.
    ///
    /// The sender may have sealed to the record before the present one, and somebody may have left
    /// the mailbox since: neither makes the seal wrong.
    fileprivate func knownReaders(of local: String) -> Set<KeyID> {
        guard let label = RecordLabel(local) else { return [] }
        var readers: Set<KeyID> = []
        for record in history {
            guard let mailbox = record.mailboxes.first(where: { $0.name == label }) else {
                continue
            }
            readers.insert(KeyID(hashing: Array(mailbox.recovery.text.utf8)))
            for member in record.members where mailbox.members.contains(member.label) {
                readers.insert(KeyID(hashing: Array(member.recipient.text.utf8)))
            }
        }
        return readers
    }
}
