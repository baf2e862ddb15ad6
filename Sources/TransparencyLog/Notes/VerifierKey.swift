package import Primitives

/// A public key with its name and purpose: the *vkey* of signed-note.
///
/// ```
/// broker.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
/// ```
/// The name, the key id in eight lower-case digits, and base64 of the type byte and the key. The
/// id is the beginning of SHA-256(name || LF || type || key), and only helps to find a line.
package struct VerifierKey: Hashable, Sendable {
    package let name: KeyName
    package let type: SignatureType
    package let publicKey: PublicKey
    package let id: UInt32

    package init(_ name: KeyName, _ type: SignatureType, _ publicKey: PublicKey) {
        self.name = name
        self.type = type
        self.publicKey = publicKey
        let named = name.bytes + [UInt8(ascii: "\n"), type.rawValue] + publicKey.bytes
        id = SHA256Digest.of(named).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// - Throws: `malformedKey`, `malformedName`; `unknownKeyType` for a type that we do not have;
    ///   `keyMismatch` when the id is not that of the key; `unsafeKey`.
    package init(parsing text: String) throws(NoteError) {
        try self.init(parsing: Array(text.utf8))
    }

    package init(parsing vkey: [UInt8]) throws(NoteError) {
        // base64 has plus signs of its own, so only the first two separate.
        let parts = vkey.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard vkey.count <= LogLimits.keyNameSizeInBytes + 64, parts.count == 3,
            let digits = Hex.decode(ascii: Array(parts[1])), digits.count == 4,
            let key = Base64.decode(ascii: Array(parts[2])), let first = key.first
        else { throw .malformedKey }
        let name = try KeyName(bytes: Array(parts[0]))
        guard let type = SignatureType(rawValue: first) else { throw .unknownKeyType }
        guard key.count == 1 + PublicKey.size else { throw .malformedKey }
        do throws(KeyError) {
            self.init(name, type, try PublicKey(bytes: Array(key.dropFirst())))
        } catch {
            throw .unsafeKey
        }
        guard digits == Self.bytes(of: id) else { throw .keyMismatch }
    }

    package var text: String {
        name.text + "+" + Hex.encode(Self.bytes(of: id)) + "+"
            + Base64.encode([type.rawValue] + publicKey.bytes)
    }

    static func bytes(of id: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) }
    }
}
