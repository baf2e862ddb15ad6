import Age
import KeyDirectory
import Primitives

/// The secret keys of the person at this computer, for as long as one act takes.
struct MemberKeys: ~Copyable {
    let signing: MemberSigner
    let identities: IdentitySet
}

/// The agent asks for nothing; without one, or with a passphrase file, the passphrase is needed.
extension Office {
    /// The key that the member signs with.
    func memberSigningKey() throws -> MemberSigner {
        if let (client, greeting) = agent() { return signer(client, greeting) }
        return .here(try unlockSigningKey(askPassphrase()))
    }

    /// The same where that asks for nothing; nil where the keys are locked.
    func unlockedSigningKey() -> MemberSigner? {
        guard let (client, greeting) = agent() else { return nil }
        return .agent(
            AgentSigner(publicKey: greeting.signingKey, client: client) { throw AgentError.gone })
    }

    /// The keys that open what arrives.
    func memberIdentities() throws -> IdentitySet {
        if let (client, greeting) = agent() { return identities(client, greeting) }
        return try unlockIdentities(askPassphrase())
    }

    /// Both, with one question at most.
    func memberKeys() throws -> MemberKeys {
        if let (client, greeting) = agent() {
            return MemberKeys(
                signing: signer(client, greeting), identities: identities(client, greeting))
        }
        let passphrase = try askPassphrase()
        let identities = try unlockIdentities(passphrase)
        return MemberKeys(
            signing: .here(try unlockSigningKey(passphrase)), identities: identities)
    }

    func askPassphrase() throws -> SecretBytes {
        finishInterruptedChange()
        let own = try OwnOrganisation(home)
        return try passphrases.passphrase("Passphrase of \(own.organisation.name.text)")
    }

    /// Tidies up after a change of the passphrase, or of the keys, that a power cut interrupted.
    private func finishInterruptedChange() {
        let replacement = KeyRing(home).replacement
        // Not now if another command works here: that one moves on with it.
        guard replacement.needsTidying || replacement.isAnyWaiting,
            let lock = try? home.lock(.settings)
        else { return }
        defer { lock.release() }
        _ = try? settledOrganisation()
    }

    /// Who named a file with the passphrase wants that one used.
    private func agent() -> (AgentClient, AgentGreeting)? {
        guard case .terminal = passphrases, let client = try? AgentClient(home) else {
            return nil  // a key file that cannot be read is told when it is needed
        }
        do {
            guard let (greeting, _) = try client.greet() else { return nil }
            return (client, greeting)
        } catch .otherKeys {
            notices.warn("the unlocked keys are not those in this folder: run 'plomba unlock'")
        } catch {
            notices.warn("the part of plomba that keeps unlocked keys does not answer")
        }
        return nil
    }

    private func signer(_ client: AgentClient, _ greeting: AgentGreeting) -> MemberSigner {
        .agent(
            AgentSigner(publicKey: greeting.signingKey, client: client) {
                notices.warn("the keys were locked in the meantime")
                return try unlockSigningKey(askPassphrase())
            })
    }

    private func identities(
        _ client: AgentClient, _ greeting: AgentGreeting
    ) -> IdentitySet {
        IdentitySet(
            keeper: IdentityKeeper(agent: client, recipient: greeting.recipient) {
                notices.warn("the keys were locked in the meantime")
                return try unlockIdentities(askPassphrase())
            })
    }

    private func unlockSigningKey(_ passphrase: borrowing SecretBytes) throws -> SigningKey {
        try KeyRing(home).signingKey(.memberSigning, locker: locker, passphrase: passphrase)
    }

    private func unlockIdentities(_ passphrase: borrowing SecretBytes) throws -> IdentitySet {
        try KeyRing(home).identities(.memberEncryption, locker: locker, passphrase: passphrase)
    }
}
