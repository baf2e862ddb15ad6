import Age
import KeyDirectory
import Primitives
import PrivateFiles
import SecretSharing
import SystemPackage

/// A mailbox whose key was put together from shares.
package struct RestoredMailbox: Sendable {
    package let mailboxes: [String]
    package let member: String
    /// The record that says so: it counts, or waits for its roots.
    package let outcome: RecordOutcome
    /// Where the keys lie that were here before; nil where there were none.
    package let setAside: String?
    /// Whether a new recovery key, which has no shares yet, comes in the place of this one.
    package let hasNewRecoveryKey: Bool
}

extension Office {
    /// Gives a mailbox back to a home that lost its member's keys.
    ///
    /// The key that the shares give is at once the one that opens mail here. With it come new keys of
    /// the member, of this computer and of recovery, and a record that names them and says that the
    /// mailbox was recovered: they count when enough roots have signed it. The key from the shares
    /// stays, behind the new one.
    ///
    /// - Parameters:
    ///   - member: whose place it is; nil where the mailbox has one member.
    ///   - settingAside: whether keys that are here make room; they are kept.
    package func restoreMailbox(
        _ source: ShareSource, member: String?, settingAside: Bool, validDays: Int
    ) async throws -> RestoredMailbox {
        let shares = try source.shares()
        try await prepareRecord(today: nil)
        return try restore(shares, member, settingAside, validDays)
    }

    private func restore(
        _ shares: [Share], _ member: String?, _ settingAside: Bool, _ validDays: Int
    ) throws -> RestoredMailbox {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        try requireNoDraft()
        let key = try RecoveredKey(shares)
        let standing = RecoveryStanding(of: key.recipient, own)
        try standing.requireOurs()
        let label = try takeOver(member, of: standing, own)
        let ring = KeyRing(home)
        let isFree = !ring.isThere(.memberSigning) && !ring.isThere(.memberEncryption)
        guard isFree || settingAside else { throw RecoveryError.keysAreHere }
        let passphrase = try passphrases.newPassphrase("New passphrase for \(own.name.text)")
        let aside = isFree ? nil : try setAside(ring, passphrase)
        // From here on, what was sealed to the mailbox can be opened.
        try ring.replacement.replace(with: [
            (
                KeyRing.LockedKey.memberEncryption.rawValue,
                try locker.lock(key.identity.text(), passphrase)
            )
        ])
        _ = try lockKeys()
        let made = try newKeys(label, standing, key, own, passphrase)
        let draft = try draft(.recovery(made.halves), after: own, validDays)
        try ring.replacement.keep(made.files, for: draft.signed.digest)
        let outcome = try finish(
            draft, after: own, signature: signature(over: draft, own, ring, passphrase))
        return RestoredMailbox(
            mailboxes: standing.mailboxes.map { $0.text + "@" + own.name.text },
            member: label.text, outcome: outcome, setAside: aside?.string,
            hasNewRecoveryKey: standing.isInForce)
    }

    /// The root that lies here signs, if it is locked with the passphrase that was chosen now.
    private func signature(
        over draft: RecordDraft, _ own: VerifiedOrganisation, _ ring: KeyRing,
        _ passphrase: borrowing SecretBytes
    ) throws -> [UInt8]? {
        do {
            return try signature(over: draft, after: own) {
                try SecretBytes(copying: passphrase.span)
            }
        } catch let failure as PassphraseError where failure.code == PassphraseError.wrong.code {
            notices.warn(
                "the root key here has another passphrase: it signs the draft as any root does")
            return nil
        }
    }

    /// The member's keys go; others only if they have another passphrase than the one chosen now.
    private func setAside(
        _ ring: KeyRing, _ passphrase: borrowing SecretBytes
    ) throws -> FilePath {
        var names: [KeyRing.LockedKey] = []
        for name in KeyRing.LockedKey.possible where ring.isThere(name) {
            let stays =
                [.root, .recovery, .charterRoot].contains(name)
                && ring.opens(name, locker, passphrase)
            if !stays { names.append(name) }
        }
        return try ring.setAside(names)
    }

