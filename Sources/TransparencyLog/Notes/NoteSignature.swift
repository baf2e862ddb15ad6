package import Primitives

/// One signature line of a note.
///
/// ```
/// — broker.example/log NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+Eh...
/// ```
/// An em dash, the key's name, and base64 of the key's id and the signature.
package struct NoteSignature: Hashable, Sendable {
    static let prefix: [UInt8] = Array("\u{2014} ".utf8)

    package let name: KeyName
    package let keyID: UInt32
    /// What follows the id; its form depends on the key's type.
    package let bytes: [UInt8]

    /// - Precondition: `key` is the public half of `secret`, and of type `ed25519`.
    package init(
        signing text: [UInt8], as key: VerifierKey, with secret: borrowing SigningKey
    ) {
        precondition(
            key.type == .ed25519 && key.publicKey == secret.publicKey, "another key signs")
        self.init(by: key, bytes: secret.sign(text))
    }

    init(by key: VerifierKey, bytes: [UInt8]) {
        name = key.name
        keyID = key.id
        self.bytes = bytes
    }

    /// - Parameter line: without its line feed.
    init(parsing line: ArraySlice<UInt8>) throws(NoteError) {
        guard line.starts(with: Self.prefix) else { throw .malformedSignature }
        let parts = line.dropFirst(Self.prefix.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let value = Base64.decode(ascii: Array(parts[1])),
            value.count > 4
        else { throw .malformedSignature }
        name = try KeyName(bytes: Array(parts[0]))
        keyID = value.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(value.dropFirst(4))
    }

    /// The line with its line feed.
    package var line: [UInt8] {
        Self.prefix + name.bytes + [UInt8(ascii: " ")]
            + Base64.encodeASCII(VerifierKey.bytes(of: keyID) + bytes) + [UInt8(ascii: "\n")]
    }

    package func isBy(_ key: VerifierKey) -> Bool {
        keyID == key.id && name == key.name
    }
}
