package import Primitives

/// Somebody whom a file can be encrypted to: the public half of an `Identity`.
///
/// In text `age1...` (X25519, 32 bytes) or `age1pq1...` (post-quantum hybrid, 1,216 bytes and
/// 1,959 characters), lower case only.
package struct Recipient: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case x25519
        case hybrid
    }

    let kind: Kind
    let publicKey: [UInt8]

    static let x25519Prefix = Array("age".utf8)
    static let hybridPrefix = Array("age1pq".utf8)
    private static let maximumTextSize = 2_048

    init(kind: Kind, publicKey: [UInt8]) {
        self.kind = kind
        self.publicKey = publicKey
    }

    /// Reads a recipient. Whether its key is usable, only `requireUsable()` tells.
    package init(_ text: String) throws(AgeError) {
        let ascii = Array(text.utf8)
        guard ascii.count <= Self.maximumTextSize else { throw .recipient(.malformed) }
        if let key = Bech32.decode(ascii.span, prefix: Self.hybridPrefix) {
            guard key.count == HybridSuite.publicKeySize else { throw .recipient(.malformed) }
            self.init(kind: .hybrid, publicKey: key)
        } else if let key = Bech32.decode(ascii.span, prefix: Self.x25519Prefix) {
            guard key.count == X25519Stanza.shareSize else { throw .recipient(.malformed) }
            self.init(kind: .x25519, publicKey: key)
        } else {
            throw .recipient(Self.isPluginText(ascii) ? .unknownType : .malformed)
        }
    }

    package var text: String {
        let prefix = kind == .hybrid ? Self.hybridPrefix : Self.x25519Prefix
        return String(
            decoding: Bech32.encode(prefix: prefix, bytes: publicKey.span), as: UTF8.self)
    }

    /// The name of this recipient: `SHA256:` and a digest over its text.
    package var id: KeyID { KeyID(hashing: Array(text.utf8)) }

    package var isHybrid: Bool { kind == .hybrid }

    /// Encrypts to the recipient once and drops the result.
    ///
    /// A key of the right size need not be a key: the coefficients of an ML-KEM key have a bound,
    /// and some X25519 points have no secret to agree on. Call this before a key is enrolled.
    ///
    /// - Throws: `recipient(.unusable)`.
    package func requireUsable() throws(AgeError) {
        _ = try wrap(FileKey.random())
    }

    func wrap(_ fileKey: borrowing SecretBytes) throws(AgeError) -> Stanza {
        switch kind {
        case .x25519: try X25519Stanza.wrap(fileKey, for: publicKey)
        case .hybrid: try HybridSuite.wrap(fileKey, for: publicKey)
        }
    }

    /// `age1NAME1...` of another type, for instance one of a hardware key.
    private static func isPluginText(_ ascii: [UInt8]) -> Bool {
        let one = UInt8(ascii: "1")
        return ascii.starts(with: x25519Prefix + [one]) && ascii.dropFirst(4).contains(one)
    }
}

extension Recipient {
    /// Recipients that nobody holds the identity of, to hide how many real ones a file has.
    ///
    /// Their keys are made and dropped here, so that their stanzas cannot be told from real ones.
    package static func dummyHybridRecipients(_ count: Int) throws(AgeError) -> [Recipient] {
        var dummies: [Recipient] = []
        for _ in 0..<count { dummies.append(try Identity.generateHybrid().recipient) }
        return dummies
    }
}
