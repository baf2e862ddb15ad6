/// Where requests are sent: `https://tsa.example.org/rfc3161`.
///
/// `https` or `http` - a token proves itself, and a request shows only the digest of a checkpoint
/// that is public anyway. A name or IPv4 address in lower case, a port from 1 to 65535, a path; no
/// user, query or fragment.
package struct AuthorityURL: Hashable, Sendable {
    package let text: String
    package let isEncrypted: Bool
    package let host: String
    package let port: Int
    /// Begins with `/`.
    package let path: String

    private static let maximumSize = 512

    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumSize,
            let scheme = ["https://", "http://"].first(where: { text.utf8.starts(with: $0.utf8) })
        else { return nil }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        let path = rest.dropFirst(authority.count)
        guard path.first == UInt8(ascii: "/"), path.allSatisfy(Self.isOfPath) else { return nil }
        let parts = authority.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, Self.isHost(host) else { return nil }
        isEncrypted = scheme.utf8.count == 8
        if parts.count == 2 {
            guard let port = Self.port(parts[1]) else { return nil }
            self.port = port
        } else {
            port = isEncrypted ? 443 : 80
        }
        self.text = text
        self.host = String(decoding: Array(host), as: UTF8.self)
        self.path = String(decoding: Array(path), as: UTF8.self)
    }

    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        guard (1...253).contains(host.count) else { return false }
        return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy { isLowerCaseOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func port(_ digits: Substring.UTF8View) -> Int? {
        guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(String(decoding: Array(digits), as: UTF8.self)), port <= 65535
        else { return nil }
        return port
    }

    private static func isLowerCaseOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Letters, digits and `/ - . _ ~ %`.
    private static func isOfPath(_ byte: UInt8) -> Bool {
        isLowerCaseOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || "/-._~%".utf8.contains(byte)
    }
}
