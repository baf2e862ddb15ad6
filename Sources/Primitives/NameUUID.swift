/// A UUID of version 5 (RFC 9562, section 5.5): the same name in the same namespace is the same UUID,
/// whoever makes it. An identifier, and proof of nothing: it is cut from a SHA-1.
package struct NameUUID: Hashable, Sendable {
    private static let size = 16
    private let bytes: [UInt8]

    /// The namespace of URLs, RFC 9562, section 6.6.
    package static let url = NameUUID(
        bytes: [
            0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4,
            0x30, 0xC8,
        ])

    private init(bytes: [UInt8]) { self.bytes = bytes }

    package init(_ name: String, in namespace: NameUUID) {
        var digest = MessageDigest(.sha1)
        digest.update(namespace.bytes.span)
        digest.update(Array(name.utf8).span)
        var bytes = Array(digest.finalize().prefix(Self.size))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// `21f7f8de-8051-5b89-8680-0195ef798b6a`
    package var text: String {
        let hex = Array(Hex.encode(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
            .joined(separator: "-")
    }
}
