import Primitives

/// The beginning of a consignment's identifier, long enough for people to tell it from others.
package struct ConsignmentPrefix: Sendable {
    static let minimumSize = 4
    package let text: String

    /// Nil unless `text` is 4 to 32 lower-case hexadecimal digits.
    package init?(_ text: String) {
        let isHex = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard isHex, (Self.minimumSize...2 * ConsignmentID.size).contains(text.utf8.count) else {
            return nil
        }
        self.text = text
    }

    func matches(_ consignment: ConsignmentID) -> Bool {
        consignment.text.utf8.starts(with: text.utf8)
    }
}
