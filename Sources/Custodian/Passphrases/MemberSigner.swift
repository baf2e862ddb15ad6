import Age
import Primitives

/// The member's signing key, wherever it is: in this process, or kept by the agent.
enum MemberSigner: ~Copyable, SSHSigner {
    case here(SigningKey)
    case agent(AgentSigner)

    var publicKey: PublicKey {
        switch self {
        case .here(let key): key.publicKey
        case .agent(let signer): signer.publicKey
        }
    }

    borrowing func signature(
        over message: [UInt8], namespace: String
    ) throws(SigningFailure) -> SSHSignature {
        switch self {
        case .here(let key): try key.signature(over: message, namespace: namespace)
        case .agent(let signer): try signer.signature(over: message, namespace: namespace)
        }
    }
}

/// Signs through the agent; asks for the passphrase when the agent has gone meanwhile.
struct AgentSigner: Sendable {
    let publicKey: PublicKey
    let client: AgentClient
    /// Asks, and opens the key in this process.
    let unlock: @Sendable () throws -> SigningKey

    func signature(
        over message: [UInt8], namespace: String
    ) throws(SigningFailure) -> SSHSignature {
        do {
            return try client.sign(message, namespace: namespace, by: publicKey)
        } catch AgentError.refused {
            throw SigningFailure(AgentError.refused)
        } catch {
            // Long work outlasts an unlocking: the person is asked, rather than the work lost.
            return try signatureHere(over: message, namespace: namespace)
        }
    }

    private func signatureHere(
        over message: [UInt8], namespace: String
    ) throws(SigningFailure) -> SSHSignature {
        do {
            let key = try unlock()
            guard key.publicKey == publicKey else { throw AgentError.otherKeys }
            return SSHSignature.sign(message, namespace: namespace, with: key)
        } catch let failure as any PlainFailure {
            throw SigningFailure(failure)
        } catch {
            throw SigningFailure(AgentError.gone)
        }
    }
}

extension IdentityKeeper {
    /// Unwraps through the agent; asks for the passphrase when the agent has gone meanwhile.
    init(
        agent client: AgentClient, recipient: Recipient,
        unlock: @escaping @Sendable () throws -> IdentitySet
    ) {
        self.init(recipient: recipient) { wrapped throws(AgeError) in
            do throws(AgentUnwrapError) {
                return try client.unwrap(wrapped)
            } catch .unusable {
                throw .header(.unusableShare)
            } catch {
                guard let identities = try? unlock() else { throw .identity(.outOfReach) }
                return try identities.unwrap(wrapped)
            }
        }
    }
}
