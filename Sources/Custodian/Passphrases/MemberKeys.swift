import Age
import KeyDirectory
import Primitives

/// The secret keys of the person at this computer, for as long as one act takes.
struct MemberKeys: ~Copyable {
    let signing: SigningKey
    let identities: IdentitySet
}

extension Office {
    /// Asks for the passphrase and opens the key that the member signs with.
    func memberSigningKey() throws -> SigningKey {
        let passphrase = try askPassphrase()
        return try KeyRing(home).signingKey(
            .memberSigning, locker: locker, passphrase: passphrase)
    }

    /// Asks for the passphrase and opens the keys that open what arrives.
    func memberIdentities() throws -> IdentitySet {
        let passphrase = try askPassphrase()
        return IdentitySet(
            try KeyRing(home).identity(
                .memberEncryption, locker: locker, passphrase: passphrase))
    }

    /// Both, with one question.
    func memberKeys() throws -> MemberKeys {
        let passphrase = try askPassphrase()
        let ring = KeyRing(home)
        let identity = try ring.identity(
            .memberEncryption, locker: locker, passphrase: passphrase)
        return MemberKeys(
            signing: try ring.signingKey(.memberSigning, locker: locker, passphrase: passphrase),
            identities: IdentitySet(identity))
    }

    private func askPassphrase() throws -> SecretBytes {
        let own = try OwnOrganisation(home)
        return try passphrases.passphrase("Passphrase of \(own.organisation.name.text)")
    }
}
