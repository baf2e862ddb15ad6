import Primitives

/// The stanza `X25519`: a fresh key agreement with one classical recipient.
enum X25519Stanza {
    static let shareSize = 32
    private static let info = "age-encryption.org/v1/X25519"

    static func wrap(
        _ fileKey: borrowing SecretBytes, for recipient: [UInt8]
    ) throws(AgeError) -> Stanza {
        let ephemeral = try lockingSecret { () throws(SecretMemoryError) in
            try SecretBytes(random: shareSize)
        }
        let share = X25519.publicKey(of: ephemeral)
        guard let shared = X25519.sharedSecret(ephemeral, recipient) else {
            throw .recipient(.unusable)
        }
        let key = try deriveKey(from: shared, salt: share + recipient, info: info)
        return Stanza(
            type: WrappedKey.x25519Type, arguments: [Base64.encodeUnpadded(share)],
            body: FileKey.wrap(fileKey, with: key))
    }

    /// - Returns: nil when the stanza is not for this identity.
    static func unwrap(
        _ body: [UInt8], share: [UInt8], identity: borrowing SecretBytes, recipient: [UInt8]
    ) throws(AgeError) -> SecretBytes? {
        guard let shared = X25519.sharedSecret(identity, share) else {
            throw .header(.unusableShare)
        }
        let key = try deriveKey(from: shared, salt: share + recipient, info: info)
        return try FileKey.unwrap(body, with: key)
    }
}
