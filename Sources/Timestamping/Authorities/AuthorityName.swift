/// What a time-stamping authority is called in our lists, file names and verdicts: `tsa.example.org`
/// or `example-qualified-2`.
///
/// `[a-z0-9][a-z0-9._-]{0,63}`, as the labels of a charter: safe as a part of a file's name.
package struct AuthorityName: Hashable, Sendable {
    package static let maximumSize = 64

    package let text: String

    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        guard (1...Self.maximumSize).contains(ascii.count), Self.isLetterOrDigit(ascii[0]),
            ascii.allSatisfy({ Self.isLetterOrDigit($0) || "._-".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension AuthorityName: Comparable {
    package static func < (left: AuthorityName, right: AuthorityName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension AuthorityName: CustomStringConvertible {
    package var description: String { text }
}
