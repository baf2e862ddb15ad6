/// What a time-stamping authority is called in our lists, file names and verdicts: `tsa.example.org`
/// or `example-qualified-2`.
///
/// One to 63 of `[a-z0-9.-]`, the first and last of `[a-z0-9]`, no two dots in a row: safe as a part
/// of a file's name.
package struct AuthorityName: Hashable, Sendable {
    package static let maximumSize = 63

    package let text: String

    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        guard (1...Self.maximumSize).contains(ascii.count), let first = ascii.first,
            let last = ascii.last, Self.isLetterOrDigit(first), Self.isLetterOrDigit(last)
        else { return nil }
        let dot = UInt8(ascii: ".")
        for (index, character) in ascii.enumerated() {
            guard
                Self.isLetterOrDigit(character) || character == UInt8(ascii: "-")
                    || character == dot
            else { return nil }
            if character == dot, ascii[index - 1] == dot { return nil }
        }
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
