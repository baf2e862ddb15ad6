package import Crypto
import FoundationEssentials
import Primitives

/// The stanza `mlkem768x25519`: HPKE in base mode with the X-Wing KEM, for one hybrid recipient.
///
/// KEM 0x647a (MLKEM768-X25519), KDF 0x0001 (HKDF-SHA256), AEAD 0x0003 (ChaCha20Poly1305), empty
/// additional data. swift-crypto's predefined X-Wing suite has another AEAD.
package enum HybridSuite {
    package static let ciphersuite = HPKE.Ciphersuite(
        kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
    static let seedSize = 32
    static let publicKeySize = 1_216
    static let encapsulationSize = 1_120

    private static let info = Data("age-encryption.org/mlkem768x25519".utf8)

    static func randomSeed() throws(AgeError) -> SecretBytes {
        try lockingSecret { () throws(SecretMemoryError) in try SecretBytes(random: seedSize) }
    }

    static func publicKey(seed: borrowing SecretBytes) throws(AgeError) -> [UInt8] {
        try Array(privateKey(seed: seed).publicKey.rawRepresentation)
    }

    /// - Throws: `recipient(.unusable)` for a public key that is no point of its groups; parsing a
    ///   key does not find that, encapsulating to it does.
    static func wrap(
        _ fileKey: borrowing SecretBytes, for recipient: [UInt8]
    ) throws(AgeError) -> Stanza {
        do {
            let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: recipient)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: ciphersuite, info: info)
            let body = try withUnlocked(fileKey) { plain in try sender.seal(plain) }
            return Stanza(
                type: WrappedKey.hybridType,
                arguments: [Base64.encodeUnpadded(Array(sender.encapsulatedKey))],
                body: Array(body))
        } catch {
            throw .recipient(.unusable)
        }
    }

    /// - Returns: nil when the stanza is not for this identity.
    static func unwrap(
        _ body: [UInt8], encapsulation: [UInt8], seed: borrowing SecretBytes
    ) throws(AgeError) -> SecretBytes? {
        let key = try privateKey(seed: seed)
        var recipient: HPKE.Recipient
        do {
            recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: ciphersuite, info: info,
                encapsulatedKey: Data(encapsulation))
        } catch {
            // The X25519 half is a point of low order.
            throw .header(.unusableShare)
        }
        // A failed tag is how HPKE says that the stanza is for somebody else.
        guard let opened = try? recipient.open(body) else { return nil }
        var plain = Array(opened)
        return try locking(&plain)
    }

    private static func privateKey(
        seed: borrowing SecretBytes
    ) throws(AgeError) -> XWingMLKEM768X25519.PrivateKey {
        do {
            return try withUnlocked(seed) { plain in
                try XWingMLKEM768X25519.PrivateKey(seedRepresentation: plain, publicKey: nil)
            }
        } catch {
            throw .identity(.malformed)
        }
    }

    /// Lends a secret as an array, since swift-crypto takes no span, and erases the array after.
    private static func withUnlocked<Result>(
        _ secret: borrowing SecretBytes, _ body: ([UInt8]) throws -> Result
    ) throws -> Result {
        var plain: [UInt8] = []
        secret.withBytes { bytes in
            plain.reserveCapacity(bytes.count)
            for index in 0..<bytes.count { plain.append(bytes[index]) }
        }
        defer { SecretBytes.erase(&plain) }
        return try body(plain)
    }
}
