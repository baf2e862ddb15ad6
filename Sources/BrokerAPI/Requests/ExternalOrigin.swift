/// The origin under which clients know the broker: `https://broker.example:8443`.
///
/// It comes from configuration on both sides, never from a `Host` field: a signature covers the
/// target URI that is built from it. Lower-case, no path, no user, no default port.
package struct ExternalOrigin: Hashable, Sendable {
    package let text: String

    private static let maximumSize = 300

    /// Nil unless `text` is in the form above; `http` is allowed for loopback tests and proxies.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.maximumSize,
            let scheme = Self.schemes.first(where: { bytes.starts(with: $0.prefix) })
        else { return nil }
        let authority = Array(bytes[scheme.prefix.count...])
        guard let portStart = Self.endOfHost(authority), portStart > 0 else { return nil }
        if portStart < authority.count {
            let port = String(decoding: authority[(portStart + 1)...], as: UTF8.self)
            guard let number = Decimal.parse(port), (1...65_535).contains(number),
                number != scheme.defaultPort
            else { return nil }
        }
        self.text = text
    }

    /// The target URI of a request whose path and query are `target`.
    package func targetURI(_ target: String) -> String {
        text + target
    }

    private static let schemes: [(prefix: [UInt8], defaultPort: Int64)] = [
        (Array("https://".utf8), 443), (Array("http://".utf8), 80),
    ]

    /// Where the host ends: at a colon or at the end. Nil when a character is out of place.
    private static func endOfHost(_ authority: [UInt8]) -> Int? {
        if authority.first == UInt8(ascii: "[") { return endOfAddress(authority) }
        let end = authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.count
        let plain = authority[..<end].allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return plain ? end : nil
    }

    /// The same for an IPv6 address in brackets.
    private static func endOfAddress(_ authority: [UInt8]) -> Int? {
        guard let bracket = authority.firstIndex(of: UInt8(ascii: "]")), bracket > 2 else {
            return nil
        }
        let plain = authority[1..<bracket].allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
        }
        let end = bracket + 1
        guard plain, end == authority.count || authority[end] == UInt8(ascii: ":") else {
            return nil
        }
        return end
    }
}
