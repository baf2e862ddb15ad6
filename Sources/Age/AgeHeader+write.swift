import Primitives

extension AgeHeader {
    /// Writes the header for a file key that is wrapped in these stanzas.
    init(stanzas: [Stanza], fileKey: borrowing SecretBytes) throws(AgeError) {
        let authenticated = Self.unauthenticatedBytes(of: stanzas)
        let mac = try FileKey.headerMAC(authenticated.span, fileKey: fileKey)
        try self.init(bytes: authenticated + Array(" \(Base64.encodeUnpadded(mac))\n".utf8))
    }

    /// The bytes that the MAC is computed over.
    static func unauthenticatedBytes(of stanzas: [Stanza]) -> [UInt8] {
        var bytes = versionLine
        for stanza in stanzas { stanza.serialize(into: &bytes) }
        return bytes + macPrefix
    }
}
