package import Timestamping

/// `checkpoint-300.tsa.example.org.tst`
package struct TokenName: Hashable, Sendable {
    private static let prefix = "checkpoint-"
    private static let ending = ".tst"
    package let size: UInt64
    package let authority: AuthorityName

    package init(size: UInt64, authority: AuthorityName) {
        (self.size, self.authority) = (size, authority)
    }

    /// Nil for a file of another name.
    package init?(file: String) {
        guard file.utf8.allSatisfy({ $0 < 0x80 }), file.hasPrefix(Self.prefix),
            file.hasSuffix(Self.ending)
        else { return nil }
        let parts = file.dropFirst(Self.prefix.count).dropLast(Self.ending.count)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let size = UInt64(parts[0]), String(size) == parts[0],
            let authority = AuthorityName(String(parts[1]))
        else { return nil }
        self.init(size: size, authority: authority)
    }

    package var file: String { "\(Self.prefix)\(size).\(authority.text)\(Self.ending)" }

    package static func text(of size: UInt64) -> String { "\(prefix)\(size).txt" }
}

/// A token as it lies in a folder; nothing of it is verified.
package struct CarriedToken: Sendable {
    package let name: TokenName
    package let der: [UInt8]

    package init(name: TokenName, der: [UInt8]) {
        (self.name, self.der) = (name, der)
    }
}
