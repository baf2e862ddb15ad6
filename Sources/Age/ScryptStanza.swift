import Primitives

/// The stanza `scrypt`: the only stanza of a file that a passphrase opens.
enum ScryptStanza {
    private static let label = Array("age-encryption.org/v1/scrypt".utf8)

    static func wrap(
        _ fileKey: borrowing SecretBytes, passphrase: borrowing SecretBytes, logN: Int
    ) throws(AgeError) -> Stanza {
        let salt = Randomness.bytes(WrappedKey.scryptSaltSize)
        let key = try derive(passphrase: passphrase, salt: salt, logN: logN)
        return Stanza(
            type: WrappedKey.scryptType,
            arguments: [Base64.encodeUnpadded(salt), String(logN)],
            body: FileKey.wrap(fileKey, with: key))
    }

    /// - Returns: nil when the passphrase is another.
    /// - Throws: `scryptWorkFactor` before anything is computed when logN exceeds the maximum.
    static func unwrap(
        _ body: [UInt8], salt: [UInt8], logN: Int, passphrase: borrowing SecretBytes,
        maximumLogN: Int
    ) throws(AgeError) -> SecretBytes? {
        guard logN <= maximumLogN else { throw .header(.scryptWorkFactor) }
        let key = try derive(passphrase: passphrase, salt: salt, logN: logN)
        return try FileKey.unwrap(body, with: key)
    }

    private static func derive(
        passphrase: borrowing SecretBytes, salt: [UInt8], logN: Int
    ) throws(AgeError) -> SecretBytes {
        do {
            return try Scrypt.derive(passphrase: passphrase, salt: label + salt, logN: logN)
        } catch {
            throw .secret(.derivation)
        }
    }
}
