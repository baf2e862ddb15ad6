/// The public key of a FIDO authenticator, `sk-ssh-ed25519@openssh.com`.
///
/// It can be a root of an organisation and nothing else. Roots are counted by ``point``: one
/// authenticator enrolled under two applications is one root.
package struct SecurityKey: Hashable, Sendable {
    static let type = "sk-ssh-ed25519@openssh.com"

    package let point: PublicKey
    /// What the authenticator was told that it signs for, usually `ssh:`.
    package let application: String

    package init(point: PublicKey, application: String) {
        self.point = point
        self.application = application
    }

    /// Reads `sk-ssh-ed25519@openssh.com AAAA...`; a comment after another space is ignored.
    package init(openSSH line: String) throws(KeyError) {
        try self.init(blob: OpenSSHLine.blob(of: line, type: Self.type))
    }

    init(blob: [UInt8]) throws(KeyError) {
        var cursor = SSHWireCursor()
        guard cursor.expect(Self.type, in: blob.span), let key = cursor.bytes(in: blob.span),
            let application = cursor.bytes(in: blob.span), cursor.isAtEnd(of: blob.span),
            let application = String(validating: application, as: UTF8.self)
        else { throw .malformedPublicKey }
        self.init(point: try PublicKey(bytes: key), application: application)
    }

    package var openSSHLine: String { Self.type + " " + Base64.encode(blob) }

    package var blob: [UInt8] {
        SSHWire.string(Self.type) + SSHWire.string(point.bytes) + SSHWire.string(application)
    }

    package var id: KeyID { KeyID(hashing: blob) }
}

extension SecurityKey {
    package static func == (left: SecurityKey, right: SecurityKey) -> Bool {
        left.blob == right.blob
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(blob)
    }
}
