/// The label of a root, member, device or mailbox: a role such as `intake-officer`, never a person.
///
/// `[a-z0-9][a-z0-9._-]{0,63}`
package struct RecordLabel: Hashable, Sendable {
    package let text: String

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...RecordLimits.labelSizeInBytes).contains(bytes.count),
            Self.isLetterOrDigit(bytes[0]),
            bytes.allSatisfy({ Self.isLetterOrDigit($0) || Self.isJoiner($0) })
        else { return nil }
        self.text = text
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isJoiner(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}