    private func takeOver(
        _ name: String?, of standing: RecoveryStanding, _ own: VerifiedOrganisation
    ) throws(RecoveryError) -> RecordLabel {
        let boxes = own.current.mailboxes.filter { standing.mailboxes.contains($0.name) }
        let labels = own.current.members.filter { member in
            let isIn = boxes.contains { $0.members.contains(member.label) }
            return member.validity.status == .active && isIn
        }.map(\.label)
        if let name {
            let known = labels.first { $0.text.utf8.elementsEqual(name.utf8) }
            guard let known else { throw .noMember(name) }
            return known
        }
        guard let only = labels.first else { throw .noMember("") }
        guard labels.count == 1 else { throw .severalMembers(labels.map(\.text)) }
        return only
    }

    private func newKeys(
        _ label: RecordLabel, _ standing: RecoveryStanding, _ key: RecoveredKey,
        _ own: VerifiedOrganisation, _ passphrase: borrowing SecretBytes
    ) throws -> (halves: RecoveredKeys, files: [(name: String, content: [UInt8])]) {
        let signing = try SigningKey()
        let encryption = try Identity.generateHybrid()
        let recovery = try Identity.generateHybrid()
        guard let recipient = HybridRecipientText(encryption.recipient.text),
            let old = HybridRecipientText(key.recipient.text),
            let new = HybridRecipientText(recovery.recipient.text)
        else { throw FoundingError.keys }
        let comment = label.text + "@" + own.name.text
        var files: [(name: String, content: [UInt8])] = [
            (
                KeyRing.LockedKey.memberSigning.rawValue,
                try locker.lock(signing.openSSHPrivateKey(comment: comment), passphrase)
            ),
            (
                KeyRing.LockedKey.memberEncryption.rawValue,
                try locker.lock(identities(encryption, before: key.identity.text()), passphrase)
            ),
        ]
        if standing.isInForce {
            files.append(
                (
                    KeyRing.LockedKey.recovery.rawValue,
                    try locker.lock(recovery.text(), passphrase)
                ))
        }
        let device = try newDevice(own)
        if let device { files.append((KeyRing.deviceName, device.file)) }
        let halves = RecoveredKeys(
            member: label, signing: signing.publicKey, recipient: recipient, device: device?.key,
            mailboxes: standing.mailboxes, recovery: standing.isInForce ? (old, new) : nil)
        return (halves, files)
    }

    /// Nil where this computer has a key that the record lists.
    private func newDevice(_ own: VerifiedOrganisation) throws -> (key: PublicKey, file: [UInt8])? {
        let ring = KeyRing(home)
        if ring.replacement.isThere(KeyRing.deviceName) {
            let present = try ring.device().publicKey
            if own.current.devices.contains(where: {
                $0.key == present && $0.validity.status == .active
            }) {
                return nil
            }
        }
        let key = try SigningKey()
        let pem = try key.openSSHPrivateKey(comment: "device@" + own.name.text)
        return (key.publicKey, pem.withBytes { Array(copying: $0) })
    }
}

extension KeyRing {
    private static let asideLimit = 1000

    func opens(
        _ name: LockedKey, _ locker: KeyLocker, _ passphrase: borrowing SecretBytes
    ) -> Bool {
        // Whatever keeps it from opening, it is no use with this passphrase.
        do {
            _ = try unlock(name, locker, passphrase)
            return true
        } catch {
            return false
        }
    }

    /// Moves locked keys into a folder of their own, where nothing looks for them.
    func setAside(_ keys: [LockedKey]) throws -> FilePath {
        let names = (1...Self.asideLimit).lazy.map { folder.appending("set-aside-\($0)") }
        guard let target = names.first(where: { !PrivateFolder.isThere($0) }) else {
            throw FileError.alreadyThere(folder.appending("set-aside-\(Self.asideLimit)"))
        }
        try PrivateFolder.make(target)
        for name in keys {
            try SystemCall.rename(
                folder.appending(name.rawValue), to: target.appending(name.rawValue))
        }
        try PrivateFolder.sync(target)
        try PrivateFolder.sync(folder)
        return target
    }
}
