package import Primitives

/// The one broker that serves a mailbox.
///
/// ```
/// {"url": "https://broker.example.org:8443", "pin": "sha256/...", "serviceKey": "ssh-ed25519 ..."}
/// ```
package struct HomeBroker: Hashable, Sendable {
    /// `https://host` or `https://host:port`, nothing after it.
    package let url: String
    package let pin: BrokerPin
    /// What signs its acceptances.
    package let serviceKey: PublicKey

    /// Nil unless `url` has the form above.
    package init?(url: String, pin: BrokerPin, serviceKey: PublicKey) {
        guard Self.isOrigin(url) else { return nil }
        self.url = url
        self.pin = pin
        self.serviceKey = serviceKey
    }

    static func isOrigin(_ url: String) -> Bool {
        let bytes = Array(url.utf8)
        let scheme = Array("https://".utf8)
        guard bytes.count <= RecordLimits.urlSizeInBytes, bytes.starts(with: scheme) else {
            return false
        }
        let authority = bytes.dropFirst(scheme.count)
        let end = authority.lastIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? authority.startIndex
        let colon = authority[end...].firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
        let host = authority[..<colon]
        guard isHost(host) || isBracketedAddress(host) else { return false }
        return colon == authority.endIndex || isPort(authority[(colon + 1)...])
    }

    /// Lower-case letters, digits, dots and dashes: a name or an IPv4 address.
    private static func isHost(_ host: ArraySlice<UInt8>) -> Bool {
        guard let first = host.first, let last = host.last else { return false }
        let edges = [first, last].allSatisfy { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        return edges
            && host.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }

    /// `[2001:db8::1]`
    private static func isBracketedAddress(_ host: ArraySlice<UInt8>) -> Bool {
        guard host.count > 4, host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]")
        else { return false }
        return host.dropFirst().dropLast().allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
        }
    }

    /// A port in its shortest form; 443 is not written.
    private static func isPort(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let port = UInt16(String(decoding: digits, as: UTF8.self)) else { return false }
        return port > 0 && port != 443 && String(port).utf8.elementsEqual(digits)
    }
}

/// What a broker's TLS key is known by: `sha256/` and the padded base64 of SHA-256 of its
/// SubjectPublicKeyInfo (DER), as the broker prints it.
package struct BrokerPin: Hashable, Sendable {
    private static let prefix = Array("sha256/".utf8)

    package let digest: SHA256Digest

    package init(digest: SHA256Digest) { self.digest = digest }

    /// Nil unless the text is exactly in the form above.
    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        guard ascii.starts(with: Self.prefix),
            let bytes = Base64.decode(ascii: Array(ascii[Self.prefix.count...])),
            let digest = SHA256Digest(bytes: bytes)
        else { return nil }
        self.digest = digest
    }

    package var text: String {
        String(decoding: Self.prefix, as: UTF8.self) + Base64.encode(digest.bytes)
    }
}
