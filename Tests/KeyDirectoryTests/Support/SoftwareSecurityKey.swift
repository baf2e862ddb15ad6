import KeyDirectory
import Primitives

/// What a FIDO authenticator does when OpenSSH asks it to sign, in software: only for tests.
enum SoftwareSecurityKey {
    /// An armoured SSHSIG by the key under `application`.
    ///
    /// Signed are SHA-256(application), flags, counter and SHA-256 of the SSHSIG blob.
    static func signature(
        over message: [UInt8], namespace: String, application: String, flags: UInt8,
        by key: borrowing SigningKey
    ) -> [UInt8] {
        let publicKey = SecurityKey(point: key.publicKey, application: application)
        let hash = SHA256Digest.of(message).bytes
        let blob =
            Array("SSHSIG".utf8) + string(Array(namespace.utf8)) + string([])
            + string(Array("sha256".utf8)) + string(hash)
        let counter: [UInt8] = [0, 0, 0, 5]
        let signed =
            SHA256Digest.of(Array(application.utf8)).bytes + [flags] + counter
            + SHA256Digest.of(blob).bytes
        let inner =
            string(Array("sk-ssh-ed25519@openssh.com".utf8)) + string(key.sign(signed)) + [flags]
            + counter
        let outer =
            Array("SSHSIG".utf8) + [0, 0, 0, 1] + string(publicKey.blob)
            + string(Array(namespace.utf8)) + string([]) + string(Array("sha256".utf8))
            + string(inner)
        let base64 = Base64.encode(outer)
        var text = "-----BEGIN SSH SIGNATURE-----\n"
        var rest = base64[...]
        while !rest.isEmpty {
            text += rest.prefix(70) + "\n"
            rest = rest.dropFirst(70)
        }
        return Array((text + "-----END SSH SIGNATURE-----\n").utf8)
    }

    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt32(bytes.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) } + bytes
    }
}
