package import Primitives

/// An identity that stays where it is, for instance in another process, and is asked to unwrap.
package struct IdentityKeeper: Sendable {
    /// - Returns: the file key, or nil when the stanza is not for this identity.
    package typealias Unwrap =
        @Sendable (_ wrapped: WrappedKey) throws(AgeError) -> SecretBytes?

    package let recipient: Recipient
    package let unwrap: Unwrap

    package init(recipient: Recipient, unwrap: @escaping Unwrap) {
        self.recipient = recipient
        self.unwrap = unwrap
    }
}

extension WrappedKey {
    /// Whose identity could open it; nil for a passphrase and for what is not known.
    var kind: Recipient.Kind? {
        switch self {
        case .x25519: .x25519
        case .hybrid: .hybrid
        case .scrypt, .unknown: nil
        }
    }
}
