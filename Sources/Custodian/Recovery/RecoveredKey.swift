import Age
import KeyDirectory
import Primitives
import SecretSharing

/// The key that opens what was sealed to a mailbox, for as long as one act takes.
final class RecoveredKey {
    private static let seedSize = 32
    let seed: SecretBytes
    let identity: Identity

    var recipient: Recipient { identity.recipient }

    /// Puts the shares together.
    init(_ shares: [Share]) throws {
        let seed = try SecretSplitting.combine(shares, passphrase: [])
        // Sixteen bytes are the secret of somebody else.
        guard seed.count == Self.seedSize else { throw RecoveryError.notOurKey }
        let identity = try Identity.hybrid(seed: seed)
        self.seed = try identity.hybridSeed()
        self.identity = identity
    }

    /// - Parameter identityFile: one hybrid identity, with or without a line feed.
    init(identityFile: borrowing SecretBytes) throws {
        let end = identityFile.withBytes { bytes in
            bytes.count > 0 && bytes[bytes.count - 1] == UInt8(ascii: "\n")
                ? bytes.count - 1 : bytes.count
        }
        let identity = try Identity(SecretBytes(copying: identityFile.span.extracting(0..<end)))
        seed = try identity.hybridSeed()
        self.identity = identity
    }

    func isSeed(_ other: borrowing SecretBytes) -> Bool {
        seed.withBytes { ConstantTime.equal($0, other.span) }
    }
}

/// What the records say of a recovery recipient.
struct RecoveryStanding {
    /// Addresses of the mailboxes that name it now.
    let mailboxesInForce: [String]
    /// Labels of the present mailboxes that name it, or did.
    let mailboxes: [RecordLabel]
    /// The last record that names it; nil when none does.
    let lastVersion: Int?

    init(of recipient: Recipient, _ own: VerifiedOrganisation) {
        let text = recipient.text
        func names(_ entry: MailboxEntry) -> Bool {
            entry.recovery.text.utf8.elementsEqual(text.utf8)
        }
        let ever = Set(own.history.flatMap(\.mailboxes).filter(names).map(\.name))
        mailboxes = own.current.mailboxes.map(\.name).filter(ever.contains)
        mailboxesInForce = own.current.mailboxes.filter(names).map {
            $0.name.text + "@" + own.name.text
        }
        lastVersion = own.history.last { $0.mailboxes.contains(where: names) }?.version
    }

    var isInForce: Bool { !mailboxesInForce.isEmpty }

    /// - Throws: `notOurKey`.
    func requireOurs() throws(RecoveryError) {
        guard lastVersion != nil, !mailboxes.isEmpty else { throw .notOurKey }
    }

    /// - Throws: `notOurKey`, `replacedKey`.
    func requireInForce() throws(RecoveryError) {
        guard let lastVersion else { throw .notOurKey }
        guard isInForce else { throw .replacedKey(untilVersion: lastVersion) }
    }
}
