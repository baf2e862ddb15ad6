package import Primitives

/// A secret key that opens files: the private half of a `Recipient`.
///
/// In text `AGE-SECRET-KEY-1...` (X25519) or `AGE-SECRET-KEY-PQ-1...` (post-quantum hybrid), each
/// of 32 bytes, upper case only.
package struct Identity: ~Copyable, Sendable {
    private let secret: SecretBytes
    package let recipient: Recipient

    private static let x25519Prefix = Array("age-secret-key-".utf8)
    private static let hybridPrefix = Array("age-secret-key-pq-".utf8)
    static let maximumTextSize = 128

    private init(kind: Recipient.Kind, secret: consuming SecretBytes) throws(AgeError) {
        let publicKey =
            switch kind {
            case .x25519: X25519.publicKey(of: secret)
            case .hybrid: try HybridSuite.publicKey(seed: secret)
            }
        recipient = Recipient(kind: kind, publicKey: publicKey)
        self.secret = secret
    }

    package static func generateX25519() throws(AgeError) -> Identity {
        try Identity(kind: .x25519, secret: randomSecret(X25519Stanza.shareSize))
    }

    package static func generateHybrid() throws(AgeError) -> Identity {
        try Identity(kind: .hybrid, secret: randomSecret(HybridSuite.seedSize))
    }

    /// The hybrid identity of a given seed, for instance one put together from recovery shares.
    package static func hybrid(seed: consuming SecretBytes) throws(AgeError) -> Identity {
        guard seed.count == HybridSuite.seedSize else { throw .identity(.malformed) }
        return try Identity(kind: .hybrid, secret: seed)
    }

    /// Reads the text of one identity, without anything before or after it.
    package init(_ text: borrowing SecretBytes) throws(AgeError) {
        self = try text.withBytes { bytes throws(AgeError) in try Identity(text: bytes) }
    }

    init(text: Span<UInt8>) throws(AgeError) {
        guard text.count <= Self.maximumTextSize else { throw .identity(.malformed) }
        var lowered = try Self.lowercased(text)
        defer { SecretBytes.erase(&lowered) }
        let kind: Recipient.Kind
        var key: [UInt8]
        if let decoded = Bech32.decode(lowered.span, prefix: Self.hybridPrefix) {
            (kind, key) = (.hybrid, decoded)
        } else if let decoded = Bech32.decode(lowered.span, prefix: Self.x25519Prefix) {
            (kind, key) = (.x25519, decoded)
        } else {
            throw .identity(Self.isPluginText(lowered) ? .unknownType : .malformed)
        }
        defer { SecretBytes.erase(&key) }
        guard key.count == X25519Stanza.shareSize else { throw .identity(.malformed) }
        try self.init(kind: kind, secret: locking(&key))
    }

    /// The text of this identity, without a line feed.
    package borrowing func text() throws(AgeError) -> SecretBytes {
        let prefix = recipient.isHybrid ? Self.hybridPrefix : Self.x25519Prefix
        var text = secret.withBytes { Bech32.encode(prefix: prefix, bytes: $0) }
        defer { SecretBytes.erase(&text) }
        for index in text.indices where Self.isLowercase(text[index]) { text[index] -= 32 }
        return try locking(&text)
    }

    /// A copy of the 32 bytes from which a hybrid identity is made, to be split into shares.
    package borrowing func hybridSeed() throws(AgeError) -> SecretBytes {
        guard recipient.isHybrid else { throw .identity(.malformed) }
        return try secret.withBytes { bytes throws(AgeError) in
            do throws(SecretMemoryError) {
                return try SecretBytes(copying: bytes)
            } catch {
                throw .secret(.memory)
            }
        }
    }

    /// - Returns: the file key, or nil when the stanza is not for this identity.
    package borrowing func unwrap(_ wrapped: WrappedKey) throws(AgeError) -> SecretBytes? {
        switch (wrapped, recipient.kind) {
        case (.x25519(let share, let body), .x25519):
            try X25519Stanza.unwrap(
                body, share: share, identity: secret, recipient: recipient.publicKey)
        case (.hybrid(let encapsulation, let body), .hybrid):
            try HybridSuite.unwrap(body, encapsulation: encapsulation, seed: secret)
        default: nil
        }
    }

    private static func randomSecret(_ count: Int) throws(AgeError) -> SecretBytes {
        try lockingSecret { () throws(SecretMemoryError) in try SecretBytes(random: count) }
    }

    /// The Bech32 checksum covers the lower-case form; a text with lower-case letters is refused.
    private static func lowercased(_ text: Span<UInt8>) throws(AgeError) -> [UInt8] {
        var lowered: [UInt8] = []
        lowered.reserveCapacity(text.count)
        for index in 0..<text.count {
            guard !isLowercase(text[index]) else {
                SecretBytes.erase(&lowered)
                throw .identity(.malformed)
            }
            let isUppercase = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text[index])
            lowered.append(isUppercase ? text[index] + 32 : text[index])
        }
        return lowered
    }

    private static func isLowercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isPluginText(_ lowered: [UInt8]) -> Bool {
        lowered.starts(with: "age-plugin-".utf8)
    }
}
