import Age
import KeyDirectory
import Primitives
import SystemPackage

extension Office {
    /// Takes the person's newer keys from another computer of the same person, after they were rotated
    /// there: they must be those that the record lists for the member at this computer.
    ///
    /// Both files change at once; what opened before still opens: identities that only this computer has
    /// stay, behind those of the other one.
    ///
    /// - Parameter folder: the other home's `keys`, or a copy of it.
    /// - Returns: the member's label.
    package func takeKeys(from folder: String) throws -> String {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        // Keys that wait for a record would be moved over these.
        try requireNoDraft()
        let ring = KeyRing(home)
        let other = KeyRing(folder: FilePath(folder))
        let passphrase = try askPassphrase()
        // The passphrase of this home, before that of the other one is held against it.
        _ = try ring.unlock(.memberSigning, locker, passphrase)
        let present = try ring.unlock(.memberEncryption, locker, passphrase)
        let signing = try other.signingKey(.memberSigning, locker: locker, passphrase: passphrase)
        let file = try other.unlock(.memberEncryption, locker, passphrase)
        let identities = try IdentitySet(identityFile: file)
        let here = try ring.device().publicKey
        let member = own.current.members.first {
            $0.signingKey == signing.publicKey && $0.validity.status == .active
        }
        guard let member, identities.recipients.first?.text == member.recipient.text,
            own.current.devices.contains(where: { $0.key == here && $0.member == member.label })
        else { throw MemberError.keysNotListed }
        try ring.replacement.replace(with: [
            (
                name: KeyRing.LockedKey.memberSigning.rawValue,
                content: try other.lockedFile(.memberSigning)
            ),
            (
                name: KeyRing.LockedKey.memberEncryption.rawValue,
                content: try locker.lock(IdentityFile.merging(file, present), passphrase)
            ),
        ])
        _ = try lockKeys()
        return member.label.text
    }
}
