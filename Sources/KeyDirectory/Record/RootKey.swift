package import Primitives

/// One root of an organisation: a key that signs records and nothing else.
package struct RootKey: Hashable, Sendable {
    package let label: RecordLabel
    package let key: Key

    /// An ordinary key or a FIDO security key with its application.
    package enum Key: Hashable, Sendable {
        case ed25519(PublicKey)
        case securityKey(SecurityKey)
    }

    package init(label: RecordLabel, key: Key) {
        self.label = label
        self.key = key
    }

    /// What a root is counted by: one authenticator under two applications counts once.
    package var point: PublicKey {
        switch key {
        case .ed25519(let key): key
        case .securityKey(let key): key.point
        }
    }

    /// `ssh-ed25519 AAAA...` or `sk-ssh-ed25519@openssh.com AAAA...`.
    package var openSSHLine: String {
        switch key {
        case .ed25519(let key): key.openSSHLine
        case .securityKey(let key): key.openSSHLine
        }
    }

    /// The application of a security key.
    package var application: String? {
        if case .securityKey(let key) = key { key.application } else { nil }
    }

    func hasSigned(_ record: [UInt8], namespace: String, as signature: SSHSignature) -> Bool {
        switch key {
        case .ed25519(let key): signature.verify(record, namespace: namespace, by: key)
        case .securityKey(let key): signature.verify(record, namespace: namespace, by: key)
        }
    }
}
