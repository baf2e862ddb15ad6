import Age
import Custody
import KeyDirectory
import Primitives

/// The keys that an agent keeps, and what it does with them.
///
/// They never leave it: a signature and the key of one file do.
struct AgentKeys: ~Copyable {
    private let signing: SigningKey
    private let identities: IdentitySet
    /// Of the first identity, the one that the record names.
    let recipient: Recipient
    private let purposes: Set<String>

    /// - Parameter mode: whose statements are signed.
    init(
        signingKey: borrowing SecretBytes, identity: borrowing SecretBytes, mode: Mode
    ) throws {
        let signing = try SigningKey(openSSHPrivateKey: signingKey)
        let identities = try IdentitySet(identityFile: identity)
        guard let recipient = identities.recipients.first else { throw AgentError.notStarted }
        self.signing = signing
        self.identities = identities
        self.recipient = recipient
        // What a member signs, and nothing else: no record, no request, no receipt.
        purposes = Set(
            Event.allCases.filter { $0.signerKind == .member }
                .map { mode.namespace($0.rawValue) })
    }

    var signingKey: PublicKey { signing.publicKey }

    /// The armoured signature; nil when this key does not sign for the purpose.
    borrowing func sign(sha512 digest: [UInt8], namespace: String) -> [UInt8]? {
        // Compared as bytes: to Swift, two spellings of a name are one.
        guard purposes.contains(where: { $0.utf8.elementsEqual(namespace.utf8) }) else {
            return nil
        }
        return SSHSignature.sign(sha512: digest, namespace: namespace, with: signing).armored
    }

    borrowing func unwrap(_ wrapped: WrappedKey) throws(AgeError) -> SecretBytes? {
        try identities.unwrap(wrapped)
    }
}

/// How long keys stay unlocked: so long after the last use, and never beyond the end.
///
/// The clock goes on while the computer sleeps.
struct AgentTerm {
    private let idle: Duration
    private let end: ContinuousClock.Instant
    private var idleEnd: ContinuousClock.Instant

    init(idleSeconds: UInt32, longestSeconds: UInt32, from now: ContinuousClock.Instant) {
        idle = .seconds(idleSeconds)
        end = now + .seconds(longestSeconds)
        idleEnd = now + idle
    }

    mutating func use(at now: ContinuousClock.Instant) { idleEnd = now + idle }

    func secondsLeft(at now: ContinuousClock.Instant) -> (idle: UInt32, atMost: UInt32) {
        (seconds(from: now, to: min(idleEnd, end)), seconds(from: now, to: end))
    }

    func timeLeft(at now: ContinuousClock.Instant) -> Duration { min(idleEnd, end) - now }

    private func seconds(
        from now: ContinuousClock.Instant, to end: ContinuousClock.Instant
    ) -> UInt32 {
        UInt32(clamping: max(0, (end - now).components.seconds))
    }
}
